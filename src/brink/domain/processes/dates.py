"""Days and terms: what may be planned when, and how a day is written. Pure, read in Europe/Amsterdam."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from django.utils.formats import date_format

from brink.foundation import clock

# Days that must lie between an event and the end of a statutory term: words spoken later cannot be used in time.
# The working conference asked for this; seven is ours (domain.md F12 and journey A).
MARGIN_DAYS = 7

# Between these lie the days that somebody may mean; others are slips.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)

# The last moment of a round of a standing question: a moment that never comes.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def day_of(moment: datetime) -> date:
    """Return the day on the wall in Drenthe at this moment."""
    return moment.astimezone(clock.AMSTERDAM).date()


def last_day(closes_at: datetime) -> date:
    """Return the last day that counts ("tot en met") of something that closes at `closes_at`."""
    return day_of(closes_at - timedelta(microseconds=1))


def in_words(day: date) -> str:
    """Write a day in full, in the reader's language: "zondag 1 november 2026"."""
    return date_format(day, "l j F Y")


class Term(Protocol):
    """What is asked of a term that the law sets: its name and its last day."""

    @property
    def name(self) -> str:
        """The name of the term."""

    @property
    def closes_on(self) -> date:
        """The last day of the term."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An event that lies too close to the end of a statutory term. `latest` is the last day that is early enough."""

    term: str
    closes_on: date
    latest: date


def timing_conflict(day: date, terms: Iterable[Term], decided_on: date | None = None) -> Conflict | None:
    """Return the first term that makes an event on `day` too late, or None when the day is fine.

    Too late is fewer than `MARGIN_DAYS` before a term closes, or after it. From the day after the decision
    (`decided_on`) an event cannot be meant for that term any more, so it is free again.
    """
    if decided_on is not None and day > decided_on:
        return None
    for term in sorted(terms, key=lambda one: one.closes_on):
        latest = term.closes_on - timedelta(days=MARGIN_DAYS)
        if day > latest:
            return Conflict(term.name, term.closes_on, latest)
    return None
