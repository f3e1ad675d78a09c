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


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], *, ends: str = "\n") -> str:
    """Return a comma-separated table with a header row. The only writer of tables: each cell is made plain text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ends)
    writer.writerows([neutral(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue()


# What a spreadsheet takes for the first sign of a formula: also in full width, small, raised and lowered.
_SIGN = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋⩵⩶﬩"
# What nobody sees in front of it: spaces, control signs, and signs without a width.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# A number or a telephone number is no formula: it stays what it is.
_NUMBER = r"[+-][ \u00a0]?\(?\d[\d.,() \u00a0]*%?"
# At the start, and after what a spreadsheet with other settings takes for the end of a cell: a Dutch one splits at
# semicolons, whatever the file says.
_SUSPECT = re.compile(rf"[{_SIGN}\t\r]")
_FORMULA = re.compile(
    rf"(^[{_UNSEEN}]*?|[;\t\r\n|\"][{_UNSEEN}]*?)(?=[{_SIGN}\t\r])(?!{_NUMBER}[{_UNSEEN}]*(?:$|[;\t\r\n|\"]))"
)


def neutral(cell: object) -> object:
    """Return text that a spreadsheet would run as a formula as plain text, with an apostrophe before the sign."""
    # Most cells have no such sign at all; looking for one is quick.
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) and _SUSPECT.search(cell) else cell


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
