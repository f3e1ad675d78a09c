"""Reading a file with figures of research among residents. Pure: text in, rows out, or one sentence about a slip."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

LARGEST = 200_000
_TEXTS = {"sleutel": 60, "naam": 200, "betekenis": 1_000, "eenheid": 40, "bron": 300}


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure as the file has it."""

    key: str
    name: str
    meaning: str
    unit: str
    source: str
    year: int
    value: Decimal
    until: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A whole file: which research, and its figures in order."""

    research: str
    figures: tuple[Measured, ...]


def read(text: str, today: date) -> Baseline:
    """Return what a file says; raises BadInput that names the figure and what to mend. Nothing without a source."""
    if len(text) > LARGEST:
        raise BadInput(_("Dit bestand is te groot. Maak het kleiner."))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_("Dit bestand is geen TOML: %(error)s") % {"error": error}) from error
    research, rows = data.get("onderzoek"), data.get("cijfer")
    key = research.get("sleutel", "") if isinstance(research, dict) else ""
    if not isinstance(key, str) or not key or slugify(key) != key:
        raise BadInput(_("Zet bij [onderzoek] een sleutel van kleine letters, cijfers en streepjes."))
    if not isinstance(rows, list) or not rows:
        raise BadInput(_("Er staat geen [[cijfer]] in. Voeg er één toe."))
    figures = tuple(_figure(place, one, today) for place, one in enumerate(rows, start=1))
    seen = [(one.key, one.year) for one in figures]
    twice = next((one for one in seen if seen.count(one) > 1), None)
    if twice is not None:
        raise BadInput(_("Cijfer ‘%(key)s’ staat er twee keer in voor één jaar.") % {"key": twice[0]})
    return Baseline(key[:60], figures)


def _figure(place: int, row: Any, today: date) -> Measured:
    where = {"place": place}
    if not isinstance(row, dict):
        raise BadInput(_("Cijfer %(place)d is geen [[cijfer]].") % where)
    texts: dict[str, str] = {}
    for name, most in _TEXTS.items():
        text = row.get(name)
        if not isinstance(text, str) or not text.strip():
            raise BadInput(_("Bij cijfer %(place)d ontbreekt ‘%(name)s’.") % {**where, "name": name})
        if len(text.strip()) > most:
            raise BadInput(_("Bij cijfer %(place)d is ‘%(name)s’ te lang.") % {**where, "name": name})
        texts[name] = text.strip()
    if slugify(texts["sleutel"]) != texts["sleutel"]:
        said = _("Bij cijfer %(place)d kan de sleutel alleen kleine letters, cijfers en streepjes hebben.")
        raise BadInput(said % where)
    year, value, until = row.get("jaar"), _number(row.get("waarde")), _number(row.get("tot"))
    if not isinstance(year, int) or not 1900 <= year <= today.year:
        raise BadInput(_("Bij cijfer %(place)d klopt het jaar niet.") % where)
    if value is None or ("tot" in row and (until is None or until <= value)):
        raise BadInput(_("Bij cijfer %(place)d klopt de waarde niet.") % where)
    return Measured(
        texts["sleutel"], texts["naam"], texts["betekenis"], texts["eenheid"], texts["bron"], year, value, until
    )


def _number(value: Any) -> Decimal | None:
    """Return a number with at most one decimal, or None for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = Decimal(str(value))
    fits = number.is_finite() and abs(number) < 10**8 and number == round(number, 1)
    return round(number, 1) if fits else None
