"""Rules of ideas. Pure: no queries, no clock."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

IDEA, COMMENT = "idea", "comment"
"""The kinds of contributions of this instrument."""

_POINT = re.compile(r"^\s*(-?\d{1,3}[.,]\d+)\s*[,; ]\s*(-?\d{1,3}[.,]\d+)\s*$")
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")
# The Netherlands, roughly: whatever lies outside is a slip of the thumb or a swap of the two numbers.
_SOUTH, _NORTH, _WEST, _EAST = 50.7, 53.6, 3.3, 7.3


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form of a round decides."""

    comments: bool = True
    support: bool = True
    photos: bool = True
    before: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent has its default."""
        return cls(
            comments=bool(stored.get("comments", True)),
            support=bool(stored.get("support", True)),
            photos=bool(stored.get("photos", True)),
            before=stored.get("moderation", "after") == "before",
        )


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


def drawn(seed: int, ids: Iterable[object]) -> dict[str, str]:
    """Give each id a place that follows from the seed alone: breaks ties, the same on every machine."""
    return {str(one): hashlib.sha256(f"{seed} {one}".encode()).hexdigest() for one in ids}


def excerpt(text: str, limit: int = 240) -> str:
    """Return the first words of a text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit + 1].rsplit(' ', 1)[0][:limit]} …"


def split(title: str, text: str, limit: int = 100) -> tuple[str, str]:
    """Return what stands above an idea in a list and what stands below it, together its first words.

    Without a title the first sentence is the title; a sentence that is too long is cut and goes on below.
    """
    if title:
        return title, excerpt(text)
    line = " ".join(text.split())
    sentence = _SENTENCE.match(line)
    if sentence is not None and len(sentence.group(1)) <= limit:
        return sentence.group(1), excerpt(line[sentence.end() :])
    above = excerpt(line, limit)
    return above, "" if above == line else excerpt(line[len(above) - 2 :].strip())


def opening(title: str, text: str, limit: int = 100) -> tuple[str, str]:
    """Return the heading of the page of an idea and the words below it: together all that was said, nothing twice."""
    if title:
        return title, text
    sentence = _SENTENCE.match(text.split("\n", 1)[0])
    if sentence is not None and len(sentence.group(1)) <= limit:
        return sentence.group(1), text[len(sentence.group(1)) :].strip()
    return excerpt(text, limit), text


def headline(title: str, text: str, limit: int = 100) -> str:
    """Return the title, or else the first sentence of the text, or its first words."""
    return split(title, text, limit)[0]
