"""A point on the map, read from two numbers. Pure."""

import re

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

_POINT = re.compile(r"^\s*(-?\d{1,3}[.,]\d+)\s*[,; ]\s*(-?\d{1,3}[.,]\d+)\s*$")
# The Netherlands, roughly: whatever lies outside is a slip of the thumb or a swap of the two numbers.
_SOUTH, _NORTH, _WEST, _EAST = 50.7, 53.6, 3.3, 7.3


def point(text: str) -> tuple[float, float] | None:
    """Read "52,8512 6,9034" as (latitude, longitude); None when the text is no point at all.

    Raises BadInput when it is a point outside the Netherlands.
    """
    found = _POINT.match(text)
    if found is None:
        return None
    latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        raise BadInput(_("Dit punt ligt niet in Nederland. Schrijf eerst 52,… en dan 6,…"), "place")
    return latitude, longitude
