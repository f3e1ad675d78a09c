"""`brink draw`: the fairest lottery for a citizens' assembly. The work is imported once the question is understood."""

from __future__ import annotations

import argparse
from functools import partial
from gettext import gettext as _
from pathlib import Path

from .asking import answer, parser, whole


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asked = _arguments(arguments)

    def work() -> int:
        from .draw_work import run

        return run(asked)

    return answer(work)


def _arguments(arguments: list[str]) -> argparse.Namespace:
    ask = parser("draw", _("Berekent de eerlijkste loting voor een burgerberaad."))
    ask.add_argument("categories", type=Path, metavar="CATEGORIES", help=_("categories.csv met de quota"))
    ask.add_argument("respondents", type=Path, metavar="RESPONDENTS", help=_("respondents.csv met wie zich opgaf"))
    ask.add_argument("--seats", type=partial(whole, least=1), required=True, metavar="K", help=_("zoveel plaatsen"))
    ask.add_argument("--id", metavar="COLUMN", help=_("de kolom met een eigen naam of nummer voor ieder"))
    ask.add_argument(
        "--same-address", action="append", default=[], metavar="COLUMN",
        help=_("hoogstens 1 van elk adres; geef dit vaker als een adres uit meer kolommen bestaat"),
    )  # fmt: skip
    ask.add_argument(
        "--objective", choices=["leximin", "maximin"], default="leximin", help=_("hoe eerlijk (leximin)")
    )
    ask.add_argument("--cap", type=_cap, metavar="C", help=_("geen kans groter dan C keer die van een vrije loting"))
    return ask.parse_args(arguments)


def _cap(text: str) -> float:
    """A number from 1: a lower one cannot be, since the chances add up to the seats."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number < 1e9:
        raise argparse.ArgumentTypeError(_("'{value}' is geen getal vanaf 1").format(value=text))
    return number
