"""How names and postcodes of places are compared. Pure."""

import math
import re

from django.utils.text import slugify

_POSTCODE = re.compile(r"\s*([1-9]\d{3})\s?(?:[A-Za-z]{2})?\s*")
EARTH_RADIUS_KM = 6371.0


def fold(name: str) -> str:
    """Return a name as it is compared: small letters and digits, no accents, words joined by dashes."""
    return slugify(name)


def postcode_digits(text: str) -> str | None:
    """Return the four digits of a Dutch postcode ("7884", "7884 AB", "7884ab"), or None when it is none."""
    match = _POSTCODE.fullmatch(text)
    return match.group(1) if match else None


def typos_allowed(query: str) -> int:
    """Return how many slips a query may hold: none in three letters, one in a short name, two in a long one."""
    return 0 if len(query) < 4 else 1 if len(query) < 8 else 2


def prefix_distance(query: str, name: str) -> int:
    """Return the fewest slips by which `query` becomes some beginning of `name`.

    A slip is one letter too many, too few, wrong, or two neighbours swapped (optimal string alignment).
    """
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(query, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(name, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and query[i - 2] == other:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return min(row)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance over the earth between two points in degrees, in kilometres (haversine)."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    turn = math.radians(other_longitude - longitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))
