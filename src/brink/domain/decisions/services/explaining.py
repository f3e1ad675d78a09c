"""What a decision owes an explanation for: the minority, the advice of residents, a departure from policy."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.decisions import queries
from brink.domain.decisions.models import AdviceDeviation, Decision, GoodGovernment, MinorityNote, PolicyDeviation
from brink.domain.decisions.principles import PRINCIPLES
from brink.domain.decisions.publication_checks import without_marks
from brink.domain.decisions.services.drafting import about, draft_only
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

MINORITY_TEXTS = ("argument", "holders", "adopted", "not_further", "softening")


@act(
    "decision.minority",
    Decision,
    on="decision",
    part=True,
    again=lambda entry, _arguments: MinorityNote.objects.get(decision_id=entry.subject_id),
)
def set_minority(
    *, decision: Decision, fields: Mapping[str, Any], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[MinorityNote]:
    """Write the minority note: all five texts, or "none found" with how was searched.

    An argument that stands literally in words which somebody gave on this question is kept as a quote of them; any
    other is a summary of the desk. Nobody is given words that they did not say.
    """
    draft_only(decision)
    none_found = bool(fields.get("none_found"))
    if none_found and not str(fields.get("method", "")).strip():
        raise BadInput(_("Schrijf op hoe u naar een afwijkende groep heeft gezocht."), field="method")
    if not none_found:
        for name in MINORITY_TEXTS:
            if not str(fields.get(name, "")).strip():
                raise BadInput(_("Vul dit vak in. De minderheid heeft recht op een volledig antwoord."), field=name)
    values = {name: fields.get(name, "") for name in (*MINORITY_TEXTS, "method")} | {"none_found": none_found}
    values["argument"] = without_marks(str(values["argument"]))
    values["quoted"] = None if none_found else queries.quoted_in(decision, values["argument"])
    note, _created = MinorityNote.objects.update_or_create(
        tenant_id=decision.tenant_id,
        decision=decision,
        defaults=values,
        create_defaults={**values, "created_at": clock.now()},
    )
    return Done(note, about(decision, none_found=none_found), row=decision)


@act(
    "decision.advice",
    Decision,
    on="decision",
    part=True,
    again=lambda entry, _arguments: AdviceDeviation.objects.get(decision_id=entry.subject_id),
)
def set_advice(
    *,
    decision: Decision,
    followed: bool,
    reason: str,
    actor: Actor,
    key: str | None = None,
    seen: int | None = None,
) -> Done[AdviceDeviation]:
    """Say whether the advice of residents is followed. A reason is owed either way."""
    draft_only(decision)
    if not reason.strip():
        raise BadInput(_("Schrijf op waarom u het advies wel of niet volgt."), field="reason")
    values = {"followed": followed, "reason": reason}
    advice, _created = AdviceDeviation.objects.update_or_create(
        tenant_id=decision.tenant_id,
        decision=decision,
        defaults=values,
        create_defaults={**values, "created_at": clock.now()},
    )
    return Done(advice, about(decision, followed=followed), row=decision)


WHY_LIMIT = 2_000


@act(
    "decision.principles",
    Decision,
    on="decision",
    part=True,
    again=lambda entry, _arguments: GoodGovernment.objects.get(decision_id=entry.subject_id),
)
def set_principles(
    *, decision: Decision, answers: Mapping[str, str | None], actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[GoodGovernment]:
    """Answer the principles of good government: "" where one holds, else where it does not and why; None is no answer.

    What is left open is named when the decision is published. Raises BadInput for a "not" without why.
    """
    draft_only(decision)
    said: dict[str, str] = {}
    for one in PRINCIPLES:
        answer = answers.get(one.key)
        if answer is None:
            continue
        if len(answer) > WHY_LIMIT:
            raise BadInput(_("Maak dit korter dan 2.000 tekens."), field=f"{one.key}_why")
        said[one.key] = answer.strip()
        if answer and not said[one.key]:
            raise BadInput(_("Schrijf op waar het niet klopt, en waarom."), field=f"{one.key}_why")
    row, _created = GoodGovernment.objects.update_or_create(
        tenant_id=decision.tenant_id, decision=decision, defaults={"answers": said},
        create_defaults={"answers": said, "created_at": clock.now()},
    )
    return Done(row, about(decision, answered=len(said)), row=decision)


@act("decision.deviates", PolicyDeviation, on="decision")
def deviate(
    *, decision: Decision, rule: str, reason: str, precedent: str, actor: Actor, key: str | None = None
) -> Done[PolicyDeviation]:
    """Record that the decision departs from standing policy, and what a next case may expect."""
    draft_only(decision)
    if not (rule.strip() and reason.strip() and precedent.strip()):
        raise BadInput(_("Noem het beleid, de reden en wat dit betekent voor een volgende keer."))
    if decision.policy_deviations.filter(rule=rule).exists():
        raise NotNow(_("De afwijking van dit beleid staat er al."), field="rule")
    deviation = PolicyDeviation.objects.create(
        tenant_id=decision.tenant_id,
        created_at=clock.now(),
        decision=decision,
        rule=rule,
        reason=reason,
        precedent=precedent,
    )
    return Done(deviation, about(decision, decision=str(decision.pk)))
