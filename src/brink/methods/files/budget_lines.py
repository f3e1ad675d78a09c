"""The budget lines of an election: a table `line,floor,ceiling`, joined to a column of PROJECTS."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any

from brink.methods.budgeting import BudgetLine

from .pabulib import PbFile, amount, money
from .reading import csv_rows, header
from .terminal import BadInput, Impossible


def read_lines(path: Path, poll: PbFile, column: str) -> tuple[BudgetLine, ...]:
    """The lines of a file. An empty ceiling is none, an empty floor 0. Raises BadInput, Impossible.

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
    rows = csv_rows(path)
    names = header(path, rows, ("line", "floor", "ceiling"))
    lines: list[BudgetLine] = []
    for number, row in rows:
        if len(row) != len(names):
            raise BadInput(path, number, _("Deze regel heeft niet evenveel kolommen als de kopregel."))
        line = _line(path, number, dict(zip(names, row, strict=True)), belongs, poll.election.unit)
        if any(line.name == other.name for other in lines):
            raise BadInput(path, number, _("'{name}' staat er 2 keer. Haal er 1 weg.").format(name=line.name))
        lines.append(line)
    _check(poll, lines)
    return tuple(lines)


def _line(path: Path, number: int, cell: dict[str, str], belongs: dict[str, set[int]], unit: int) -> BudgetLine:
    name = cell["line"]
    if name not in belongs:
        sentence = _("Geen project hoort bij '{name}'. Verbeter de naam of haal de regel weg.").format(name=name)
        raise BadInput(path, number, sentence)
    floor = amount(path, number, "floor", cell["floor"], unit) if cell["floor"] else 0
    ceiling = amount(path, number, "ceiling", cell["ceiling"], unit) if cell["ceiling"] else None
    if ceiling is not None and ceiling < floor:
        raise BadInput(path, number, _("Het plafond is lager dan de bodem. Verbeter een van beide."))
    return BudgetLine(name, frozenset(belongs[name]), ceiling, floor)


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
