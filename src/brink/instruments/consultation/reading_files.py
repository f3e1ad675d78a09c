"""Pieces of a text out of a file: Markdown, ODT or DOCX, cut at its headings. Bytes in, pieces out; nothing is kept.

Of a packed file one part is unpacked, and only when it is small enough; a document that defines entities is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput
from brink.instruments.consultation.round_settings import BODY_LIMIT, MOST_SECTIONS

MOST_BYTES, MOST_UNPACKED = 15_000_000, 40_000_000
_ODT = "application/vnd.oasis.opendocument.text"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(
    r"^((?:artikel|hoofdstuk|paragraaf|bijlage|§)\s*[\dIVXLC]+(?:\.\d+)*[a-z]?|\d+(?:\.\d+)*[a-z]?)[.):]?\s+(?=\S)",
    re.IGNORECASE,
)
_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_STYLE_NAME = re.compile(r"^(?:heading|kop)\s*(\d)$", re.IGNORECASE)
_INLINE = (
    (re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)\1"), r"\2"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a file; `level` is 0 for ordinary words, and that of a heading otherwise."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One piece: its level, number as printed, heading and words."""

    level: int
    number: str
    heading: str
    body: str


def parts_of(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the pieces of a file, by what its name promises and what is in it. Raises BadInput at `file`."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("Het bestand is te groot. Kies een bestand kleiner dan 15 MB."), field="file")
    if data.startswith(b"%PDF-") or name.lower().endswith(".pdf"):
        said = _("Uit een pdf kunnen wij geen losse stukken halen. Upload het Word- of ODT-bestand; de pdf mag erbij.")
        raise BadInput(said, field="file")
    if data.startswith(b"PK\x03\x04"):
        return cut(_packed(data), field="file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if _CONTROL.search(text) or not name.lower().endswith((".md", ".markdown", ".txt")):
        said = _("Dit soort bestand kunnen wij niet lezen. Kies een ODT-, DOCX- of Markdown-bestand.")
        raise BadInput(said, field="file")
    return cut(markdown_lines(text), field="file")


def pasted(text: str, *, field: str = "text") -> tuple[Part, ...]:
    """Return the pieces of a text that was typed or pasted, with a # before each heading. Raises BadInput."""
    return cut(markdown_lines(text), field=field)


def markdown_lines(text: str) -> Iterator[Line]:
    """Yield headings and paragraphs of Markdown; signs for bold, code and links go, their words stay."""
    waiting: list[str] = []
    fenced = False
    for raw in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        fenced ^= raw.lstrip().startswith("```")
        heading = None if fenced else _ATX.match(raw)
        if (heading or not raw.strip()) and waiting:
            yield Line(0, "\n".join(waiting))
            waiting = []
        if heading:
            yield Line(len(heading[1]), _plain(heading[2]))
        elif raw.strip() and not raw.lstrip().startswith("```"):
            waiting.append(_plain(raw.rstrip()))
    if waiting:
        yield Line(0, "\n".join(waiting))


def _plain(line: str) -> str:
    for sign, words in _INLINE:
        line = sign.sub(words, line)
    return line


def _packed(data: bytes) -> Sequence[Line]:
    said = _("Dit bestand kunnen wij niet lezen. Sla het opnieuw op als ODT of DOCX en probeer het nog eens.")
    refused = BadInput(said, field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {one.filename: one for one in packed.infolist()}
            if "word/document.xml" in names:
                styles = _xml(packed, names, "word/styles.xml") if "word/styles.xml" in names else None
                return list(_docx(_xml(packed, names, "word/document.xml"), styles))
            kind = packed.read(names["mimetype"])[:80].decode("ascii", "replace").strip() if "mimetype" in names else ""
            if kind == _ODT:
                return list(_odt(_xml(packed, names, "content.xml")))
    except (zipfile.BadZipFile, Tree.ParseError, LookupError, ValueError, RuntimeError, OSError) as bad:
        raise refused from bad
    raise refused


def _xml(packed: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo], name: str) -> Tree.Element:
    """Parse one part. What it says of its own size is not believed: no more than the limit is unpacked."""
    with packed.open(names[name]) as part:
        content = part.read(MOST_UNPACKED + 1)
    content.decode("utf-8")  # another encoding could hide what is looked for in the next line
    if len(content) > MOST_UNPACKED or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("too large, or it defines entities of its own")
    return Tree.fromstring(content)  # noqa: S314 - without entities there is nothing to expand


def _odt(root: Tree.Element) -> Iterator[Line]:
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    for one in body.iter() if body is not None else ():
        if one.tag == f"{_TEXT}h":
            yield Line(int(one.get(f"{_TEXT}outline-level", "1")), " ".join(_said_odt(one).split()))
        elif one.tag == f"{_TEXT}p":
            yield Line(0, _said_odt(one).strip())


def _said_odt(node: Tree.Element) -> str:
    """Return the words of a paragraph; notes and remarks in the margin are no part of the text."""
    said = [node.text or ""]
    for child in node:
        name = child.tag.rpartition("}")[2]
        if name == "s":
            said.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 100))
        elif name in ("tab", "line-break"):
            said.append("\t" if name == "tab" else "\n")
        elif name not in ("note", "annotation", "p", "h"):
            said.append(_said_odt(child))
        said.append(child.tail or "")
    return "".join(said)


