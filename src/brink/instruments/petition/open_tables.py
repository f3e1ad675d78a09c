"""Open data of a round of support: what was needed, how many people support it, and what became of it."""

from collections.abc import Iterable

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.instruments.petition.queries import standing

_COLUMNS = ("threshold", "supporters", "reached_on", "last_day", "state", "decided_on", "result_on")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return one table of one row; three queries. No number under ten, and nobody in it."""
    now = standing(round)
    reached = now.collection.reached_at.date().isoformat() if now.collection and now.collection.reached_at else ""
    scheduling = now.scheduling
    row = (
        now.settings.threshold, now.told, reached, round.last_day.isoformat(), str(now.state),
        scheduling.decided_on.isoformat() if scheduling else "",
        scheduling.result_on.isoformat() if scheduling and scheduling.result_on else "",
    )  # fmt: skip
    return (OpenTable("petition", _COLUMNS, (row,)),)
