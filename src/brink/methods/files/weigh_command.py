"""`brink weigh`: a panel weighed to what is known of the population. The work is imported once that is understood."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from pathlib import Path

from .manual import documented
from .terminal import answer


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asked = _arguments(arguments)

    def work() -> int:
        from .weigh_run import run

        return run(asked)

    return answer(work)


def _arguments(arguments: list[str]) -> argparse.Namespace:
    ask = documented("weigh")
    ask.add_argument("panel", type=Path, metavar="PANEL", help=_("csv met een regel per deelnemer"))
    ask.add_argument("targets", type=Path, metavar="TARGETS", help=_("csv met variable,category,count"))
    ask.add_argument("--id", default="id", metavar="COLUMN", help=_("de kolom met een eigen naam of nummer voor ieder"))
    ask.add_argument("--trim", type=_bound, metavar="F", help=_("geen gewicht groter dan F keer het gemiddelde"))
    ask.add_argument("--weights", metavar="FILE", help=_("schrijf de gewichten (csv: id,weight)"))
    ask.add_argument("--start-weights", metavar="COLUMN", help=_("de kolom met het gewicht waarmee ieder begint"))
    missing = _("wie een randtotaal mist: laat weg (drop) of geef een eigen categorie (category)")
    ask.add_argument("--missing", choices=["drop", "category"], help=missing)
    ask.add_argument("--html", metavar="FILE", help=_("schrijf de uitslag als pagina"))
    ask.add_argument("--by", metavar="COLUMN", help=_("ook cijfers per categorie van deze kolom"))
    return ask.parse_args(arguments)


def _bound(text: str) -> float:
    """A number above 1: the largest weight cannot be less than the mean of all."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 < number < 1e9:
        raise argparse.ArgumentTypeError(_("'{value}' is geen getal boven 1").format(value=text))
    return number
