"""Open data: the options from release on, and after closing the figures with their codebook. No row of anybody."""

from collections.abc import Iterable, Iterator

from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.spreadsheets import Cell, Sheet
from brink.instruments.valuation.queries import frozen_task
from brink.instruments.valuation.task import Task

BOOK = ("optie", "stap", "titel", "woorden", "uitleg", "hoeveel", "maat", "gevolgen", "bron", "nagekeken")
FIGURES = (
    "optie", "stap", "titel", "woorden", "mensen", "aandeel", "laag", "hoog", "staat", "waarde", "fout",
)  # fmt: skip
_STANDS = {"in": "kern", "doubt": "twijfel", "out": "buiten"}


def _steps(task: Task) -> Iterator[tuple[Cell, ...]]:
    unit = "eurocent" if task.in_euros else task.unit
    for one in task.options:
        yield (f"nr {one.number}", 0, one.title, "niet", one.what, 0, unit, "", one.source, one.checked)
        for level, step in enumerate(one.steps, start=1):
            effects = "; ".join(
                f"{effect.name}: {effect.said(span)}" for effect, span in zip(task.effects, step.effects, strict=False)
            )
            label = step.label or "ja"
            yield (
                f"nr {one.number}", level, one.title, label, one.what, step.amount, unit, effects, one.source,
                one.checked,
            )  # fmt: skip


def codebook(task: Task) -> Sheet:
    """Return every option and step as it was asked."""
    return Sheet("codeboek", BOOK, list(_steps(task)))


def _figures(task: Task, outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    computed = outcome.details.get("computed") or {}
    values = {(one["number"], one["level"]): one for one in computed.get("values", ())}
    standing = computed.get("standing", {})
    for option in outcome.details.get("options", ()):
        own = task.by_number[option["number"]]
        for cell in option["levels"]:
            level = cell["level"]
            words = "niet" if not level else own.steps[level - 1].label or "ja"
            value = values.get((own.number, level), {})
            yield (
                f"nr {own.number}", level, own.title, words, cell["count"] or None, cell["share"], cell["low"],
                cell["high"], _STANDS.get(standing.get(str(own.number), ""), ""), value.get("value"),
                value.get("error"),
            )  # fmt: skip


def figures_sheet(task: Task, outcome: Outcome) -> Sheet:
    """Return all figures as a list; an empty cell may not be told."""
    return Sheet("advies", FIGURES, list(_figures(task, outcome)))


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Yield the codebook from release on, and the figures once they are frozen."""
    task = frozen_task(round)
    if task is None or round.opened_at is None:
        return
    yield OpenTable("codeboek", BOOK, tuple(_steps(task)))
    outcome = frozen_outcome(round)
    if outcome is not None:
        yield OpenTable("advies", FIGURES, tuple(_figures(task, outcome)))
