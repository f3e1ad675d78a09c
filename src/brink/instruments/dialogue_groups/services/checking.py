"""The check: a proposal is held beside every line of the frame, each with a reason. It fits, or it will be weighed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.proposal_findings import LaidProposal, asked
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import blocking
from brink.foundation.text import clean
from brink.instruments.dialogue_groups.models import Dissent, FrameLine, GroupProposal, LineCheck, Naming
from brink.instruments.dialogue_groups.round_settings import KEY, LineKind
from brink.instruments.dialogue_groups.services.council_frame import give_back, take
from brink.instruments.dialogue_groups.services.proposals import unsettled
from brink.ui.figures import euros


@dataclass(frozen=True, slots=True)
class LineFit:
    """What the desk found at one line that is no amount, called by its number: whether it fits, and why."""

    line: int
    fits: bool
    reason: str


def _guarded(proposal: GroupProposal) -> None:
    laid = LaidProposal(
        proposal.tenant_id, proposal.round_id, proposal.pk, proposal.title, proposal.high_cents, proposal.receiver,
        proposal.own_interest, proposal.abstained,
    )  # fmt: skip
    held = blocking(asked(laid))
    if held:
        raise NotNow(held[0].message)


def at_amount(proposal: GroupProposal, line: FrameLine) -> tuple[bool, str]:
    """Return whether a proposal keeps to an amount, and the sentence that says why. Pure."""
    if line.pk != proposal.line_id:
        return True, _("Vraagt geen geld uit deze lijn.")
    if proposal.yearly and not line.yearly:
        return False, _("Dit kost elk jaar geld, en dit bedrag is er één keer.")
    short = proposal.high_cents - line.free_cents
    if short > 0:
        return False, _("Er is %(free)s vrij. Dat is %(short)s te weinig.") % {
            "free": euros(line.free_cents), "short": euros(short),
        }  # fmt: skip
    return True, _("Het kost hooguit %(cost)s en er is %(free)s vrij.") % {
        "cost": euros(proposal.high_cents), "free": euros(line.free_cents),
    }  # fmt: skip


def _line_fits(proposal: GroupProposal, line_fits: Sequence[LineFit]) -> list[tuple[FrameLine, bool, str]]:
    """Return for every line of the frame whether it is kept to and why; raises BadInput for a line without a reason."""
    said = {one.line: one for one in line_fits}
    found = []
    for line in FrameLine.objects.select_for_update().filter(tenant=proposal.tenant_id, round=proposal.round_id):
        if line.kind == LineKind.MONEY:
            found.append((line, *at_amount(proposal, line)))
            continue
        line_fit = said.get(line.number)
        if line_fit is None:
            missing = _("Zeg bij lijn %(number)s of het voorstel past, en waarom.")
            raise BadInput(missing % {"number": line.number}, field=f"reason-{line.number}")
        reason = clean(
            line_fit.reason, limit=500, field=f"reason-{line.number}",
            empty=_("Schrijf bij lijn %(number)s in een zin waarom.") % {"number": line.number},
            too_long=_("Maak de reden korter dan 500 tekens."),
        )  # fmt: skip
        found.append((line, line_fit.fits, reason))
    return found


def _still_to_check(proposal: GroupProposal) -> None:
    running(proposal.round.process)
    unsettled(proposal)
    if Naming.objects.filter(proposal=proposal, decision__published_at__isnull=False).exists():
        raise NotNow(_("De raad heeft over dit voorstel besloten. Het wordt niet meer getoetst."))
    if getattr(proposal, "carrying_out", None) is not None:
        raise NotNow(_("Dit voorstel wordt al uitgevoerd. Het wordt niet meer getoetst."))


@act("groups.proposal_checked", GroupProposal, on=("proposal.round", "proposal"))
def check(
    *, proposal: GroupProposal, line_fits: tuple[LineFit, ...], actor: Actor, key: str | None, seen: int | None = None
) -> Done[GroupProposal]:
    """Hold a proposal beside every line of the frame. When all fit, its money is kept apart and it goes ahead.

    Amounts are compared by the machine, bounds and principles by whoever checks. The guards are asked first: integrity
    and questions of others. Again is possible until the council decides. Raises BadInput or NotNow.
    """
    _still_to_check(proposal)
    _guarded(proposal)
    give_back(proposal.line_id, proposal.held_cents)
    proposal.held_cents = 0
    lines = _line_fits(proposal, line_fits)
    now, before = clock.now(), LineCheck.objects.filter(tenant=proposal.tenant_id, proposal=proposal)
    time = int(before.aggregate(highest=Max("round_of_check"))["highest"] or 0) + 1
    for line, fits, reason in lines:
        LineCheck.objects.create(
            tenant_id=proposal.tenant_id, created_at=now, proposal=proposal, line=line, version=proposal.version,
            round_of_check=time, fits=fits, reason=reason,
        )  # fmt: skip
    proposal.fits = all(fits for _line, fits, _reason in lines)
    if proposal.fits:
        if not take(proposal.line, proposal.high_cents):
            raise NotNow(_("Een ander voorstel was net eerder en er is te weinig over. Toets dit voorstel opnieuw."))
        proposal.held_cents = proposal.high_cents
    proposal.checked_at = now
    proposal.save(update_fields=("fits", "held_cents", "checked_at"))
    said = {"round": str(proposal.round_id), "number": proposal.number, "fits": proposal.fits}
    return Done(proposal, said, public=True)


@act("groups.dissent_shown", Dissent, on=("dissent.proposal", "dissent"))
def show_dissent(*, dissent: Dissent, actor: Actor, key: str | None) -> Done[Dissent]:
    """Put the words of who sees it otherwise with the proposal, after the desk looked at them. Raises NotNow."""
    if not dissent.text:
        raise NotNow(_("Dit is ingetrokken."))
    if dissent.shown_at is not None:
        raise NotNow(_("Dit staat al op de site."))
    dissent.shown_at = clock.now()
    dissent.save(update_fields=("shown_at",))
    return Done(dissent, {"round": str(dissent.proposal.round_id)}, public=True)


@act("groups.dissent_hidden", Dissent, on=("dissent.proposal", "dissent"))
def hide_dissent(*, dissent: Dissent, actor: Actor, key: str | None) -> Done[Dissent]:
    """Take the words of who sees it otherwise off the site, where they name somebody or hurt. Raises NotNow."""
    if dissent.shown_at is None:
        raise NotNow(_("Dit staat niet op de site."))
    dissent.shown_at = None
    dissent.save(update_fields=("shown_at",))
    return Done(dissent, {"round": str(dissent.proposal.round_id)}, public=True)


@act("groups.hold_released", GroupProposal, on=("proposal.round", "proposal"))
def release(*, proposal: GroupProposal, actor: Actor, key: str | None) -> Done[GroupProposal]:
    """Let go of the money of a proposal that the council did not adopt."""
    give_back(proposal.line_id, proposal.held_cents)
    proposal.held_cents = 0
    proposal.save(update_fields=("held_cents",))
    return Done(proposal, {"round": str(proposal.round_id), "number": proposal.number}, public=True)


def release_declined() -> int:
    """Let go of the money of all proposals that a public decision did not adopt; returns how many. By the clock."""
    rows = GroupProposal.objects.filter(
        held_cents__gt=0, round__instrument=KEY, namings__answer=Naming.Answer.DECLINED,
        namings__decision__published_at__isnull=False,
    )  # fmt: skip
    found = list(rows.distinct().order_by("id"))
    for one in found:
        release(proposal=one, actor=SYSTEM, key=None)
    return len(found)
