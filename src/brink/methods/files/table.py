"""The one reader of tables for all commands: columns by name, whatever a spreadsheet made of the file.

Comma, semicolon or tab; byte-order mark, CRLF and gzip; a point or a comma as decimal sign; empty rows, and columns at
the edges without a name and without content, are passed over and counted. All faults of a file come in one run.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext
from itertools import chain
from pathlib import Path

from .reading import text_lines
from .terminal import BadInput

SEPARATORS = (",", ";", "\t")
MOST_FAULTS = 10
_POINT = re.compile(r"[+-]?\d{1,15}(?:\.\d{0,15})?(?:[eE][+-]?\d{1,3})?")
_COMMA = re.compile(r"[+-]?\d{1,15},\d{1,15}")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
Rows = Iterator[tuple[int, dict[str, str]]]


class BadTable(BadInput):
    """All that is wrong with one file: a line for each of the first ten, and how many more there are."""

    def __init__(self, path: Path, faults: Sequence[tuple[int | None, str]]) -> None:
        line, sentence = faults[0]
        super().__init__(path, line, sentence)
        told = [str(BadInput(path, line, sentence)) for line, sentence in faults[:MOST_FAULTS]]
        more = len(faults) - MOST_FAULTS
        if more > 0:
            told.append(f"{path}: " + ngettext("en nog {n} fout.", "en nog {n} fouten.", more).format(n=more))
        self.args = ("\n".join(told),)


class Faults:
    """What is wrong with a file, gathered so that all of it is told at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[tuple[int | None, str]] = []

    def add(self, line: int | None, sentence: str) -> None:
        """Note what is wrong at a line."""
        self._found.append((line, sentence))

    def settle(self) -> None:
        """Raise BadTable when anything was wrong."""
        if self._found:
            raise BadTable(self.path, self._found)


class Table:
    """A table with a header row. Raises BadInput when there is none, when it repeats a name or lacks one of `needed`.

    Names match without regard to capitals where that leaves no doubt. `remarks` is whole once `rows` has ended.
    With `ragged` a row may stop early, as people type them: what is not there is empty.
    """

    def __init__(
        self, path: Path, needed: Sequence[str] = (), known: Sequence[str] = (), *, ragged: bool = False
    ) -> None:
        self.path, self.faults, self._ragged = path, Faults(path), ragged
        lines = text_lines(path)
        passed, first = _first_line(lines)
        if first is None:
            raise BadInput(path, 1, _("Dit bestand is leeg. Geef een tabel met een kopregel."))
        self.separator = separator(first, (*needed, *known))
        self._before = passed
        self._reader = csv.reader(chain([first], lines), delimiter=self.separator, strict=True)
        self._empty_rows, self._remarks = passed, list[str]()
        _line, cells = next(self._cells(), (1, []))
        if not cells:
            raise BadInput(path, 1, _("Dit bestand is leeg. Geef een tabel met een kopregel."))
        self._width = len(cells)
        self._places = self._named(cells)
        self.names = [self._canonical(cells[at], cells, (*needed, *known)) for at in self._places]
        self._check(needed)

    @property
    def header_line(self) -> int:
        """The line of the header."""
        return self._before + 1

    @property
    def remarks(self) -> list[str]:
        """What was passed over or assumed, in plain sentences."""
        told = list(self._remarks)
        if self._empty_rows:
            sentence = ngettext("{file}: {n} lege regel overgeslagen.", "{file}: {n} lege regels overgeslagen.",
                                self._empty_rows)  # fmt: skip
            told.append(sentence.format(file=self.path.name, n=self._empty_rows))
        empty = self._width - len(self._places)
        if empty:
            sentence = ngettext("{file}: {n} lege kolom zonder naam overgeslagen.",
                                "{file}: {n} lege kolommen zonder naam overgeslagen.", empty)  # fmt: skip
            told.append(sentence.format(file=self.path.name, n=empty))
        if self.separator != ",":
            name = {";": _("een puntkomma"), "\t": _("een tab")}[self.separator]
            told.append(_("{file}: het scheidingsteken is {name}.").format(file=self.path.name, name=name))
        return told

    def remark(self, sentence: str) -> None:
        """Add something that was assumed about this file."""
        self._remarks.append(f"{self.path.name}: {sentence}")

    def rows(self) -> Rows:
        """The rows with their line numbers (of the row's last line). Rows of another width are faults."""
        for line, cells in self._cells():
            if self._ragged:
                cells += [""] * (self._width - len(cells))
            if len(cells) < self._width or any(cells[self._width :]):
                sentence = _("Deze regel heeft {found} cellen, de kopregel {wanted}. Maak ze gelijk.")
                self.faults.add(line, sentence.format(found=len(cells), wanted=self._width))
                continue
            stray = next((at for at in range(self._width) if cells[at] and at not in self._places), None)
            if stray is not None:
                sentence = _("Kolom {n} heeft geen naam maar wel inhoud. Geef hem een naam in de kopregel.")
                self.faults.add(line, sentence.format(n=stray + 1))
                continue
            yield line, dict(zip(self.names, [cells[at] for at in self._places], strict=True))

    def plain_names(self) -> list[str]:
        """The names by place, for a reader of bytes; one for every column, the nameless ones at the edges too."""
        found = [""] * self._width
        for at, name in zip(self._places, self.names, strict=True):
            found[at] = name
        return found

    def settle(self) -> None:
        """Raise BadTable when anything in the file was wrong."""
        self.faults.settle()

    def _cells(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                sentence = _("Deze regel is geen goede csv. Controleer de aanhalingstekens en komma's.")
                raise BadInput(self.path, self._before + self._reader.line_num, sentence) from None
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield self._before + self._reader.line_num, cells
            else:
                self._empty_rows += 1

    def _named(self, cells: list[str]) -> list[int]:
        """The places of the columns with a name. One without a name between others is a complaint."""
        places = [at for at, name in enumerate(cells) if name]
        inside = [at for at in range(places[0], places[-1]) if not cells[at]]
        if inside:
            sentence = _("Kolom {n} heeft geen naam. Geef hem een naam of haal hem weg.").format(n=inside[0] + 1)
            raise BadInput(self.path, self.header_line, sentence)
        return places

    def _canonical(self, name: str, names: list[str], wanted: Sequence[str]) -> str:
        if name in wanted:
            return name
        alike = [own for own in names if own.casefold() == name.casefold()]
        meant = [known for known in wanted if known.casefold() == name.casefold()]
        return meant[0] if len(alike) == len(meant) == 1 else name

    def _check(self, needed: Iterable[str]) -> None:
        missing = [name for name in needed if name not in self.names]
        if missing:
            sentence = ngettext(
                "De kolom {names} ontbreekt. Zet deze kolom in de kopregel.",
                "De kolommen {names} ontbreken. Zet deze kolommen in de kopregel.", len(missing),
            )  # fmt: skip
            names = ", ".join(f"'{name}'" for name in missing)
            self.faults.add(self.header_line, sentence.format(names=names))
        for name in dict.fromkeys(name for name in self.names if self.names.count(name) > 1):
            sentence = _("De kolom '{name}' staat er {n} keer. Geef elke kolom een eigen naam.")
            self.faults.add(self.header_line, sentence.format(name=name, n=self.names.count(name)))
        self.settle()


def separator(first: str, wanted: Sequence[str] = ()) -> str:
    """The sign that parts the cells of a header line: by which the wanted names are found, else the most frequent."""
    names = {name.casefold() for name in wanted}

    def worth(sign: str) -> tuple[int, int]:
        try:
            cells = [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=sign), [])]
        except csv.Error:
            return 0, 0
        return len(names & set(cells)), len(cells)

    return max(SEPARATORS, key=worth)


