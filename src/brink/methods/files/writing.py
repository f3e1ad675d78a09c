"""Writing results: all files or none, JSON in full precision, table cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any

from .terminal import BadInput


def json_text(result: Mapping[str, Any]) -> str:
    """One JSON object, UTF-8, floats as short as they can be without loss; a number that is not finite is refused."""
    return json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A comma-separated table with a header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[neutral(cell) for cell in row] for row in rows])
    return out.getvalue()


# What is not seen and what spreadsheets skip: spaces of all kinds, signs of no width, marks of direction, controls.
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc]*"
)
# Signs that begin a formula, also in the wide, small and raised shapes that programs and people turn into them.
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufb29"
# At the start, and after what a spreadsheet with other settings takes for the end of a cell: a Dutch one splits at
# semicolons, whatever the file says.
_FORMULA = re.compile(rf"(^{_UNSEEN}|[;\t\r\n|\"\uff1b\uff02]{_UNSEEN})(?=[{_SIGNS}\t\r])")
# What is a number or a telephone number and nothing else: no spreadsheet does anything with it.
_HONEST = re.compile(r"\+\d[\d ]{0,20}|-\d+(?:[.,]\d+)?", re.ASCII)


def neutral(cell: object) -> object:
    """Text that a spreadsheet would run as a formula, made plain text with an apostrophe before the sign."""
    if not isinstance(cell, str) or _HONEST.fullmatch(cell):
        return cell
    return _FORMULA.sub(r"\1'", cell)


def write_all(files: Mapping[str, str]) -> None:
    """Write every file, or none when one of them cannot be written; the name `-` is standard output, written last.

    Raises BadInput naming the file that cannot be written.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for name, text in files.items():
            if name != "-":
                ready.append((_beside(Path(name), text), Path(name)))
        for temporary, final in ready:
            os.replace(temporary, final)
    finally:
        for temporary, _final in ready:
            Path(temporary).unlink(missing_ok=True)
    if "-" in files:
        sys.stdout.write(files["-"])
        sys.stdout.flush()


def _beside(path: Path, text: str) -> str:
    if path.is_dir():
        raise BadInput(path, None, _("Dit is een map. Geef een bestand om in te schrijven."))
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False, newline="") as out:
            out.write(text)
        Path(out.name).chmod(0o644)
    except OSError:
        sentence = _("Wij kunnen hier niet schrijven. Controleer de map en de rechten.")
        raise BadInput(path, None, sentence) from None
    return out.name
