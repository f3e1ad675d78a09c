"""`python tools/method_pages.py`: write docs/methods from the cards of the methods, a page for each and an index.

The card is the source: it is what the algorithm register publishes. A test fails when a page is not that of its card.
"""

import inspect
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
METHODS, PAGES = ROOT / "src" / "brink" / "methods", ROOT / "docs" / "methods"
COMMANDS = {
    "budgeting": "brink budget", "language": "brink read", "ledger": "brink verify", "matching": "brink match",
    "opinion": "brink map", "sortition": "brink draw", "portfolio": "brink portfolio", "weighting": "brink weigh",
}  # fmt: skip


def _part(title: str, text: str | list[str]) -> str:
    lines = [f"- {line}" for line in text] if isinstance(text, list) else [text]
    return "\n".join([f"## {title}", "", *lines, ""])


def names(method: str) -> list[str]:
    """Return the public names of a method, each with what it is for; functions first."""
    package = import_module(f"brink.methods.{method}")
    found = [(name, getattr(package, name)) for name in package.__all__]
    found = [(name, thing) for name, thing in found if callable(thing)]
    found.sort(key=lambda pair: (not inspect.isfunction(pair[1]), pair[0]))
    return [f"`{name}{_shape(thing)}`: {_first(thing)}" for name, thing in found]


def _functions(method: str) -> list[str]:
    """Return the functions of a method as links to its page."""
    package = import_module(f"brink.methods.{method}")
    own = sorted(name for name in package.__all__ if inspect.isfunction(getattr(package, name)))
    return [f"[`{name}`]({method}.md#from-python)" for name in own]


def _shape(thing: Any) -> str:
    if not inspect.isfunction(thing):
        return ""
    return "(" + ", ".join(inspect.signature(thing).parameters) + ")"


def _first(thing: Any) -> str:
    """Return the first sentence of a docstring."""
    text = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return text.partition(". ")[0].rstrip(".") + "."


def page(card: dict[str, Any]) -> str:
    """Return the page of one method."""
    papers = card.get("papers", card.get("paper", []))
    head = f"`{COMMANDS[card['name']]}`, version {card['version']}."
    parts = [f"# {card['title']}", "", head, "", card["purpose"], ""]
    parts += [_part("What goes in", card["inputs"])]
    parts += [_part("What comes out", card["outputs"])] if "outputs" in card else []
    parts += [_part("How", card["method"]), _part("What it cannot do", card["limits"])]
    parts += [_part("Sources", papers)] if papers else []
    package = f"Everything below stands in `brink.methods.{card['name']}`."
    parts += ["\n".join(["## From Python", "", package, "", *(f"- {line}" for line in names(card["name"])), ""])]
    return "\n".join(parts).rstrip() + "\n"


def pages() -> dict[str, str]:
    """Return all pages by file name."""
    cards = [tomllib.loads(path.read_text("utf-8")) for path in sorted(METHODS.glob("*/card.toml"))]
    rows = [
        f"| [{card['title']}]({card['name']}.md) | `{COMMANDS[card['name']]}` | {card['purpose']} |" for card in cards
    ]
    said = "Each is pure, useful without a site, and says what it cannot do. Written by `tools/method_pages.py`."
    index = ["# The methods", "", said, "", "Measured: [benchmarks](benchmarks.md).", ""]
    index += ["| Method | Command | For |", "|---|---|---|", *rows, ""]
    index += ["## The library", "", "Frozen data in, frozen results out; each page ends with all names of its package."]
    index += ["`import brink.methods; help(brink.methods)` says the same in Python.", ""]
    for card in cards:
        index += [f"- `brink.methods.{card['name']}`: {', '.join(_functions(card['name']))}"]
    return {"index.md": "\n".join(index) + "\n"} | {f"{card['name']}.md": page(card) for card in cards}


def main() -> int:
    """Write them."""
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
