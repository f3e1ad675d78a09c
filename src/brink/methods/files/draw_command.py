"""`brink draw`: the fairest lottery for an assembly, with letters before it, and reveal, drop-outs and tables after it.

The work is imported once the question is understood.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from importlib import import_module
from pathlib import Path

from .manual import documented
from .terminal import Parser, answer, whole


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    asks, module, function = _ACTS.get(arguments[0] if arguments else "", (_draw, "draw_run", "run"))
    asked = asks(arguments[1:] if asks is not _draw else arguments)

    def work() -> int:
        code: int = getattr(import_module(f"brink.methods.files.{module}"), function)(asked)
        return code

    return answer(work)


def _draw(arguments: list[str]) -> argparse.Namespace:
    ask = documented("draw")
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
    ask.add_argument(
        "--tickets", type=partial(whole, least=1, most=100_000), default=1_000, metavar="N",
        help=_("zoveel genummerde groepen komen in het dossier"),
    )  # fmt: skip
    ask.add_argument("--selected", metavar="FILE", help=_("schrijf een groep die volgt uit --seed, met eigen kolommen"))
    ask.add_argument("--remaining", metavar="FILE", help=_("schrijf wie niet in die groep zit, met eigen kolommen"))
    ask.add_argument("--html", metavar="FILE", help=_("schrijf de kansen en quota als pagina"))
    ask.add_argument("--record", type=Path, metavar="DIR", help=_("nieuwe map voor het dossier van de loting"))
    ask.add_argument("--source", default="", metavar="TEXT", help=_("waar het toeval straks vandaan komt"))
    ask.add_argument(
        "--pick", choices=["hash", "number"], default="hash",
        help=_("het lot volgt uit de trekking (hash) of is het getrokken getal zelf (number)"),
    )  # fmt: skip
    return ask.parse_args(arguments)


def _reveal(arguments: list[str]) -> argparse.Namespace:
    ask = _after("draw reveal")
    ask.add_argument("--randomness", nargs="+", required=True, metavar="TEXT", help=_("wat er getrokken is"))
    _lists(ask)
    return ask.parse_args(arguments)


def _lists(ask: Parser) -> None:
    """The options that write people's own rows after the draw."""
    ask.add_argument("--respondents", type=Path, metavar="FILE", help=_("respondents.csv waarmee geloot is"))
    ask.add_argument("--id", metavar="COLUMN", help=_("de kolom met een eigen naam of nummer voor ieder"))
    ask.add_argument("--selected", metavar="FILE", help=_("schrijf wie in de groep zit, met eigen kolommen"))
    ask.add_argument("--remaining", metavar="FILE", help=_("schrijf wie er niet in zit, met eigen kolommen"))


def _replace(arguments: list[str]) -> argparse.Namespace:
    ask = _after("draw replace")
    ask.add_argument("--without", nargs="+", required=True, metavar="ID", help=_("wie uitvalt"))
    ask.add_argument("--reason", default="", metavar="TEXT", help=_("waarom (zonder reden is het een voorstel)"))
    ask.add_argument("--by", default="", metavar="NAME", help=_("wie dit doet"))
    ask.add_argument("--second", default="", metavar="NAME", help=_("wie meekijkt: een ander"))
    ask.add_argument("--randomness", nargs="+", default=[], metavar="TEXT", help=_("wat er getrokken is"))
    _lists(ask)
    return ask.parse_args(arguments)


def _alternates(arguments: list[str]) -> argparse.Namespace:
    ask = _after("draw alternates")
    ask.add_argument("--count", type=partial(whole, least=1), required=True, metavar="N", help=_("zoveel reserves"))
    ask.add_argument("--dropout", type=_chance, default=0.1, metavar="P", help=_("kans dat iemand uitvalt"))
    return ask.parse_args(arguments)


def _after(command: str) -> Parser:
    ask = documented(command)
    ask.add_argument("folder", type=Path, metavar="DIR", help=_("het dossier van de loting"))
    return ask


def _tables(arguments: list[str]) -> argparse.Namespace:
    ask = documented("draw tables")
    some = partial(whole, least=1, most=1_000)
    ask.add_argument("panel", type=Path, metavar="PANEL", help=_("csv met een regel per mens"))
    ask.add_argument("--tables", type=some, required=True, metavar="T", help=_("zoveel tafels"))
    ask.add_argument("--rounds", type=some, required=True, metavar="R", help=_("zoveel rondes"))
    ask.add_argument("--id", metavar="COLUMN", help=_("de kolom met een eigen naam of nummer voor ieder"))
    mixed = _("hiervan zit aan elke tafel van alles wat")
    ask.add_argument("--mix", nargs="+", default=[], metavar="COLUMN", help=mixed)
    ask.add_argument("--together", metavar="COLUMN", help=_("wie hier hetzelfde heeft, zit altijd samen"))
    ask.add_argument("--apart", metavar="COLUMN", help=_("wie hier hetzelfde heeft, zit nooit samen"))
    ask.add_argument("--fixed", metavar="COLUMN", help=_("het vaste tafelnummer van wie er een heeft"))
    ask.add_argument("--absent", nargs="+", default=[], metavar="ID", help=_("wie er niet is"))
    ask.add_argument("--earlier", type=Path, metavar="FILE", help=_("eerdere indeling waarvan rondes gehouden zijn"))
    ask.add_argument("--held", type=some, default=None, metavar="N", help=_("zoveel rondes daarvan zijn gehouden"))
    ask.add_argument("--csv", metavar="FILE", help=_("schrijf de indeling als tabel"))
    return ask.parse_args(arguments)


def _letters(arguments: list[str]) -> argparse.Namespace:
    ask = documented("draw letters")
    many = partial(whole, least=1, most=100_000_000)
    ask.add_argument("register", type=Path, metavar="REGISTER", help=_("csv met een regel per mens"))
    ask.add_argument("--letters", type=many, required=True, metavar="N", help=_("zoveel brieven"))
    waiting = _("golven die in reserve blijven")
    ask.add_argument("--reserve", type=many, nargs="+", default=[], metavar="N", help=waiting)
    ask.add_argument("--id", metavar="COLUMN", help=_("de kolom met een eigen naam of nummer voor ieder"))
    ask.add_argument("--place", metavar="COLUMN", help=_("de kolom met de gemeente"))
    ask.add_argument("--places", type=many, metavar="N", help=_("zoveel gemeenten doen mee, geloot naar grootte"))
    ask.add_argument(
        "--same-address", action="append", default=[], metavar="COLUMN",
        help=_("hoogstens 1 van elk adres; geef dit vaker als een adres uit meer kolommen bestaat"),
    )  # fmt: skip
    ask.add_argument("--csv", metavar="FILE", help=_("schrijf wie een brief krijgt als tabel"))
    return ask.parse_args(arguments)


_ACTS: dict[str, tuple[Callable[[list[str]], argparse.Namespace], str, str]] = {
    "reveal": (_reveal, "draw_followup", "reveal"),
    "replace": (_replace, "draw_followup", "replace"),
    "alternates": (_alternates, "draw_followup", "ahead"),
    "tables": (_tables, "draw_tables", "run"),
    "letters": (_letters, "draw_letters", "run"),
}


def _chance(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(_("'{value}' is geen kans van 0 tot 1").format(value=text))
    return number


def _cap(text: str) -> float:
    """A number from 1: a lower one cannot be, since the chances add up to the seats."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number < 1e9:
        raise argparse.ArgumentTypeError(_("'{value}' is geen getal vanaf 1").format(value=text))
    return number
