"""A table that somebody pasted, sent or names to the site, read by the one reader that the commands use too."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from brink.methods.files.table import BadTable, Table
from brink.methods.files.terminal import BadInput as BadFile

_NAME = "tabel.csv"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The rows with the line of each, or all that is wrong with the table; and what was passed over."""

    names: Sequence[str] = ()
    rows: Sequence[tuple[int, Mapping[str, str]]] = ()
    faults: Sequence[str] = ()
    remarks: Sequence[str] = ()


def read_pasted(content: str, **asked: Any) -> Pasted:
    """Return what stands in a table that somebody pasted or sent, as `read_table` does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        path.write_text(content, encoding="utf-8")
        return read_table(path, **asked)


def read_table(
    path: Path, *, most: int, too_many: str, needed: Sequence[str] = (), known: Sequence[str] = (),
    strange: Callable[[str], str] | None = None, ragged: bool = False,
) -> Pasted:  # fmt: skip
    """Return what stands in a table of at most `most` rows, all that is wrong with it told at once.

    `known` are the names of columns by which the separator is found; with `strange` another name is a fault in its
    words. `ragged` takes rows that stop early, as people type them.
    """
    try:
        table = Table(path, needed=needed, known=known, ragged=ragged)
        if strange is not None:
            for name in table.names:
                if name not in known:
                    table.faults.add(table.header_line, strange(name))
        rows = []
        for line, cells in table.rows():
            rows.append((line, cells))
            if len(rows) > most:
                table.faults.add(line, too_many)
                break
        remarks = [one.removeprefix(f"{path.name}: ") for one in table.remarks]
        table.settle()
    except (BadTable, BadFile) as wrong:
        return Pasted(faults=[_in_words(path, one) for one in str(wrong).splitlines()])
    return Pasted(table.names, rows, (), remarks)


def at_line(line: int | str, why: str) -> str:
    """Return what is wrong with a line, in words."""
    return _("Regel %(line)s: %(why)s") % {"line": line, "why": why}


def _in_words(path: Path, said: str) -> str:
    """Return a complaint of the reader with the line in words and without our own file."""
    number, colon, sentence = said.removeprefix(str(path)).lstrip(":").partition(":")
    if colon and number.strip().isdecimal():
        return at_line(number.strip(), sentence.strip())
    return said.removeprefix(str(path)).lstrip(":").strip()
