"""Pieces of pages that others show: on the page of the question, at the desk, and under a tracking code."""

from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.foundation.visibility import Viewer
from brink.instruments.dialogue_groups import queries
from brink.instruments.dialogue_groups.models import FrameLine, FrameRaise, Reaction
from brink.instruments.dialogue_groups.round_settings import LineKind
from brink.instruments.dialogue_groups.services.reactions import RECEIVED
from brink.instruments.dialogue_groups.states import Stage
from brink.ui.figures import euros

ENDED = frozenset({Stage.WITHDRAWN})
WIDE = 200
"""How wide a full amount is in the picture."""


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Show what the council set, how many proposals fit, and the ways in."""
    frame, proposals = frame_of(round), queries.told(round)
    shown = [one for one in proposals if one.at not in ENDED]
    reactions = queries.all_reactions(round).count()
    context = {
        "frame": frame, "council": queries.frame_of_council(round), "proposals": len(shown),
        "inside": sum(one.proposal.fits is True for one in shown), "start_url": frame.address(),
        "react_url": frame.address("react"), "member_url": frame.address("member"),
        "waits": queries.council_waits(round), "reactions": reactions,
        "from_one_line": frame.from_one_line(RECEIVED, reactions),
    }  # fmt: skip
    return Panel("dialogue_groups/panel.html", context)


def desk_panel(round: Round) -> Panel:
    """Show staff what must be checked and what is late, and the way to the pages of the groups."""
    proposals = queries.told(round, desk=True)
    context = {
        "unchecked": sum(one.at is Stage.WRITTEN for one in proposals), "proposals": len(proposals),
        "late": sum(bool(one.late) for one in proposals), "desk_url": frame_of(round).address("desk"),
    }  # fmt: skip
    return Panel("dialogue_groups/desk_panel.html", context)


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Show whoever reacted about which proposal that was, and where it stands now."""
    rows = Reaction.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    found = rows.select_related("contribution__round__process", "proposal").first()
    if found is None or found.contribution.round is None:
        return None
    round = found.contribution.round
    frame = frame_of(round)
    line = next((one for one in queries.told(round) if one.proposal.pk == found.proposal_id), None)
    where = frame.address("proposal", number=line.proposal.number) if line is not None else frame.address()
    return Panel("dialogue_groups/follow.html", {"line": line, "url": where})


def _raised(line: FrameLine, more: FrameRaise) -> str:
    """Say by which decision an amount became higher."""
    return _("‘%(line)s’ ging op %(day)s van %(before)s naar %(after)s (%(reference)s).") % {
        "line": line.title, "day": date_format(more.adopted_on, "j F Y"), "before": euros(more.before_cents),
        "after": euros(more.after_cents), "reference": more.reference,
    }  # fmt: skip


def bars(round: Round) -> list[dict[str, Any]]:
    """Return the amounts of the frame with how full they are, as wide as the picture draws it. Two queries."""
    return [
        {
            "line": one, "width": one.committed_cents * WIDE // one.ceiling_cents,
            "raises": [(_raised(one, more), more.reason) for more in one.raises.all()],
        }
        for one in queries.lines_of(round) if one.kind == LineKind.MONEY
    ]  # fmt: skip
