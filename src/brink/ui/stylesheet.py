"""Puts the small style files together into the one sheet a page loads; pages that staff work in load a second one.

Each component keeps its own file so that it can be read and changed alone; a browser on an old phone should still make
one request. The order is fixed: theme (layer 1), base, components by name, then the two files that overrule (forced
colours, print).
"""

import re
from collections.abc import Iterable
from pathlib import Path

CSS = Path(__file__).parent / "static" / "ui" / "css"
DEFAULT_THEME = "drenthe"
WORK = "ui/brink-work.css"
"""The static path of the second sheet, of pages made to work in: residents never load it."""
FIRST = ("tokens", "ground", "layout", "frame")
LAST = ("forced", "print")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_EDGES = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_CLASS = re.compile(r"\.([a-z][\w-]*)")
_STRING = re.compile(r"\"[^\"]*\"")
# Space that says nothing, beside a string, which keeps its own.
_SPACE = re.compile(r"(\"[^\"]*\"|'[^']*')|\s*([{};,])\s*|(:) ")


def themes() -> tuple[str, ...]:
    """Names of the shipped themes, sorted."""
    return tuple(sorted(path.stem for path in (CSS / "themes").glob("*.css")))


def sources(theme: str = DEFAULT_THEME) -> tuple[Path, ...]:
    """Return the files of one sheet in the order in which they are joined.

    Raises ValueError when the theme does not exist.
    """
    if theme not in themes():
        raise ValueError(f"unknown theme {theme!r}; known: {', '.join(themes())}")
    base = CSS / "base"
    return (
        CSS / "themes" / f"{theme}.css",
        *(base / f"{name}.css" for name in FIRST),
        *sorted((CSS / "components").glob("*.css")),
        *(base / f"{name}.css" for name in LAST),
    )


def assemble(theme: str = DEFAULT_THEME) -> str:
    """Return the whole sheet as text, without comments and space (they are for readers of the source)."""
    return _joined(sources(theme))


def work_sheet() -> str:
    """Return the sheet of pages that staff work in, the same way; it stands after that of a theme."""
    return _joined(sorted((CSS / "work").glob("*.css")))


def _joined(paths: Iterable[Path]) -> str:
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    text = _EDGES.sub("", _COMMENT.sub("", text))
    return _SPACE.sub(lambda found: "".join(filter(None, found.groups())), text).replace(";}", "}").strip() + "\n"


def filename(theme: str = DEFAULT_THEME) -> str:
    """Return the static path of a sheet: `ui/brink.css`, or `ui/brink-<theme>.css` for another theme."""
    return "ui/brink.css" if theme == DEFAULT_THEME else f"ui/brink-{theme}.css"


def class_names() -> frozenset[str]:
    """Return every class the sheets know. A test holds every template to it: a class without style is a mistake."""
    return frozenset(_CLASS.findall(_STRING.sub("", assemble() + work_sheet())))
