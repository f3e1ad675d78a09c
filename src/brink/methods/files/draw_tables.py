"""`brink draw tables`: who sits where in each round, so that people meet as many others as can be."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

import numpy as np

from brink.methods.sortition import NoSeating, Seating, Wishes, seat

from .assembly import read_people
from .method_cards import method
from .table import Table, told
from .terminal import DONE, IMPOSSIBLE, BadInput, progress
from .writing import csv_text, json_text, write_all


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    ids, columns, remarks = _read(asked)
    wishes = _wishes(asked, ids, columns)
    earlier = _earlier(asked, ids) if asked.earlier else None
    progress(asked.quiet, _("Ik zoek een tafelindeling."))
    try:
        found = seat(
            len(ids), tables=asked.tables, rounds=asked.rounds, wishes=wishes, seed=asked.seed, earlier=earlier
        )
    except NoSeating:
        progress(False, _("Deze wensen gaan niet samen aan deze tafels. Neem meer tafels of laat een wens vallen."))
        if asked.json:
            conflict = [{"option": name} for name in ("--together", "--apart", "--fixed") if getattr(asked, name[2:])]
            conflict = conflict or [{"option": "--tables"}]
            write_all({asked.json: json_text({"conflict": conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    files = {asked.csv: _sheet(ids, found)} if asked.csv else {}
    whole = json_text(_as_json(asked, ids, found, remarks)) if asked.json else _summary(ids, found, remarks)
    files[asked.json or "-"] = whole
    write_all(files)
    return DONE


def _read(asked: argparse.Namespace) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """Return the ids, and the cells of each column that was asked for, both in the order of the file."""
    wanted = [*asked.mix, *filter(None, (asked.together, asked.apart, asked.fixed))]
    given = read_people(asked.panel, wanted, asked.id)
    given.faults.settle()
    people = given.rows
    if not 1 <= asked.tables <= len(people):
        raise BadInput(asked.panel, None, _("Er zijn meer tafels dan mensen. Vraag minder tafels."))
    columns = {at: [cell[at] for _name, cell, _line in people] for at in wanted}
    return [name for name, _cell, _line in people], columns, list(given.remarks)


def _wishes(asked: argparse.Namespace, ids: list[str], columns: dict[str, list[str]]) -> Wishes:
    fixed: dict[int, int] = {}
    for person, cell in enumerate(columns[asked.fixed] if asked.fixed else []):
        if cell:
            if not cell.isdecimal() or not 1 <= int(cell[:9]) <= asked.tables:
                sentence = _("'{cell}' bij '{name}' is geen tafel van 1 tot {tables}. Verbeter de kolom {column}.")
                told = sentence.format(cell=cell, name=ids[person], tables=asked.tables, column=asked.fixed)
                raise BadInput(asked.panel, None, told)
            fixed[person] = int(cell) - 1
    apart = [
        (one, other) for group in _groups(columns, asked.apart) for at, one in enumerate(group)
        for other in group[at + 1 :]
    ]  # fmt: skip
    absent = set()
    for name in asked.absent:
        if name not in ids:
            sentence = _("'{name}' staat niet in de lijst. Controleer de naam.")
            raise BadInput(asked.panel, None, sentence.format(name=name))
        absent.add(ids.index(name))
    return Wishes(
        mix=tuple(tuple(columns[name]) for name in asked.mix),
        together=_groups(columns, asked.together), apart=tuple(apart), fixed=fixed, absent=frozenset(absent),
    )  # fmt: skip


def _groups(columns: dict[str, list[str]], column: str | None) -> tuple[tuple[int, ...], ...]:
    """Return people with the same cell, in each group; an empty cell says nothing."""
    found: dict[str, list[int]] = {}
    for person, cell in enumerate(columns[column] if column else []):
        if cell:
            found.setdefault(cell, []).append(person)
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


def _earlier(asked: argparse.Namespace, ids: list[str]) -> np.ndarray:
    """Read rounds that were held: a table as `--csv` writes it, of which the first `--held` rounds count."""
    given = Table(asked.earlier, ("id",))
    rounds = [name for name in given.names if name.startswith("round ")][: asked.held]
    if not rounds:
        raise BadInput(asked.earlier, 1, _("Hier staan geen rondes. Geef een bestand dat met --csv gemaakt is."))
    table = np.full((len(rounds), len(ids)), -1)
    at = {name: place for place, name in enumerate(ids)}
    for line, cell in given.rows():
        if cell["id"] not in at:
            sentence = _("'{name}' staat niet in de lijst. Controleer de naam.")
            given.faults.add(line, sentence.format(name=cell["id"]))
            continue
        for number, name in enumerate(rounds):
            seat_at = cell[name]
            if seat_at and not seat_at.isdecimal():
                given.faults.add(line, _("'{cell}' is geen tafel.").format(cell=seat_at))
            elif seat_at:
                table[number, at[cell["id"]]] = int(seat_at[:9]) - 1
    given.settle()
    return table


def _as_json(asked: argparse.Namespace, ids: list[str], found: Seating, remarks: list[str]) -> dict[str, Any]:
    rounds = [
        [[ids[person] for person in np.flatnonzero(row == table)] for table in range(asked.tables)]
        for row in found.table
    ]
    return {
        "people": int((found.table[0] >= 0).sum()), "tables": asked.tables, "rounds": rounds, "pairs": found.pairs,
        "ceiling": found.ceiling, "most_meetings": found.most_meetings, "deviation": found.deviation,
        "remarks": remarks, "method": _method(asked),
    }  # fmt: skip


def _sheet(ids: list[str], found: Seating) -> str:
    names = ["id", *(f"round {number + 1}" for number in range(len(found.table)))]
    rows = [
        [own, *("" if table < 0 else int(table) + 1 for table in found.table[:, person])]
        for person, own in enumerate(ids)
    ]
    return csv_text(names, rows)


def _summary(ids: list[str], found: Seating, remarks: list[str]) -> str:
    lines = []
    for number, row in enumerate(found.table):
        lines.append(_("Ronde {number}").format(number=number + 1))
        for table in range(int(row.max()) + 1):
            people = ", ".join(ids[person] for person in np.flatnonzero(row == table))
            lines.append(_("  tafel {number}: {people}").format(number=table + 1, people=people))
    sentence = _("{pairs} van hoogstens {ceiling} paren ontmoeten elkaar; een paar zit hoogstens {most} keer samen.")
    lines.append(sentence.format(pairs=found.pairs, ceiling=found.ceiling, most=found.most_meetings))
    return "\n".join(lines) + "\n" + told(remarks)


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method("sortition", asked.seed, tables=asked.tables, rounds=asked.rounds, mix=asked.mix)