def _first_line(lines: Iterator[str]) -> tuple[int, str | None]:
    """The first line that holds anything, and how many lines before it do not."""
    for passed, line in enumerate(lines):
        if any(sign not in ',;"' and not sign.isspace() for sign in line):
            return passed, line
    return 0, None


def number(cell: str, *, comma: bool = False) -> float | None:
    """The number in a cell; with `comma` that is the decimal sign. None when it is no (finite) number."""
    text = cell.replace(",", ".") if comma and _COMMA.fullmatch(cell) else cell
    if not _POINT.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """Tell whether a column writes decimals with a comma."""
    return any(_COMMA.fullmatch(cell) for cell in cells)


def maybe_thousands(cell: str) -> bool:
    """Tell whether a number may be meant as thousands: `1.000` is one in a computer's file and a thousand in ours."""
    return bool(_THOUSANDS.fullmatch(cell))


def uncertain(cells: Iterable[str]) -> set[str]:
    """The cells of a column of which nobody can say whether they are thousands.

    Where another cell shows what the sign is for (`12.5`), nothing is uncertain.
    """
    signed = [cell for cell in cells if "." in cell or "," in cell]
    doubtful = {cell for cell in signed if maybe_thousands(cell)}
    return doubtful - {cell for cell in doubtful if any(_settles(other, cell) for other in signed)}


def _settles(other: str, cell: str) -> bool:
    sign = "." if "." in cell else ","
    return sign in other and not maybe_thousands(other)


def numbers(cells: Sequence[str]) -> list[float | None]:
    """The numbers of a column, its decimal sign found by looking at all of it; None for an empty or other cell."""
    comma = has_decimal_comma(cells)
    return [number(cell, comma=comma) for cell in cells]


NO_ANSWER = ("", "na", "n/a", "#n/a", "n.v.t.", "nvt")


def answered(cell: str) -> bool:
    """Tell whether a cell holds an answer: empty ones, and what statistics programs write for none, do not."""
    return cell.casefold() not in NO_ANSWER


def told(remarks: Mapping[str, None] | Iterable[str]) -> str:
    """Remarks as the lines that close a summary."""
    lines = [_("Let op: {remark}").format(remark=remark) + "\n" for remark in remarks]
    return "".join(lines)
