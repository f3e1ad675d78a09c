"""Working days by the Algemene termijnenwet: no Saturday, no Sunday, no day that the law or a decree calls free.

Pure: no clock, no database. What the law says is computed; which days a royal decree adds is read from
`workdays_nl.toml`. After the last year of that file a decree may still come, so a far day can turn out a day early.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_KINGS_DAY_SINCE = 2014


def easter(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    leaps = century // 4
    moon = (19 * (year % 19) + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((year % 19 + 11 * moon + 22 * week) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def decreed() -> frozenset[date]:
    """Return the days that a royal decree put on a par with a public holiday (art. 3, third paragraph)."""
    text = (Path(__file__).parent / "workdays_nl.toml").read_text(encoding="utf-8")
    return frozenset(one["day"] for one in tomllib.loads(text)["decreed"])


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year that the law names, those equated with them, and the decreed days."""
    sunday = easter(year)
    kings_day = date(year, 4, 27) if year >= _KINGS_DAY_SINCE else date(year, 4, 30)
    if kings_day.weekday() == 6:
        kings_day -= timedelta(days=1)
    moving = (sunday + timedelta(days=away) for away in (-2, 1, 39, 50))
    fixed = (date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset({kings_day, *moving, *fixed} | {day for day in decreed() if day.year == year})


def is_workday(day: date) -> bool:
    """Tell whether offices work on this day, as the law counts."""
    return day.weekday() < 5 and day not in holidays(day.year)


def on_or_after(day: date) -> date:
    """Return this day, or the first working day after it: where a term of the law ends (art. 1, first paragraph)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def last_year() -> int:
    """Return the last year of which decreed days are known: of a later year one may still be added."""
    return max(day.year for day in decreed())


def after(day: date, count: int) -> date:
    """Return the day `count` working days after `day`, which itself does not count. Zero or less gives `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def between(first: date, last: date) -> int:
    """Count the working days after `first` up to and including `last`."""
    return sum(is_workday(first + timedelta(days=away)) for away in range(1, (last - first).days + 1))
