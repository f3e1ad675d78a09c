"""Correcting a published decision: one person proposes it with a reason, another publishes it; the old text stays."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.decisions.models import CORRECTED, Decision, Erratum
from brink.domain.decisions.services.drafting import about
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.services.preconditions import clean_line
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow

LIMITS = {"competence": 200, "text": 20_000, "explanation": 20_000}


def open_erratum(decision: Decision) -> Erratum | None:
    """Return the correction that waits for a second person, if there is one."""
    return Erratum.objects.filter(tenant_id=decision.tenant_id, decision=decision, published_at=None).first()


def _after(decision: Decision, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts as they will stand; what is left out stays as it is."""
    found = {name: getattr(decision, name) for name in CORRECTED}
    for name in CORRECTED:
        if name in texts:
            empty = "" if name == "competence" else _("Dit vak mag niet leeg zijn.")
            text = clean_line(texts[name], limit=LIMITS[name], field=name, empty=empty)
            # The same words stay the same row of words, also where they quote somebody.
            found[name] = found[name] if text == found[name] else text
    return found


@act("decision.correction_proposed", Erratum, on="decision")
def propose_correction(
    *,
    decision: Decision,
    texts: Mapping[str, str],
    reason: str,
    remark: str,
    actor: Actor,
    key: str | None = None,
    seen: int | None = None,
) -> Done[Erratum]:
    """Lay a correction of a published decision ready for a second person. Nobody outside the desk reads it yet.

    A remark tells of what stands elsewhere on the record: a vote, a weighing. Raises NotNow when one lies ready.
    """
    if decision.published_at is None:
        raise NotNow(_("Dit besluit is nog een concept. Verander het gewoon."))
    if open_erratum(decision) is not None:
        raise NotNow(_("Er ligt al een verbetering klaar. Zet die eerst op de site, of gooi haar weg."))
    after = _after(decision, texts)
    said = clean_line(remark, limit=2_000, field="remark")
    if not said and all(getattr(decision, name) == text for name, text in after.items()):
        raise BadInput(_("U heeft niets veranderd. Verander een tekst, of schrijf op wat iemand anders moet lezen."))
    numbers = decision.errata.values_list("number", flat=True)
    erratum = Erratum.objects.create(
        tenant_id=decision.tenant_id,
        created_at=clock.now(),
        decision=decision,
        number=max(numbers, default=0) + 1,
        reason=clean_line(reason, limit=2_000, field="reason", empty=_("Schrijf op wat er niet klopte, en waarom.")),
        remark=said,
        proposed_by_id=actor.id,
        **{f"{name}_before": getattr(decision, name) for name in CORRECTED},
        **{f"{name}_after": text for name, text in after.items()},
    )
    return Done(erratum, about(decision, decision=str(decision.pk), number=erratum.number))


def _waiting(erratum: Erratum) -> Erratum:
    if erratum.published_at is not None:
        raise NotNow(_("Deze verbetering staat al op de site en verandert niet meer. Maak een nieuwe verbetering."))
    return erratum


@act("decision.correction_dropped", Decision, on=("erratum.decision", "erratum"))
def drop_correction(*, erratum: Erratum, actor: Actor, key: str | None = None) -> Done[Decision]:
    """Throw away a correction that was not published."""
    decision, number = _waiting(erratum).decision, erratum.number
    erratum.delete()
    return Done(decision, about(decision, number=number))


@act(
    "decision.corrected", Decision, on=("erratum.decision", "erratum"),
    for_organ=lambda arguments: arguments["erratum"].decision.organ,
)  # fmt: skip
def publish_correction(*, erratum: Erratum, actor: Actor, key: str | None = None) -> Done[Decision]:
    """Publish a correction that somebody else proposed: the decision says the new text, the old one stays beside it."""
    decision = _waiting(erratum).decision
    if actor.id is None or actor.id == erratum.proposed_by_id:
        raise NotAllowed(_("U heeft deze verbetering zelf voorgesteld. Een collega zet haar op de site."))
    if any(getattr(decision, name) != getattr(erratum, f"{name}_before") for name in CORRECTED):
        raise NotNow(_("Het besluit is intussen anders verbeterd. Gooi deze verbetering weg en begin opnieuw."))
    erratum.published_at, erratum.published_by_id = clock.now(), actor.id
    erratum.save(update_fields=("published_at", "published_by"))
    for name in CORRECTED:
        setattr(decision, name, getattr(erratum, f"{name}_after"))
    decision.corrected_at = erratum.published_at
    decision.save(update_fields=(*CORRECTED, "corrected_at"))
    changed = [name for name in CORRECTED if getattr(erratum, f"{name}_before") != getattr(erratum, f"{name}_after")]
    data = about(decision, slug=decision.slug, number=erratum.number, changed=changed)
    return Done(decision, data, public=True)
