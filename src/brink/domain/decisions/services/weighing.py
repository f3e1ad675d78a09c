"""Weighing lines. What a line is about is said by identity, so that no text can come under another interest."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, Destination
from brink.domain.decisions import queries
from brink.domain.decisions.models import Decision, WeighingLine
from brink.domain.decisions.services.drafting import about, draft_only
from brink.domain.decisions.subjects import Subject
from brink.domain.journal.acts import Done, act
from brink.domain.journal.queries import of_subject
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Interest
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict

LINE_FIELDS = ("who", "norm_side", "value_side", "weight", "done", "reason")


@act("decision.weighed", WeighingLine, on="decision")
def weigh(
    *,
    decision: Decision,
    who: str,
    norm_side: str,
    value_side: str,
    weight: str,
    done: str,
    reason: str,
    actor: Actor,
    key: str | None = None,
    interest: Interest | None = None,
    bundle: Bundle | None = None,
    round_id: UUID | str | None = None,
    group_key: str = "",
) -> Done[WeighingLine]:
    """Add one weighing line: both sides, the weight, what was done with it and why.

    About one interest, bundle or dissenting group of the same process, or about nothing that is on the list. Raises
    Conflict when somebody weighed it meanwhile.
    """
    draft_only(decision)
    texts = _checked(
        {"who": who, "norm_side": norm_side, "value_side": value_side, "weight": weight, "done": done, "reason": reason}
    )
    subject = _subject(decision, interest, bundle, round_id, group_key)
    if subject is not None:
        _refuse_second(decision, subject)
    last = decision.lines.order_by("-number").values_list("number", flat=True).first() or 0
    now = clock.now()
    destination = Destination.objects.create(
        tenant_id=decision.tenant_id,
        created_at=now,
        process_id=decision.process_id,
        kind="weighing",
        title=_("%(title)s, weging %(number)d: %(who)s")
        % {"title": decision.title[:90], "number": last + 1, "who": who[:80]},
    )
    line = WeighingLine.objects.create(
        tenant_id=decision.tenant_id,
        created_at=now,
        decision=decision,
        destination=destination,
        number=last + 1,
        **(subject.columns() if subject else {}),
        **texts,
    )
    return Done(line, about(decision, decision=str(decision.pk), line=line.number))


@act("decision.weighed", WeighingLine, on=("decision", "line"))
def reweigh(
    *,
    decision: Decision,
    line: WeighingLine,
    fields: Mapping[str, str],
    actor: Actor,
    key: str | None = None,
    seen: int | None = None,
) -> Done[WeighingLine]:
    """Change the texts of a weighing line of a draft. What it is about never changes."""
    draft_only(decision)
    if line.decision_id != decision.pk:
        raise BadInput(_("Deze regel hoort bij een ander besluit."))
    texts = _checked({name: str(fields.get(name, getattr(line, name))) for name in LINE_FIELDS})
    for name, text in texts.items():
        setattr(line, name, text)
    line.save(update_fields=LINE_FIELDS)
    return Done(line, about(decision, decision=str(decision.pk), line=line.number))


def _checked(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a line when all are filled."""
    if not all(text.strip() for name, text in texts.items() if name != "weight"):
        raise BadInput(_("Vul alle vakken in: regels, gevoel, wat u heeft gedaan en waarom."))
    if texts["weight"] not in WeighingLine.Weight.values:
        raise BadInput(_("Kies een gewicht: laag, midden of hoog."), field="weight")
    return dict(texts)


def _subject(
    decision: Decision, interest: Interest | None, bundle: Bundle | None, round_id: UUID | str | None, group_key: str
) -> Subject | None:
    """Return what a line is about; raises BadInput when that is two things, half a group, or of another process."""
    named = [
        *([Subject.of_interest(interest.pk)] if interest else []),
        *([Subject.of_bundle(bundle.pk)] if bundle else []),
        *([Subject.of_group(round_id, group_key)] if round_id or group_key else []),
    ]
    if len(named) > 1 or (named and queries.stake_of(decision, named[0]) is None):
        raise BadInput(_("Weeg per regel één belang, bundel of groep van deze vraag."))
    return named[0] if named else None


def _refuse_second(decision: Decision, subject: Subject) -> None:
    line = queries.line_about(decision, subject)
    if line is None:
        return
    last = of_subject(line.tenant_id, line.pk).last()
    raise Conflict(
        _("Iemand anders heeft dit net gewogen. Kijk wat er nu staat en bewaar het daarna opnieuw."),
        at=last.at if last else line.created_at,
        by=last.actor_id if last else None,
    )
