"""What every picture is drawn with: elements, text, numbers, and a random that is the same on every visit."""

from hashlib import blake2b
from xml.etree import ElementTree as Tree


class Svg(str):
    """Markup of a finished picture. Templates may print it as it is: `serialise` wrote it, with all text escaped."""

    def __html__(self) -> str:
        """Return the markup itself; this is how Django and Jinja ask whether text is markup."""
        return self


def number(value: float) -> str:
    """Return a coordinate with one decimal at most: 12.0 becomes "12"."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


def canvas(width: float, height: float, css_class: str, top: float = 0) -> Tree.Element:
    """Return an empty drawing that screen readers pass by: the text twin beside it says the same."""
    return Tree.Element(
        "svg",
        {
            "class": css_class,
            "viewBox": f"0 {number(top)} {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "aria-hidden": "true",
            "focusable": "false",
        },
    )


def add(parent: Tree.Element, tag: str, css_class: str = "", text: str = "", **attributes: float | str) -> Tree.Element:
    """Append an element. Underscores in attribute names become hyphens; numbers are shortened; empty classes go."""
    named = {"class": css_class} if css_class else {}
    for name, value in attributes.items():
        named[name.replace("_", "-")] = value if isinstance(value, str) else number(value)
    child = Tree.SubElement(parent, tag, named)
    if text:
        child.text = text
    return child


def serialise(root: Tree.Element) -> Svg:
    """Return the drawing as markup for in a page (no namespace needed there)."""
    return Svg(Tree.tostring(root, encoding="unicode", short_empty_elements=True))


class SteadyRandom:
    """Numbers that look random and are the same for the same seed, on every machine and version.

    A drawing must not jump between two visits, and Python's own generator may change. Nothing here is secret.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._count = 0

    def between(self, low: float, high: float) -> float:
        """Return the next number, at least `low` and below `high`."""
        self._count += 1
        digest = blake2b(self._seed + self._count.to_bytes(8, "big"), digest_size=8).digest()
        return low + (high - low) * int.from_bytes(digest, "big") / 2**64
