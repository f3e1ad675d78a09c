"""`python tools/method_pages.py`: write docs/methods from the cards of the methods, a page for each and an index.

The card is the source: it is what the algorithm register publishes. A test fails when a page is not that of its card.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
METHODS, PAGES = ROOT / "src" / "brink" / "methods", ROOT / "docs" / "methods"
COMMANDS = {
    "budgeting": "brink budget", "language": "brink read", "ledger": "brink verify", "matching": "brink match",
    "opinion": "brink map", "sortition": "brink draw", "weighting": "brink weigh",
}  # fmt: skip


def _part(title: str, text: str | list[str]) -> str:
    lines = [f"- {line}" for line in text] if isinstance(text, list) else [text]
    return "\n".join([f"## {title}", "", *lines, ""])


def page(card: dict[str, Any]) -> str:
    """Return the page of one method."""
    papers = card.get("papers", card.get("paper", []))
    head = f"`{COMMANDS[card['name']]}`, version {card['version']}."
    parts = [f"# {card['title']}", "", head, "", card["purpose"], ""]
    parts += [_part("What goes in", card["inputs"])]
    parts += [_part("What comes out", card["outputs"])] if "outputs" in card else []
    parts += [_part("How", card["method"]), _part("What it cannot do", card["limits"])]
    parts += [_part("Sources", papers)] if papers else []
    return "\n".join(parts).rstrip() + "\n"


def pages() -> dict[str, str]:
    """Return all pages by file name."""
    cards = [tomllib.loads(path.read_text("utf-8")) for path in sorted(METHODS.glob("*/card.toml"))]
    rows = [
        f"| [{card['title']}]({card['name']}.md) | `{COMMANDS[card['name']]}` | {card['purpose']} |" for card in cards
    ]
    said = "Each is pure, useful without a site, and says what it cannot do. Written by `tools/method_pages.py`."
    index = ["# The methods", "", said, "", "Measured: [benchmarks](benchmarks.md).", ""]
    index += ["| Method | Command | For |", "|---|---|---|", *rows]
    return {"index.md": "\n".join(index) + "\n"} | {f"{card['name']}.md": page(card) for card in cards}


def main() -> int:
    """Write them."""
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
