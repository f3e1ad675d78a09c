"""Open data of a dialogue: what may be published of it and nothing else."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.instruments.dialogue.cells import Cell
from brink.instruments.dialogue.map_view import Reading
from brink.instruments.dialogue.queries import body_answers, published

COUNTS = ("eens", "oneens", "weet_niet")


def _counts(cell: Cell | None) -> tuple[int | None, ...]:
    return (None, None, None) if cell is None else (cell.agree, cell.disagree, cell.unsure)


def open_tables(round: Round) -> Iterator[OpenTable]:
    """Yield the statements with their counts and, when there are groups, the counts per group.

    The figures are those of the published map, so nothing shows before a batch or, when results are kept back, before
    closing (N28, N30). None stands for fewer than ten people.
    """
    result = published(round)
    if result is None:
        return
    reading = Reading.of(result)
    answers = body_answers(round, sent=True)
    yield OpenTable(
        name="stellingen",
        columns=("nummer", "versie", "stelling", *COUNTS, "uitkomst", "reden"),
        rows=tuple(
            (
                row["number"],
                row["version"],
                reading.text(row["id"]),
                *_counts(reading.totals[row["id"]]),
                answers[row["number"]].outcome or _("nog geen antwoord"),
                answers[row["number"]].reason,
            )
            for row in result.data.get("statements", ())
        ),
    )
    if reading.groups and any(reading.cells.values()):
        yield OpenTable(
            name="stellingen_per_groep",
            columns=("nummer", "versie", "groep", "mensen_in_groep", *COUNTS),
            rows=tuple(
                (row["number"], row["version"], group["key"], group["size"], *_counts(cell))
                for row in result.data.get("statements", ())
                for group, cell in zip(reading.groups, reading.cells[row["id"]], strict=True)
            ),
        )
