"""Points on the earth: read from what somebody typed, and rounded to squares of 500 metres for everybody. Pure."""

import math
import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from brink.domain.places.name_matching import EARTH_RADIUS_KM
from brink.foundation.errors import BadInput

SQUARE_KM = 0.5
"""The side of the square of which everybody reads the middle, in the place of a point in it."""
_STEP = math.degrees(SQUARE_KM / EARTH_RADIUS_KM)
# Two numbers that are a point in this country, in either order, whatever stands around them.
_NORTHING, _EASTING = r"(5[0-3][.,]\d{3,})", r"([3-7][.,]\d{3,})"
_BETWEEN = r"\s*°?\s*[NnBbEeOoLl]*\.?[,;/\s]\s*[NnEeOo]?\s*"
_END = r"(?!\d)(?:\s*°\s*[NnEeOo]?\b)?"
_PAIR = re.compile(rf"(?<![\d.,])(?:{_NORTHING}{_BETWEEN}{_EASTING}|{_EASTING}{_BETWEEN}{_NORTHING}){_END}")
# A text that is two numbers and nothing else may be rougher.
_ALONE = re.compile(r"^\s*(-?\d{1,3}[.,]\d+)\s*[,;/ ]\s*(-?\d{1,3}[.,]\d+)\s*$")
# The Netherlands, roughly: whatever lies outside is a slip of the thumb or a swap of the two numbers.
_SOUTH, _NORTH, _WEST, _EAST = 50.7, 53.6, 3.3, 7.3


class Coordinates(NamedTuple):
    """A point: degrees north, and degrees east."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.5f},{self.longitude:.5f}"


def square_of(point: Coordinates) -> Coordinates:
    """Return the middle of the square of 500 metres in which a point lies: all that anybody outside may know of it.

    The middle of a square lies in that square, so rounding twice is rounding once.
    """
    latitude = (math.floor(point.latitude / _STEP) + 0.5) * _STEP
    step = _STEP / math.cos(math.radians(latitude))
    longitude = (math.floor(point.longitude / step) + 0.5) * step
    return Coordinates(round(latitude, 5), round(longitude, 5))


def read_point(text: str) -> Coordinates | None:
    """Read "52.85120,6.90340", as a form keeps a point; None when the text is none."""
    found = _ALONE.match(text)
    return _read(found) if found else None


def taken_from(text: str) -> tuple[str, Coordinates | None]:
    """Return the words of a text without the point that stands in them, and that point.

    "bij de kerk, 52,8512 6,9034" gives "bij de kerk" and the point. Raises BadInput for a point far away.
    """
    found = _ALONE.match(text) or _PAIR.search(text)
    if found is None:
        return text, None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    words = re.sub(r"\(\s*\)|\s+", " ", rest).strip(" ,;:/()@")
    others, _point = taken_from(words) if words else ("", None)
    return others, checked(_read(found))


def near_home(point: Coordinates) -> bool:
    """Tell whether a point lies in the Netherlands, roughly."""
    return _SOUTH <= point.latitude <= _NORTH and _WEST <= point.longitude <= _EAST


def checked(point: Coordinates) -> Coordinates:
    """Return a point in the Netherlands. Raises BadInput for any other."""
    if not near_home(point):
        raise BadInput(_("Dit punt ligt niet in Nederland. Schrijf eerst 52,… en dan 6,…"), "place")
    return point


def _read(found: re.Match[str]) -> Coordinates:
    one, other = (float(part.replace(",", ".")) for part in found.groups() if part)
    return Coordinates(one, other)
