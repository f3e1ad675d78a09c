"""Reading the cells of an .xlsx file that somebody sent: as text, by sheet, and never more than it says that it is.

A workbook is a ZIP file of XML. What is read is bounded before it is unpacked, and a document type (the way in of XML
that grows) is refused.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.etree import ElementTree as Tree

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

MOST_BYTES, MOST_UNPACKED = 1_000_000, 8_000_000
MOST_ROWS, MOST_COLUMNS = 2_000, 60
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Rows = Sequence[tuple[int, Sequence[str]]]


def _wrong() -> BadInput:
    said = _("Dit is geen rekenblad dat wij kunnen lezen. Bewaar het als .xlsx en probeer het opnieuw.")
    return BadInput(said, field="file")


class Workbook:
    """The sheets of a file, each read when it is asked for."""

    def __init__(self, content: bytes) -> None:
        """Open the file. Raises BadInput for what is none, or too large."""
        if len(content) > MOST_BYTES:
            raise BadInput(_("Dit bestand is groter dan 1 MB. Deel het in stukken."), field="file")
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            if sum(one.file_size for one in self._zip.infolist()) > MOST_UNPACKED:
                raise BadInput(_("Dit bestand is uitgepakt te groot. Deel het in stukken."), field="file")
            self._paths = self._sheets()
            self._shared = self._strings()
        except (zipfile.BadZipFile, KeyError, Tree.ParseError, RuntimeError, NotImplementedError, ValueError) as error:
            raise _wrong() from error

    def _part(self, name: str) -> Tree.Element:
        with self._zip.open(name) as part:
            raw = part.read(MOST_UNPACKED + 1)
        if len(raw) > MOST_UNPACKED or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
            raise ValueError("too large, or with a document type")
        return Tree.fromstring(raw)  # noqa: S314 - without a document type nothing in it can grow

    def _sheets(self) -> Mapping[str, str]:
        relations = {one.get("Id"): one.get("Target", "") for one in self._part("xl/_rels/workbook.xml.rels")}
        found = {}
        for one in self._part("xl/workbook.xml").iter(f"{_MAIN}sheet"):
            target = relations[one.get(_REL)].lstrip("/")
            found[one.get("name", "").strip().lower()] = target if target.startswith("xl/") else f"xl/{target}"
        return found

    def _strings(self) -> Sequence[str]:
        if "xl/sharedStrings.xml" not in self._zip.namelist():
            return ()
        return [
            "".join(text.text or "" for text in one.iter(f"{_MAIN}t")) for one in self._part("xl/sharedStrings.xml")
        ]

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    def rows(self, name: str) -> Rows:
        """Return the rows of a sheet with their numbers, each as long as its last cell. Raises BadInput."""
        try:
            found = [(number, cells) for number, cells in self._cells(self._part(self._paths[name])) if any(cells)]
        except (zipfile.BadZipFile, KeyError, Tree.ParseError, RuntimeError, NotImplementedError, ValueError,
                IndexError) as error:  # fmt: skip
            raise _wrong() from error
        if len(found) > MOST_ROWS:
            raise BadInput(_("Dit bestand heeft te veel regels."), field="file")
        return found

    def _cells(self, sheet: Tree.Element) -> Rows:
        found: list[tuple[int, list[str]]] = []
        for row in sheet.iter(f"{_MAIN}row"):
            number = int(row.get("r") or len(found) + 1)
            cells: list[str] = []
            for cell in row.iter(f"{_MAIN}c"):
                place = _column(cell.get("r"), len(cells))
                if place >= MOST_COLUMNS:
                    continue
                cells += [""] * (place + 1 - len(cells))
                cells[place] = self._text(cell)
            found.append((number, cells))
        return found

    def _text(self, cell: Tree.Element) -> str:
        if cell.get("t") == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t")).strip()
        value = cell.find(f"{_MAIN}v")
        told = "" if value is None else value.text or ""
        if cell.get("t") == "s" and told:
            return self._shared[int(told)].strip()
        return told.removesuffix(".0").strip()


def _column(reference: str | None, following: int) -> int:
    """Return the place of a column from its letters; without them it stands behind the one before."""
    read = _PLACE.fullmatch(reference or "")
    if read is None:
        return following
    place = 0
    for letter in read[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
