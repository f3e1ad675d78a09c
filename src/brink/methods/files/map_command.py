"""`brink map`: the opinion map of a Polis export. The work is imported only once the question is understood."""

from __future__ import annotations

import argparse
from functools import partial
from gettext import gettext as _
from pathlib import Path

from .manual import documented
from .terminal import answer, whole


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asked = _arguments(arguments)

    def work() -> int:
        from .map_run import run

        return run(asked)

    return answer(work)


def _arguments(arguments: list[str]) -> argparse.Namespace:
    ask = documented("map")
    ask.add_argument("votes", type=Path, metavar="VOTES", help=_("votes.csv of participants-votes.csv"))
    ask.add_argument("--statements", type=Path, metavar="FILE", help=_("comments.csv met de teksten"))
    ask.add_argument(
        "--agree", type=int, choices=[1, -1], default=1, help=_("het teken van eens: 1 in exports, -1 in de database")
    )
    ask.add_argument("--groups", type=partial(whole, least=2), metavar="K", help=_("zoveel groepen"))
    ask.add_argument("--compat", choices=["polis"], help=_("volg de regels van Polis"))
    ask.add_argument("--shuffle", type=partial(whole, least=1), metavar="N", help=_("husselt de stemmen N keer"))
    ask.add_argument("--assignments", metavar="FILE", help=_("schrijf per deelnemer groep en plaats (csv)"))
    ask.add_argument("--svg", metavar="FILE", help=_("schrijf de kaart als tekening"))
    ask.add_argument("--html", metavar="FILE", help=_("schrijf de kaart als pagina"))
    return ask.parse_args(arguments)
