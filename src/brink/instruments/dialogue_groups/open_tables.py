"""Open data of dialogue groups: the frame, the proposals with their checks, the answers, and how it goes."""

from collections.abc import Iterable

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.dialogue_groups import queries
from brink.instruments.dialogue_groups.models import LineCheck

_FRAME = ("lijn", "soort", "wat_het_kader_zegt", "bedrag_in_centen", "elk_jaar", "toegezegd_in_centen")
_PROPOSALS = ("voorstel", "groep", "titel", "laagste_in_centen", "hoogste_in_centen", "elk_jaar", "stand", "antwoord",
              "reden")  # fmt: skip
_PROGRESS = ("voorstel", "kwartaal", "stand", "uitgegeven_in_centen", "bericht")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Yield what anybody may read; nothing of members or of who sees it otherwise."""
    lines = queries.lines_of(round)
    if not lines:
        return
    yield OpenTable("kader", _FRAME, tuple(
        (f"lijn {one.number}", one.get_kind_display(), one.title, one.ceiling_cents or None, one.yearly,
         one.committed_cents or None) for one in lines
    ))  # fmt: skip
    told = queries.told(round)
    if not told:
        return
    yield OpenTable("voorstellen", _PROPOSALS, tuple(
        (f"nr {one.proposal.number}", one.proposal.group.title, one.proposal.name, one.proposal.low_cents,
         one.proposal.high_cents, one.proposal.yearly, one.stand,
         one.naming.get_answer_display() if one.naming else "", one.naming.reason if one.naming else "")
        for one in told
    ))  # fmt: skip
    rows = visible(ANYONE, LineCheck.objects.filter(tenant=round.tenant_id, proposal__round=round))
    rows = rows.select_related("proposal", "line").order_by("proposal__number", "round_of_check", "line__number")
    yield OpenTable("toets", ("voorstel", "lijn", "past", "reden"), tuple(
        (f"nr {one.proposal.number}", f"lijn {one.line.number}", one.fits, one.reason) for one in rows
    ))  # fmt: skip
    yield OpenTable("voortgang", _PROGRESS, tuple(
        (f"nr {one.proposal.number}", f"{report.year} kwartaal {report.quarter}", report.get_stand_display(),
         report.spent_cents or None, report.account)
        for one in told for report in one.reports
    ))  # fmt: skip
