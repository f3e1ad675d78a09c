"""What was asked for, and which test shows it: `docs/requirements.md`, made from `docs/requirements.toml`.

`python tools/requirements.py --write` makes the page; without it the page is printed. A test holds that the page is
what this makes, that no id is missing, and that each named test exists and goes through a page or a command
(`tests/architecture/test_requirements.py`).
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT / "docs" / "requirements.toml"
PAGE = ROOT / "docs" / "requirements.md"
# The sources with their letter, how many requirements each holds, and their name. M is what the others left out.
SOURCES = (
    ("W", 42, "Werkconferentie over verbindend besturen (2021)"),
    ("D", 28, "Beleidsdossier (2023)"),
    ("C", 29, "Coalitieakkoord, hoofdstuk over bestuur"),
    ("H", 49, "Handreiking open planproces"),
    ("S", 23, "Werkconferentie over de samenwerkende overheid (2018)"),
    ("M", 23, "Wat de vijf stukken samen vragen en geen rij had"),
)
TABLE = ("| eis | wat | stand | test | wat ontbreekt |", "|---|---|---|---|---|")
STATES = {"works": "werkt", "partly": "deels", "absent": "ontbreekt"}
HEAD = """# Wat er gevraagd is, en welke test het laat zien

Gemaakt door `tools/requirements.py` uit `requirements.toml`. Wie iets wijzigt, wijzigt dat bestand en maakt deze
bladzijde opnieuw: `python tools/requirements.py --write`.

- **werkt**: wie het nodig heeft, kan het door een pagina of een opdracht, en de eis zelf houdt stand.
- **deels**: er is iets waar mensen iets aan hebben; wat er nog niet is, staat erbij.
- **ontbreekt**: er is niets, of alleen een tekst.

Elke test hier opent een pagina, geeft een opdracht, of doet wat een browser doet. Achter wat ontbreekt staat het nummer
van de taak die het bouwt.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that was asked for."""

    id: str
    name: str
    state: str
    tests: tuple[str, ...] = ()
    lacks: str = ""
    issue: int = 0


def ids() -> list[str]:
    """Return every id there is, in order."""
    return [f"{letter}{number:02}" for letter, count, _name in SOURCES for number in range(1, count + 1)]


def read(text: str) -> list[Requirement]:
    """Return the requirements of the file; an id that stands in it twice is no TOML."""
    rows: dict[str, dict[str, Any]] = tomllib.loads(text)
    return [
        Requirement(
            id=key,
            name=row["name"],
            state=row["state"],
            tests=tuple(row.get("tests", ())),
            lacks=row.get("lacks", ""),
            issue=row.get("issue", 0),
        )
        for key, row in rows.items()
    ]


def _link(test: str) -> str:
    path, name = test.split("::")
    return f"[`{name.removeprefix('test_')}`](../{path})"


def _line(one: Requirement) -> str:
    lacks = one.lacks + (f" (taak {one.issue})" if one.issue else "")
    shown = "<br>".join(map(_link, one.tests))
    return f"| {one.id} | {one.name} | {STATES[one.state]} | {shown} | {lacks} |"


def _counts(rows: list[Requirement]) -> str:
    return " | ".join(str(sum(one.state == state for one in rows)) for state in STATES)


def page(rows: list[Requirement]) -> str:
    """Return the whole page: how many work, and one table for each source."""
    of = {letter: [one for one in rows if one.id[0] == letter] for letter, _count, _name in SOURCES}
    lines = [HEAD, f"| bron | eisen | {' | '.join(STATES.values())} |", "|---|---|---|---|---|"]
    lines += [f"| {name} ({letter}) | {len(of[letter])} | {_counts(of[letter])} |" for letter, _count, name in SOURCES]
    lines.append(f"| **samen** | {len(rows)} | {_counts(rows)} |")
    for letter, _count, name in SOURCES:
        lines += ["", f"## {letter}: {name}", "", *TABLE]
        lines += map(_line, of[letter])
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page, or print it."""
    made = page(read(DATA.read_text("utf-8")))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(made, "utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    main()
