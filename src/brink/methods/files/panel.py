"""Reading a panel and what is known of the population, so that each mistake becomes one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import numpy as np

from brink.methods.weighting import Margin, Margins

from .table import Table, answered, has_decimal_comma, number, numbers, uncertain
from .terminal import BadInput

MISSING = "(geen antwoord)"
# Totals of two variables that differ by no more than rounding: half a unit in the last place for each category.
_ROUNDING = 0.5
_LEAST_ROUNDING = 1e-9
_HALF_A_PERCENT = 0.005


@dataclass(frozen=True)
class Panel:
    """Respondents by id, their cells by column, and the margins they are to meet.

    `parts` holds the columns of each margin; `start` the weights that the sample was drawn with (all 1 without them).
    """

    ids: tuple[str, ...]
    columns: dict[str, list[str]]
    lines: tuple[int, ...]
    margins: Margins
    parts: Mapping[str, tuple[str, ...]]
    start: np.ndarray
    start_column: str | None = None
    remarks: tuple[str, ...] = field(default=())

    def numbers(self) -> dict[str, np.ndarray]:
        """Return the columns of numbers that are no part of a margin; what somebody did not answer is NaN."""
        used = {part for parts in self.parts.values() for part in parts} | {self.start_column}
        found = {}
        for name, cells in self.columns.items():
            if name in used:
                continue
            values = numbers(cells)
            given = [value for value, cell in zip(values, cells, strict=True) if answered(cell)]
            if given and None not in given:
                found[name] = np.array([np.nan if value is None else value for value in values])
        return found

    def passed_over(self) -> list[str]:
        """Say which columns are no question, and why: the first cell that is no number."""
        used = {part for parts in self.parts.values() for part in parts} | {self.start_column, *self.numbers()}
        told = []
        for name, cells in self.columns.items():
            wrong = [at for at, value in enumerate(numbers(cells)) if value is None and answered(cells[at])]
            if name not in used and wrong:
                sentence = _("kolom '{name}' is geen vraag met getallen (regel {line}: '{text}').")
                told.append(sentence.format(name=name, line=self.lines[wrong[0]], text=cells[wrong[0]][:40]))
            elif name not in used:
                told.append(_("kolom '{name}' is leeg.").format(name=name))
        return told


@dataclass(frozen=True)
class _Target:
    count: float
    line: int
    decimals: int


Targets = dict[str, dict[str, _Target]]


def read_panel(
    path: Path, targets: Path, identity: str, *, start: str | None = None, missing: str | None = None
) -> Panel:
    """Read both files. Raises BadInput naming file, line and remedy.

    `start` is the column with design weights. `missing` says what to do with people who miss a margin: `drop` them,
    or give them a `category` of their own, which has no target and takes its share as it is; without it they are a
    complaint.
    """
    wanted, told = _targets(targets)
    table = Table(path, (identity, *([start] if start else [])))
    parts = _all_parts(path, targets, table.names, wanted)
    rows = list(table.rows())
    _check_ids(table, [(line, cell[identity]) for line, cell in rows])
    _empty_out(rows, parts, wanted)
    kept, dropped = _kept(table, rows, parts, missing)
    for line, cell in kept:
        for variable, own in parts.items():
            category = ".".join(cell[one] for one in own)
            if category not in wanted[variable] and all(cell[one] for one in own):
                sentence = _("'{category}' staat niet in {file} bij '{variable}'. Verbeter het of voeg het toe.")
                words = sentence.format(category=category, file=targets.name, variable=variable)
                table.faults.add(line, words)
    weights = _start(table, kept, start)
    table.settle()
    if not kept:
        raise BadInput(path, 1, _("Hier staat geen enkele deelnemer. Geef er een per regel."))
    if dropped:
        sentence = ngettext(
            "{n} mens zonder antwoord op een van de randtotalen is weggelaten.",
            "{n} mensen zonder antwoord op een van de randtotalen zijn weggelaten.", dropped,
        )  # fmt: skip
        table.remark(sentence.format(n=dropped))
    for name in table.names:
        if (doubtful := sorted(uncertain(cell[name] for _line, cell in kept))) and name != identity:
            sentence = _("kolom '{name}': '{text}' is gelezen met een decimaalteken, niet als duizend.")
            table.remark(sentence.format(name=name, text=doubtful[0]))
    margins, more = _margins(path, targets, wanted, parts, [cell for _line, cell in kept])
    columns = {name: [cell[name] for _line, cell in kept] for name in table.names if name != identity}
    return Panel(
        tuple(cell[identity] for _line, cell in kept), columns, tuple(line for line, _cell in kept), margins, parts,
        weights, start, (*table.remarks, *told, *more),
    )  # fmt: skip


def _check_ids(table: Table, names: list[tuple[int, str]]) -> None:
    seen: set[str] = set()
    for line, name in names:
        if not name or name in seen:
            sentence = _("'{name}' is leeg of staat er 2 keer als id. Geef ieder een eigen id.")
            table.faults.add(line, sentence.format(name=name))
        seen.add(name)


Rows = list[tuple[int, dict[str, str]]]


def _empty_out(rows: Rows, parts: Mapping[str, tuple[str, ...]], wanted: Targets) -> None:
    """Make every "no answer" on a margin (NA, n.v.t.) an empty cell, but where the targets have it as a category."""
    known = {piece for given in wanted.values() for category in given for piece in (category, *category.split("."))}
    for name in {part for own in parts.values() for part in own}:
        for _line, cell in rows:
            if not answered(cell[name]) and cell[name] not in known:
                cell[name] = ""


def _kept(table: Table, rows: Rows, parts: Mapping[str, tuple[str, ...]], missing: str | None) -> tuple[Rows, int]:
    """The rows that take part, and how many do not. People who miss a margin are a complaint unless `missing` helps."""
    lacking = {at for at, (_line, cell) in enumerate(rows) for own in parts.values() if not all(cell[p] for p in own)}
    if not lacking or missing == "category":
        return rows, 0
    if missing == "drop":
        return [row for at, row in enumerate(rows) if at not in lacking], len(lacking)
    empty = Counter(
        name for at in lacking for name in dict.fromkeys(p for own in parts.values() for p in own)
        if not rows[at][1][name]
    )  # fmt: skip
    for name, count in empty.items():
        first = min(line for line, cell in rows if not cell[name])
        sentence = ngettext(
            "De kolom '{name}' is leeg bij {n} mens. Vul hem in, of kies --missing drop of category.",
            "De kolom '{name}' is leeg bij {n} mensen. Vul hem in, of kies --missing drop of category.", count,
        )  # fmt: skip
        table.faults.add(first, sentence.format(name=name, n=count))
    return [row for at, row in enumerate(rows) if at not in lacking], 0


def _start(table: Table, rows: Rows, column: str | None) -> np.ndarray:
    """The design weights; something else than a number above 0 is a complaint."""
    if column is None:
        return np.ones(len(rows))
    values = numbers([cell[column] for _line, cell in rows])
    for (line, cell), value in zip(rows, values, strict=True):
        if value is None or value <= 0:
            sentence = _("'{text}' in de kolom '{column}' is geen gewicht boven 0. Verbeter het.")
            table.faults.add(line, sentence.format(text=cell[column], column=column))
    return np.array([value or 1.0 for value in values])


def _targets(path: Path) -> tuple[Targets, tuple[str, ...]]:
    """Return count and line of each category of each variable, and what was passed over."""
    table = Table(path, ("variable", "category", "count"))
    rows = list(table.rows())
    counts = [cell["count"] for _line, cell in rows]
    comma, doubtful = has_decimal_comma(counts), uncertain(counts)
    found: Targets = {}
    for line, cell in rows:
        text = cell["count"]
        if text in doubtful:
            sentence = _("'{text}': is dit duizend? Schrijf het zonder punt of komma, of met 1 of 2 decimalen.")
            table.faults.add(line, sentence.format(text=text))
            continue
        count = number(text, comma=comma)
        if count is None or count < 0:
            sentence = _("'{text}' is geen aantal vanaf 0. Verbeter het of haal de regel weg.")
            table.faults.add(line, sentence.format(text=text))
            continue
        own = found.setdefault(cell["variable"], {})
        if cell["category"] in own:
            sentence = _("'{feature}' staat er 2 keer bij '{category}'. Haal er 1 weg.")
            table.faults.add(line, sentence.format(feature=cell["category"], category=cell["variable"]))
        own[cell["category"]] = _Target(count, line, len(text.replace(",", ".").partition(".")[2]))
    table.settle()
    if not found:
        raise BadInput(path, 1, _("Hier staat geen enkel aantal. Geef per categorie een regel."))
    return found, tuple(table.remarks)


def _all_parts(path: Path, targets: Path, names: list[str], wanted: Targets) -> dict[str, tuple[str, ...]]:
    """Return the columns of each variable: itself, or the two or more of which it is the crossing."""
    found = {}
    for variable, given in wanted.items():
        parts = (variable,) if variable in names else _crossing(variable, names)
        if parts is None:
            sentence = _("De kolom '{name}' staat niet in {file}. Verbeter de naam.")
            missing = next((part for part in variable.split("_") if part not in names), variable)
            line = min(target.line for target in given.values())
            raise BadInput(targets, line, sentence.format(name=missing, file=path.name))
        found[variable] = parts
    return found


def _crossing(variable: str, names: list[str]) -> tuple[str, ...] | None:
    """The columns whose names, joined by underscores, are this one; the fewest that are. Names may hold underscores."""
    if variable in names:
        return (variable,)
    ways = [
        (variable[:at], *rest) for at, sign in enumerate(variable)
        if sign == "_" and variable[:at] in names and (rest := _crossing(variable[at + 1 :], names)) is not None
    ]  # fmt: skip
    return min(ways, key=len) if ways else None


def _margins(
    path: Path, targets: Path, wanted: Targets, parts: Mapping[str, tuple[str, ...]], cells: list[dict[str, str]]
) -> tuple[Margins, list[str]]:
    """Lay the targets against the panel. Totals that differ by rounding are scaled to the first variable's."""
    first, remarks, made = next(iter(wanted)), [], []
    total = sum(target.count for target in wanted[first].values())
    for variable, given in wanted.items():
        own_cells = [[cell[part] for part in parts[variable]] for cell in cells]
        names = [".".join(own) if all(own) else MISSING for own in own_cells]
        lacking = names.count(MISSING)
        given, passed = _there(path, targets, given, set(names))
        remarks += [f"{targets.name}: {sentence}" for sentence in passed]
        own = sum(target.count for target in given.values())
        step = max(10.0 ** -target.decimals for target in given.values())
        room = max(_ROUNDING * step * (len(given) + len(wanted[first])), _LEAST_ROUNDING * total)
        if abs(own - total) > room or abs(own - total) > _HALF_A_PERCENT * total:
            sentence = _("'{variable}' telt op tot {own}, '{first}' tot {total}. Maak de totalen gelijk.")
            words = sentence.format(variable=variable, own=_plain(own), first=first, total=_plain(total))
            raise BadInput(targets, max(target.line for target in given.values()), words)
        if abs(own - total) > _LEAST_ROUNDING * total:
            sentence = _("{file}: '{variable}' telt op tot {own}, geschaald naar {total}.")
            remarks.append(sentence.format(file=targets.name, variable=variable, own=_plain(own), total=_plain(total)))
        counts = np.array([target.count for target in given.values()]) * (total / own)
        categories = list(given)
        if lacking:
            # Of them nothing is known: they keep the share that they have, and the others share what is left.
            share = lacking / len(names)
            counts, categories = np.append(counts * (1 - share), total * share), [*categories, MISSING]
            sentence = ngettext(
                "{file}: {n} mens zonder '{variable}' is een eigen categorie.",
                "{file}: {n} mensen zonder '{variable}' zijn een eigen categorie.", lacking,
            )  # fmt: skip
            remarks.append(sentence.format(file=path.name, n=lacking, variable=variable))
        place = {name: at for at, name in enumerate(categories)}
        codes = np.array([place[name] for name in names], np.int64)
        made.append(Margin(variable, tuple(categories), counts, codes))
    return Margins(tuple(made)), remarks


def _plain(total: float) -> str:
    """A total as one writes it, without the noise of its last figures."""
    return f"{total:.6f}".rstrip("0").rstrip(".")


def _there(
    path: Path, targets: Path, given: dict[str, _Target], present: set[str]
) -> tuple[dict[str, _Target], list[str]]:
    """The targets that say something: a 0 where nobody is, is passed over. Others without people are faults."""
    kept, passed = {}, []
    for category, target in given.items():
        if category in present and target.count > 0:
            kept[category] = target
        elif category in present:
            sentence = _("'{category}' heeft aantal 0, maar in {file} zijn er wel. Voeg deze categorie bij een andere.")
            raise BadInput(targets, target.line, sentence.format(file=path.name, category=category))
        elif target.count == 0:
            passed.append(_("'{category}' is 0 en er is niemand: overgeslagen.").format(category=category))
        else:
            sentence = _("In {file} is niemand '{category}'. Voeg deze categorie bij een andere.")
            raise BadInput(targets, target.line, sentence.format(file=path.name, category=category))
    return kept, passed
