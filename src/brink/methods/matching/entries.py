"""What goes into the index and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Period = tuple[date, date]  # first and last day


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to be found: a title, perhaps a body, and what is known of place, theme and time.

    `place` and `theme` are the caller's own keys; entries of different bodies that use the same keys meet on them.
    Raises ValueError for a period that ends before it begins.
    """

    key: str
    text: str
    body: str = ""
    place: str | None = None
    theme: str | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        if self.period is not None and self.period[1] < self.period[0]:
            raise ValueError(f"entry {self.key}: the period ends before it begins")


class Why(StrEnum):
    """The kinds of reason; a page puts its own words to them."""

    SAME = "same"  # the same text but for capitals, accents and punctuation
    WORDS = "words"  # words in both
    PARTS = "parts"  # parts of words in both
    TOPIC = "topic"  # other words for one topic
    PLACE = "place"
    THEME = "theme"
    TIME = "time"


IN_THE_TEXT = frozenset({Why.SAME, Why.WORDS, Why.PARTS, Why.TOPIC})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry was suggested: the kind, and what the two share (words, parts, topics, place, theme or dates)."""

    kind: Why
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A suggestion: key of the entry, score from 0 (nothing shared) to 1 (the same), and why."""

    key: str
    score: float
    why: tuple[Reason, ...]
