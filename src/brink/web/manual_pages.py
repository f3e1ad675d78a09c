"""The manual for clerks (docs/handleiding) as pages: the same Markdown and pictures, read once by each process."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A link to the docs in a working copy; in a package the files themselves.
FOLDER = Path(__file__).parent / "manual"
FIRST = "README"
_NUMBERED = re.compile(r"\d\d-([a-z-]+)")
# The first page ends with what only whoever keeps Brink running needs: a paragraph that begins slanted.
_FOR_KEEPERS = re.compile(r"^\*\w.*", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its place in the address ("" for the first page), its title, and its text as HTML."""

    slug: str
    title: str
    html: SafeString


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the first page and all chapters, in order."""
    return tuple(_chapter(path) for path in (FOLDER / f"{FIRST}.md", *sorted(FOLDER.glob("[0-9]*.md"))))


@cache
def pictures() -> frozenset[str]:
    """Return the names of the pictures."""
    return frozenset(path.name for path in FOLDER.glob("*.png"))


def _chapter(path: Path) -> Chapter:
    heading, _line, text = path.read_text("utf-8").partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(_FOR_KEEPERS.sub("", text))
    for token in tokens:
        _led(token)
        for child in token.children or ():
            _led(child)
    # Our own text, in which no HTML is read (`html: False`).
    html = mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308
    return Chapter(_slug(path.stem), heading.removeprefix("# ").strip(), html)


def _slug(stem: str) -> str:
    found = _NUMBERED.fullmatch(stem)
    return found[1] if found else ""


def _led(token: Token) -> None:
    """Let links and pictures lead to pages of this site, and give tables the look of the house."""
    if token.type == "table_open":
        token.attrSet("class", "brink-table")
        # Wider than a phone: whoever has no mouse reaches its end too.
        token.attrSet("tabindex", "0")
    elif token.type == "th_open":
        token.attrSet("scope", "col")
    elif token.type == "image":
        token.attrSet("src", reverse("web:manual_picture", args=[Path(str(token.attrGet("src"))).name]))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        name, _mark, anchor = str(token.attrGet("href")).partition("#")
        if name.endswith(".md"):
            token.attrSet("href", address(_slug(Path(name).stem)) + (f"#{anchor}" if anchor else ""))


def address(slug: str) -> str:
    """Return where a chapter stands."""
    return reverse("web:manual_chapter", args=[slug]) if slug else reverse("web:manual")
