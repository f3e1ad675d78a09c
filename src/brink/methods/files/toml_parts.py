"""Reading a TOML file that a person wrote: parts with their lines, numbers exactly, faults in plain sentences."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from gettext import gettext as _
from pathlib import Path
from typing import Any

from .reading import whole_text
from .table import Faults
from .terminal import BadInput

_MOST_DECIMALS, _LARGEST = 4, 10**11  # so that a hundred of them, in whole parts, stay far below 2^59


def plain(amount: int, unit: int) -> str:
    """A whole number of parts as a decimal number."""
    text = f"{Decimal(amount) / unit:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class TomlParts:
    """One file: its faults with the line of the part they are in."""

    def __init__(self, path: Path) -> None:
        self.path, self.faults = path, Faults(path)
        text = whole_text(path)
        self.lines = text.splitlines()
        try:
            self.found: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            sentence = _("Dit is geen goede TOML. Controleer aanhalingstekens, haken en komma's.")
            raise BadInput(path, int(place[1]) if place else len(self.lines), sentence) from None

    def tables(self, name: str) -> list[dict[str, Any]]:
        """The parts `[[name]]` in order; a fault when it is something else."""
        found = self.found.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.faults.add(None, _("'{name}' is geen lijst van delen. Schrijf [[{name}]].").format(name=name))
            return []
        return found

    def line(self, name: str, at: int) -> int | None:
        """The line where part number `at` of a name begins."""
        places = [n for n, text in enumerate(self.lines, 1) if text.split("#")[0].strip() == f"[[{name}]]"]
        return places[at] if at < len(places) else None

    def number(self, value: object, line: int | None, what: str) -> Decimal:
        """A number, or a fault."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.faults.add(line, _("'{what}' mist een getal. Vul het in.").format(what=what))
            return Decimal(0)
        found = Decimal(value)
        exponent = found.as_tuple().exponent
        small = found.is_finite() and isinstance(exponent, int) and exponent >= -_MOST_DECIMALS
        if not small or abs(found) > _LARGEST:
            sentence = _("Het getal bij '{what}' is te groot of heeft meer dan 4 decimalen. Verbeter het.")
            self.faults.add(line, sentence.format(what=what))
            return Decimal(0)
        return found
