"""Open data of an assembly: the quotas, the draw, the advice with votes, and what became of it. Nobody stands in it."""

from collections.abc import Iterable

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.assembly.models import Target
from brink.instruments.assembly.queries import points_of, standing

_TARGETS = ("kenmerk", "groep", "ten_minste", "hooguit", "bron")
_DRAW = ("plaatsen", "mensen", "bron_van_toeval", "controlegetal", "vastgelegd_op", "lot", "geloot_op")
_ADVICE = ("nummer", "aanbeveling", "waarom", "voor", "tegen", "geen_mening", "wie_het_anders_zag")
_REPLIES = ("nummer", "orgaan", "antwoord", "waarom", "wie_het_uitvoert", "klaar_op", "antwoord_uiterlijk_op")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Yield what there is by now: quotas from the release on, the draw once it was committed to, the advice."""
    targets = list(visible(ANYONE, Target.objects.filter(tenant_id=round.tenant_id, round=round)))
    if targets:
        yield OpenTable("quota", _TARGETS, tuple(
            (one.category, one.feature, one.least, one.most, one.source) for one in targets
        ))  # fmt: skip
    now = standing(round)
    if now.draw is not None and now.draw.committed_at is not None:
        one = now.draw
        held = one.held_at.isoformat() if one.held_at is not None else ""
        committed = one.committed_at.isoformat() if one.committed_at is not None else ""
        yield OpenTable("loting", _DRAW, (
            (one.seats, one.people, one.source, one.commitment, committed, one.ticket, held),
        ))  # fmt: skip
    points = points_of(round)
    if points:
        yield OpenTable("aanbevelingen", _ADVICE, tuple(
            (f"nr {point.advice.number}", point.advice.text, point.advice.why, point.advice.votes_for,
             point.advice.votes_against, point.advice.votes_blank, point.advice.minority)
            for point in points
        ))  # fmt: skip
        yield OpenTable("antwoorden", _REPLIES, tuple(
            (
                f"nr {point.advice.number}", cell.commission.organ.name,
                str(cell.reply.get_choice_display()) if cell.reply else "",
                cell.reply.reason if cell.reply else "", cell.reply.carrier if cell.reply else "",
                cell.reply.ready_by.isoformat() if cell.reply and cell.reply.ready_by else "",
                cell.commission.reply_by.isoformat(),
            )
            for point in points for cell in point.cells
        ))  # fmt: skip
