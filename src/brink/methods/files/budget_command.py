"""`brink budget`: winners of a participatory budget from a Pabulib file, or the record to recompute them from.

The work is imported only once the question is understood.
"""

from __future__ import annotations

import argparse
from gettext import gettext as _
from pathlib import Path

from .manual import documented
from .terminal import Parser, answer


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    record = arguments[:1] == ["record"]
    asked = _arguments(arguments[1:] if record else arguments, record=record)

    def work() -> int:
        from .budget_run import run

        return run(asked)

    return answer(work)


def _arguments(arguments: list[str], *, record: bool) -> argparse.Namespace:
    ask = documented("budget record" if record else "budget")
    ask.add_argument("file", type=Path, metavar="FILE.pb", help=_("verkiezing in het formaat van Pabulib"))
    if record:
        ask.add_argument("folder", type=Path, metavar="DIR", help=_("nieuwe map voor alles om mee na te rekenen"))
    ask.set_defaults(explain=False)
    if not record:
        ask.add_argument("--explain", action="store_true", help=_("leg uit waarom elk project won of verloor"))
    _rule(ask)
    asked = ask.parse_args(arguments)
    if not record:
        asked.folder = None
    return asked


def _rule(ask: Parser) -> None:
    ask.add_argument("--rule", choices=["equal-shares", "greedy"], default="equal-shares", help=_("de kiesregel"))
    ask.add_argument("--utility", choices=["cost", "cardinality"], default="cost", help=_("wat een winnaar waard is"))
    ask.add_argument(
        "--completion",
        choices=["none", "add1", "add1-exhaustive", "utilitarian"],
        default="none",
        help=_("wat er gebeurt met geld dat overblijft"),
    )
    ask.add_argument(
        "--last-place", type=int, choices=[1, 0], default=1, help=_("punten van de laatste op een rangorde")
    )
    ask.add_argument("--html", metavar="FILE", help=_("schrijf de uitslag als pagina"))
    ask.add_argument("--lines", type=Path, metavar="FILE", help=_("csv met line,floor,ceiling: budgetregels"))
    ask.add_argument(
        "--line-column", default="category", metavar="NAME", help=_("kolom bij PROJECTS met de budgetregels")
    )