def _docx(root: Tree.Element, styles: Tree.Element | None) -> Iterator[Line]:
    levels = _heading_styles(styles)
    for paragraph in root.iter(f"{_W}p"):
        facts = paragraph.find(f"{_W}pPr")
        style = facts.find(f"{_W}pStyle") if facts is not None else None
        outline = facts.find(f"{_W}outlineLvl") if facts is not None else None
        level = levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
        if outline is not None:
            level = _outline(outline)
        said = "".join(_said_docx(paragraph)).strip()
        yield Line(level, " ".join(said.split()) if level else said)


def _outline(node: Tree.Element) -> int:
    value = int(node.get(f"{_W}val", "9"))
    return value + 1 if 0 <= value < 9 else 0


def _heading_styles(styles: Tree.Element | None) -> dict[str, int]:
    """Return the level of each style of headings, whatever the language in which it was made."""
    found = {f"{word}{level}": level for word in ("Heading", "Kop") for level in range(1, 7)}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name, outline = style.find(f"{_W}name"), style.find(f"{_W}pPr/{_W}outlineLvl")
        called = _STYLE_NAME.match(name.get(f"{_W}val", "")) if name is not None else None
        level = int(called[1]) if called else _outline(outline) if outline is not None else 0
        if level:
            found[style.get(f"{_W}styleId", "")] = level
    return found


def _said_docx(paragraph: Tree.Element) -> Iterator[str]:
    """Yield the words of a paragraph as they stand when all changes in it are accepted."""
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield "\t" if node.tag == f"{_W}tab" else "\n"


def cut(lines: Iterator[Line] | Sequence[Line], *, field: str) -> tuple[Part, ...]:
    """Cut paragraphs at their headings; words before the first one are a piece of their own. Raises BadInput."""
    found: list[tuple[int, str, list[str]]] = []
    for line in lines:
        if line.level and line.text:
            found.append((line.level, line.text, []))
        elif not line.level and line.text.strip():
            if not found:
                found.append((0, "", []))
            found[-1][2].append(line.text)
    if not any(level for level, _heading, _body in found):
        said = _("Wij vinden geen koppen. Geef koppen de stijl Kop 1 of Kop 2, of zet er een # voor.")
        raise BadInput(said, field=field)
    if len(found) > MOST_SECTIONS:
        raise BadInput(_("Deze tekst heeft meer dan 500 stukken. Deel hem op in rondes."), field=field)
    return _numbered([_part(level, heading, "\n\n".join(body), field) for level, heading, body in found])


def _part(level: int, heading: str, body: str, field: str) -> Part:
    number = _NUMBER.match(heading)
    words = (heading[number.end() :] if number else heading) or _("Inleiding")
    if len(body) > BODY_LIMIT:
        said = _("Het stuk ‘%(heading)s’ is te lang. Zet er koppen in, zodat mensen er iets over kunnen zeggen.")
        raise BadInput(said % {"heading": words[:80]}, field=field)
    return Part(max(level, 1), number[1][:20] if number else "", words[:200], body)


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    """Give numbers by their level when none is printed: a word processor counts, and writes it down nowhere."""
    if any(one.number for one in parts):
        return tuple(parts)
    counts: list[int] = []
    top = min(one.level for one in parts)
    found = []
    for one in parts:
        depth = min(one.level - top, len(counts))
        counts = [*counts[: depth + 1], *[0] * (depth + 1 - len(counts))]
        counts[depth] += 1
        found.append(Part(depth + 1, ".".join(map(str, counts)), one.heading, one.body))
    return tuple(found)
