"""Reading a panel and what is known of the population, so that each mistake becomes one sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import numpy as np

from brink.methods.weighting import Margin, Margins

from .reading import csv_rows, header
from .terminal import BadInput


@dataclass(frozen=True)
class Panel:
    """Respondents by id, their cells by column, and the margins they are to meet."""

    ids: tuple[str, ...]
    columns: dict[str, list[str]]
    lines: tuple[int, ...]
    margins: Margins

    def numbers(self) -> dict[str, np.ndarray]:
        """Return the columns that hold nothing but numbers and are no part of a margin."""
        used = {part for margin in self.margins.margins for part in (margin.variable, *margin.variable.split("_"))}
        found = {}
        for name, cells in self.columns.items():
            values = [_number(cell) for cell in cells]
            if name not in used and all(value is not None for value in values):
                found[name] = np.array(values, dtype=float)
        return found


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_panel(path: Path, targets: Path, identity: str) -> Panel:
    """Read both files. Raises BadInput naming file, line and remedy."""
    wanted = _targets(targets)
    rows = csv_rows(path)
    names = header(path, rows, (identity,))
    parts = {variable: _parts(path, targets, names, variable, given) for variable, given in wanted.items()}
    columns: dict[str, list[str]] = {name: [] for name in names}
    codes: dict[str, list[int]] = {variable: [] for variable in wanted}
    lines: list[int] = []
    place = {variable: {name: at for at, name in enumerate(given)} for variable, given in wanted.items()}
    seen: set[str] = set()
    for line, cells in rows:
        if len(cells) != len(names):
            sentence = _("Deze regel heeft {found} cellen, de kopregel {wanted}. Maak ze gelijk.")
            raise BadInput(path, line, sentence.format(found=len(cells), wanted=len(names)))
        cell = dict(zip(names, cells, strict=True))
        if not cell[identity] or cell[identity] in seen:
            sentence = _("'{name}' is leeg of staat er 2 keer als id. Geef ieder een eigen id.")
            raise BadInput(path, line, sentence.format(name=cell[identity]))
        seen.add(cell[identity])
        for variable, own in parts.items():
            category = ".".join(cell[one] for one in own)
            if category not in place[variable]:
                sentence = _("'{category}' staat niet in {file} bij '{variable}'. Verbeter het of voeg het toe.")
                file = targets.name
                raise BadInput(path, line, sentence.format(category=category, file=file, variable=variable))
            codes[variable].append(place[variable][category])
        for name in names:
            columns[name].append(cell[name])
        lines.append(line)
    if not lines:
        raise BadInput(path, 1, _("Hier staat geen enkele deelnemer. Geef er een per regel."))
    return Panel(tuple(columns.pop(identity)), columns, tuple(lines), _margins(path, targets, wanted, codes))


def _targets(path: Path) -> dict[str, dict[str, tuple[float, int]]]:
    """Return count and line of each category of each variable."""
    rows = csv_rows(path)
    names = header(path, rows, ("variable", "category", "count"))
    found: dict[str, dict[str, tuple[float, int]]] = {}
    for line, cells in rows:
        if len(cells) != len(names):
            sentence = _("Deze regel heeft {found} cellen, de kopregel {wanted}. Maak ze gelijk.")
            raise BadInput(path, line, sentence.format(found=len(cells), wanted=len(names)))
        cell = dict(zip(names, cells, strict=True))
        count = _number(cell["count"])
        if count is None or count <= 0:
            sentence = _("'{text}' is geen aantal boven 0. Verbeter het of haal de regel weg.")
            raise BadInput(path, line, sentence.format(text=cell["count"]))
        own = found.setdefault(cell["variable"], {})
        if cell["category"] in own:
            sentence = _("'{feature}' staat er 2 keer bij '{category}'. Haal er 1 weg.")
            raise BadInput(path, line, sentence.format(feature=cell["category"], category=cell["variable"]))
        own[cell["category"]] = (count, line)
    if not found:
        raise BadInput(path, 1, _("Hier staat geen enkel aantal. Geef per categorie een regel."))
    return found


def _parts(
    path: Path, targets: Path, names: list[str], variable: str, given: dict[str, tuple[float, int]]
) -> tuple[str, ...]:
    """Return the columns of a variable: itself, or the two or more of which it is the crossing."""
    parts = (variable,) if variable in names else tuple(variable.split("_"))
    missing = [part for part in parts if part not in names]
    if missing:
        sentence = _("De kolom '{name}' staat niet in {file}. Verbeter de naam.")
        raise BadInput(targets, min(line for _count, line in given.values()), sentence.format(
            name=missing[0], file=path.name))  # fmt: skip
    return parts


def _margins(
    path: Path, targets: Path, wanted: dict[str, dict[str, tuple[float, int]]], codes: dict[str, list[int]]
) -> Margins:
    first = next(iter(wanted))
    total = sum(count for count, _line in wanted[first].values())
    made = []
    for variable, given in wanted.items():
        present = set(codes[variable])
        for at, (category, (_count, line)) in enumerate(given.items()):
            if at not in present:
                sentence = _("In {file} is niemand '{category}'. Voeg deze categorie bij een andere.")
                raise BadInput(targets, line, sentence.format(file=path.name, category=category))
        own = sum(count for count, _line in given.values())
        if abs(own - total) > 1e-9 * total:
            sentence = _("'{variable}' telt op tot {own}, '{first}' tot {total}. Maak de totalen gelijk.")
            words = sentence.format(variable=variable, own=own, first=first, total=total)
            raise BadInput(targets, max(line for _count, line in given.values()), words)
        counts = np.array([count for count, _line in given.values()])
        made.append(Margin(variable, tuple(given), counts, np.array(codes[variable], np.int64)))
    return Margins(tuple(made))
