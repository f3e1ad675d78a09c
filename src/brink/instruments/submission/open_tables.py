"""Open data of a round of submissions: the points of an adopted nota, by number. Nobody is in it."""

from collections.abc import Iterable

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.instruments.submission.queries import adopted, nota_lines

_COLUMNS = ("number", "received_on", "timing", "counts", "point", "summary", "answer", "changes", "change")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return one table with a row for each point; none before the nota is adopted. Three queries."""
    rows = []
    for line in nota_lines(round) if adopted(round) is not None else ():
        row = (line.row.name, line.row.received_on.isoformat(), line.row.timing, line.counts)
        if not line.counts or line.row.contribution.withdrawn_at is not None:
            continue
        rows += [
            (*row, one.number, str(one.summary), str(one.answer), bool(one.changes), str(one.change))
            for one in line.points
        ]
    return (OpenTable("points", _COLUMNS, tuple(rows)),)
