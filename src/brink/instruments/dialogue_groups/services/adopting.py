"""Adopting: the council names each proposal in its decision, and says of each what it does with it and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import draft_only
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue_groups.models import CouncilFrame, Dissent, FrameLine, GroupProposal, Naming
from brink.instruments.dialogue_groups.queries import to_be_named

A = Naming.Answer


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """What the council says of one proposal, called by its number.

    `breach` is the number of the line that a proposal breaks which fitted when it was checked; 0 for none. `minority`
    says what was done with the words of who saw it otherwise in the group.
    """

    number: int
    answer: str
    reason: str = ""
    breach: int = 0
    minority: str = ""


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _all_named(waiting: Sequence[GroupProposal], answers: Sequence[NamedAnswer]) -> dict[int, NamedAnswer]:
    """Return the answers by number; raises BadInput unless each proposal that waits is named, and once."""
    given: dict[int, NamedAnswer] = {}
    for one in answers:
        if one.number in given:
            raise BadInput(_("Voorstel %(number)s staat er twee keer.") % {"number": one.number}, field="answers")
        given[one.number] = one
    known = {one.number for one in waiting}
    missing, strange = known - given.keys(), given.keys() - known
    if missing:
        said = _("Noem elk voorstel bij zijn nummer. Nog niet genoemd: %(numbers)s.")
        raise BadInput(said % {"numbers": _numbers(list(missing))}, field=f"answer-{min(missing)}")
    if strange:
        said = _("Over deze voorstellen kan de raad nu niet besluiten: %(numbers)s.")
        raise BadInput(said % {"numbers": _numbers(list(strange))}, field="answers")
    return given


def _naming(proposal: GroupProposal, one: NamedAnswer, lines: dict[int, FrameLine], decision: Decision) -> Naming:
    if one.answer not in A.values:
        raise BadInput(_("Kies wat de raad met dit voorstel doet."), field=f"answer-{one.number}")
    reason = clean(
        one.reason, limit=1_000, field=f"reason-{one.number}", too_long=_("Maak de reden korter dan 1.000 tekens."),
        empty="" if one.answer == A.ADOPTED else _("Schrijf op waarom. De groep en iedereen leest dit."),
    )  # fmt: skip
    breach = lines.get(one.breach)
    if one.answer == A.DECLINED and proposal.fits and breach is None:
        said = _("Dit voorstel past in het kader. Niet overnemen kan alleen als u zegt welke lijn het toch breekt.")
        raise BadInput(said, field=f"breach-{one.number}")
    seen = Dissent.objects.filter(proposal=proposal, shown_at__isnull=False).exclude(text="").exists()
    minority = clean(
        one.minority, limit=1_000, field=f"minority-{one.number}",
        empty=_("In de groep zag iemand het anders. Schrijf op wat de raad daarmee deed.") if seen else "",
        too_long=_("Maak dit korter dan 1.000 tekens."),
    )  # fmt: skip
    return Naming(
        tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision, proposal=proposal, answer=one.answer,
        reason=reason, breach=breach if one.answer == A.DECLINED else None, minority=minority,
    )  # fmt: skip


def _ready(decision: Decision, round: Round) -> list[GroupProposal]:
    """Return the proposals that this decision must name; raises NotNow when it cannot yet."""
    draft_only(decision)
    frame = CouncilFrame.objects.filter(tenant=round.tenant_id, round=round).first()
    if round.process_id != decision.process_id or frame is None:
        raise BadInput(_("Dit besluit gaat over een andere vraag."), field="decision")
    if frame.organ_id != decision.organ_id:
        raise BadInput(_("Wie het kader vaststelde, besluit ook over de voorstellen."), field="decision")
    if round.closed_at is None:
        raise NotNow(_("De groepen zijn nog bezig. Sluit eerst de ronde. Daarna besluit de raad."))
    waiting = to_be_named(round, decision)
    unchecked = [one.number for one in waiting if one.fits is None]
    if unchecked:
        said = _("Nog niet getoetst aan het kader: voorstel %(numbers)s. Toets eerst.")
        raise NotNow(said % {"numbers": _numbers(unchecked)})
    if not waiting:
        raise NotNow(_("Er ligt geen voorstel waarover de raad nog moet besluiten."))
    return waiting


@act("groups.proposals_named", Decision, on=("decision.process", "decision"), part=True)
def name_each(
    *, decision: Decision, round: Round, answers: tuple[NamedAnswer, ...], actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Decision]:  # fmt: skip
    """Say in a decision that is being prepared what the council does with each proposal, by its number.

    All of them or none: "all at once" is no answer to anybody. It counts and is read once the decision is public.
    Raises BadInput at the proposal that must be mended, or NotNow.
    """
    waiting = _ready(decision, round)
    given = _all_named(waiting, answers)
    lines = {one.number: one for one in FrameLine.objects.filter(tenant=round.tenant_id, round=round)}
    rows = [_naming(one, given[one.number], lines, decision) for one in waiting]
    Naming.objects.filter(tenant=decision.tenant_id, decision=decision, proposal__round=round).delete()
    Naming.objects.bulk_create(rows)
    data = {"process": str(decision.process_id), "round": str(round.pk), "proposals": len(rows)}
    return Done(decision, data)
