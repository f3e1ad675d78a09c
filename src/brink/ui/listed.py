"""A list on a page as rows for a spreadsheet: what stands there, with what the filter shows, and nothing besides.

Read from the page itself, so that a file never holds more than whoever asks it reads. Lists are what `brink-listing`
and tables draw; a page offers them with `{% list_files request.GET %}`. What is typed, pressed or hidden is left out.
Lists of thousands in pages write their own sheet, which holds what stands on the other pages too.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from brink.foundation.spreadsheets import Sheet

_ALONE = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_APART = frozenset({"p", "div", "li", "br", "h2", "h3", "h4", "dd", "dt"})
_LEFT_OUT = frozenset({"form", "caption", "svg", "script", "style", "button"})


@dataclass
class _Line:
    cells: list[str] = field(default_factory=list)
    address: str = ""


@dataclass
class _List:
    name: str
    table: bool
    heads: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.lists = list[_List]()
        self.title = ""
        self._address, self._heading = address, ""
        self._open = list[tuple[str, str]]()
        self._list: _List | None = None
        self._inside = 0

    def _is_list(self, tag: str, shape: str) -> bool:
        return tag == "table" or (tag in ("ol", "ul") and "brink-listing" in shape.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _APART:
            self.handle_data(" ")
        if tag in _ALONE:
            return
        role = "out" if tag in _LEFT_OUT or "brink-hidden" in given.get("class", "").split() else ""
        if self._list is None and self._is_list(tag, given.get("class", "")):
            role, self._list = "list", _List(self._heading, tag == "table")
            self.lists.append(self._list)
        elif self._list is not None:
            self._part(tag, given)
        elif tag in ("h1", "h2", "h3"):
            role, self._heading = "heading", ""
        self._open.append((tag, role))

    def _part(self, tag: str, given: dict[str, str]) -> None:
        assert self._list is not None
        nested = sum(one in ("li", "tr") for one, _role in self._open[self._at() :])
        if tag == ("tr" if self._list.table else "li") and not nested:
            self._list.lines.append(_Line() if self._list.table else _Line([""]))
        elif tag in ("th", "td") and self._list.table:
            if given.get("scope") == "col":
                self._list.heads.append("")
            elif self._list.lines:
                self._list.lines[-1].cells.append("")
        elif tag == "a" and self._list.lines and not self._list.lines[-1].address:
            self._list.lines[-1].address = urljoin(self._address, given.get("href", ""))

    def _at(self) -> int:
        return next((place for place, (_tag, role) in enumerate(self._open) if role == "list"), 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE or tag not in (one for one, _role in self._open):
            return
        while self._open:
            last, role = self._open.pop()
            if role == "list":
                self._list = None
            if last == "h1":
                self.title = self.title or self._heading
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        roles = {role for _tag, role in self._open}
        if "out" in roles:
            return
        tags = {tag for tag, _role in self._open}
        if self._list is None:
            self._heading += data if "heading" in roles else ""
        elif self._list.table and "thead" in tags:
            if self._list.heads:
                self._list.heads[-1] += data
        elif self._list.lines and self._list.lines[-1].cells:
            self._list.lines[-1].cells[-1] += data


def _told(text: str) -> str:
    return " ".join(text.split())


def sheet(page: str, address: str, name: str) -> Sheet:
    """Return the lists of a page as one sheet. A page with one table keeps its columns; else what, more, address."""
    reader = _Reader(address)
    reader.feed(page)
    found = [one for one in reader.lists if one.lines]
    if len(found) == 1 and found[0].table:
        (one,) = found
        heads = [_told(head) or _("Wat") for head in one.heads]
        rows = [_fitted([_told(cell) for cell in line.cells], len(heads)) for line in one.lines if line.cells]
        where = [line.address for line in one.lines if line.cells]
        return Sheet(name, [*heads, _("Adres")], [[*row, at] for row, at in zip(rows, where, strict=True)])
    columns = [_("Lijst"), _("Wat"), _("Adres")]
    return Sheet(name, columns, [
        [_told(one.name), " · ".join(filter(None, map(_told, line.cells))), line.address]
        for one in found for line in one.lines if line.cells
    ])  # fmt: skip


def _fitted(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]
