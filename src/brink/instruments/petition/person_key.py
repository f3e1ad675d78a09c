"""Who is the same person by the written policy: name and birth date, however they are written. Pure.

Two declarations with the same name and birth date are one person, whatever the capitals, accents, spaces, hyphens and
dots. Another birth date is always another person. "J." and "Jan" are two: a person decides about such a pair.
"""

import re
import unicodedata
from contextlib import suppress
from datetime import date

PREFIXES = frozenset({"van", "de", "der", "den", "het", "t", "ten", "ter", "te", "la", "le", "el", "op", "in", "s"})
_NOT_WRITTEN = re.compile(r"[\W_]+")
_DAY = re.compile(r"\D*(\d{1,2})\D+(\d{1,2})\D+(\d{4})\D*")
_PLACE_OF_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
YEARS_LONGEST = 120


def _bare(text: str) -> str:
    """Return letters without capitals and marks, words apart."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(one for one in spread if not unicodedata.combining(one))
    return plain.translate(_PLACE_OF_LETTERS)


def folded(text: str) -> str:
    """Return a text as it is compared: no capitals, accents, spaces, hyphens or dots."""
    return _NOT_WRITTEN.sub("", _bare(text))


def person(name: str, born: str) -> str:
    """Return what two declarations of one person have in common: the whole name and the birth date."""
    day = read_day(born)
    return f"{day.isoformat() if day else 'x' + folded(born)} {folded(name)}"


def near(name: str, place: str, born: str) -> str:
    """Return what makes a pair worth a look: the same birth date and place, and a last name that begins alike."""
    parts = [one for one in _NOT_WRITTEN.split(_bare(name)) if one]
    last = next((one for one in reversed(parts) if one not in PREFIXES), "")
    day = read_day(born)
    return f"{day.isoformat() if day else 'x' + folded(born)} {folded(place)} {last[:4]}"


def mailbox(address: str) -> str:
    """Return the mailbox behind an address: `+tag` and capitals make no other one, nor dots at one large provider."""
    name, _at, domain = address.strip().casefold().rpartition("@")
    name, domain = name.partition("+")[0], domain.rstrip(".")
    if domain in ("gmail.com", "googlemail.com"):
        name, domain = name.replace(".", ""), "gmail.com"
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{name}@{domain}"


def read_day(text: str) -> date | None:
    """Return the day that somebody wrote: 7 3 1961, 07-03-1961 or 1961-03-07; None when there is no such day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(one) for one in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def age_on(born: date, day: date) -> int:
    """Return how old somebody is on a day; who was born on 29 February is a year older on 28 February."""
    birthday = (born.month, min(born.day, 28)) if (born.month, born.day) == (2, 29) else (born.month, born.day)
    return day.year - born.year - ((day.month, day.day) < birthday)
