"""Open data of a round of ideas: what anyone may read, without names, and counts of ten and more."""

from collections.abc import Iterable

from brink.domain.contributions.models import Contribution
from brink.domain.participation.line_signs import beside, lines_of_round
from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.foundation.clock import AMSTERDAM
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.queries import COMMENTED, public_ideas, shown
from brink.instruments.ideas.round_settings import COMMENT, SUPPORTED


def _day(row: Contribution) -> str:
    return row.created_at.astimezone(AMSTERDAM).date().isoformat()


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return the tables `ideas` and `comments`; four queries.

    `…_one_connection` says how many of them came from one internet connection, from ten on.
    """
    lines = lines_of_round(round)
    ideas = public_ideas(round).select_related("idea", "area", "theme").order_by("pk")
    yield OpenTable(
        name="ideas",
        columns=(
            "id", "day", "channel", "title", "text", "theme", "area", "place", "support", "support_one_connection",
            "comments_one_connection",
        ),
        rows=tuple(
            (
                str(row.pk), _day(row), row.channel, row.title, row.text, row.theme.slug if row.theme else "",
                row.area.slug if row.area else "", row.place, shown(row) or None,
                beside(shown(row), lines.get((SUPPORTED, row.pk))), lines.get((COMMENTED, row.pk)),
            )
            for row in ideas
        ),
    )  # fmt: skip
    comments = visible(ANYONE, Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=COMMENT))
    comments = comments.filter(parent__in=public_ideas(round)).select_related("idea_comment").order_by("pk")
    yield OpenTable(
        name="comments",
        columns=("id", "idea", "day", "channel", "stance", "text"),
        rows=tuple(
            (str(row.pk), str(row.parent_id), _day(row), row.channel, row.idea_comment.stance, row.text)
            for row in comments
            if hasattr(row, "idea_comment")
        ),
    )
