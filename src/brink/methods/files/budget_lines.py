"""The budget lines of an election: a table `line,floor,ceiling`, joined to a column of PROJECTS."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any

from brink.methods.budgeting import BudgetLine

from .pabulib import PbFile, amount, money
from .table import Table, has_decimal_comma, maybe_thousands
from .terminal import BadInput, Impossible


def read_lines(path: Path, poll: PbFile, column: str) -> tuple[tuple[BudgetLine, ...], tuple[str, ...]]:
    """The lines of a file, and remarks on it. An empty ceiling is none, an empty floor 0. Raises BadInput, Impossible.

    column: of PROJECTS; a project with several names there, divided by commas, counts for each of them.
    """
    try:
        cells = poll.cells(column)
    except KeyError:
        sentence = _("PROJECTS heeft geen kolom '{column}'. Noem de kolom met --line-column.").format(column=column)
        raise BadInput(path, None, sentence) from None
    belongs: dict[str, set[int]] = {}
    for project, themes in enumerate(cells):
        for name in themes.split(","):
            belongs.setdefault(name.strip(), set()).add(project)
    table = Table(path, ("line", "floor", "ceiling"))
    rows = list(table.rows())
    comma = has_decimal_comma(cell[name] for _number, cell in rows for name in ("floor", "ceiling"))
    lines: list[BudgetLine] = []
    for number, cell in rows:
        try:
            line = _line(path, number, cell, belongs, poll.election.unit, comma=comma)
        except BadInput as wrong:
            table.faults.add(number, wrong.sentence)
            continue
        if any(line.name == other.name for other in lines):
            table.faults.add(number, _("'{name}' staat er 2 keer. Haal er 1 weg.").format(name=line.name))
        lines.append(line)
    table.settle()
    _check(poll, lines)
    return tuple(lines), tuple(table.remarks)


def _line(
    path: Path, number: int, cell: dict[str, str], belongs: dict[str, set[int]], unit: int, *, comma: bool
) -> BudgetLine:
    name = cell["line"]
    if name not in belongs:
        sentence = _("Geen project hoort bij '{name}'. Verbeter de naam of haal de regel weg.").format(name=name)
        raise BadInput(path, number, sentence)
    floor = _amount(path, number, "floor", cell["floor"], unit, comma=comma) if cell["floor"] else 0
    ceiling = _amount(path, number, "ceiling", cell["ceiling"], unit, comma=comma) if cell["ceiling"] else None
    if ceiling is not None and ceiling < floor:
        raise BadInput(path, number, _("Het plafond is lager dan de bodem. Verbeter een van beide."))
    return BudgetLine(name, frozenset(belongs[name]), ceiling, floor)


def _amount(path: Path, number: int, column: str, text: str, unit: int, *, comma: bool) -> int:
    if maybe_thousands(text):
        sentence = _("{column} '{text}': is dit duizend? Schrijf het zonder punt of komma, of met 2 decimalen.")
        raise BadInput(path, number, sentence.format(column=column, text=text))
    return amount(path, number, column, text.replace(",", ".") if comma else text, unit)


def _check(poll: PbFile, lines: list[BudgetLine]) -> None:
    """Complain about floors that cannot all hold."""
    election = poll.election
    floors = [line for line in lines if line.floor]
    conflict: list[dict[str, Any]] = [{"line": line.name, "floor": money(line.floor, election.unit)} for line in floors]
    if sum(line.floor for line in floors) > election.budget:
        parts = [*conflict, {"budget": money(election.budget, election.unit)}]
        raise Impossible(_("De bodems zijn samen hoger dan het budget. Verlaag er een."), parts)
    for at, line in enumerate(floors):
        for other in floors[:at]:
            shared = sorted(election.names[project] for project in line.projects & other.projects)
            if shared:
                sentence = _("Project {project} hoort bij 2 regels met een bodem: {one} en {two}.")
                told = sentence.format(project=shared[0], one=other.name, two=line.name)
                raise Impossible(told, [{"line": other.name}, {"line": line.name}, {"projects": shared}])
