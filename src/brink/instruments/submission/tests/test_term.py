"""The term: golden days, worked out by hand from the law, and a slow twin that walks day by day.

Awb 3:16 (six weeks, from the day on which it lies open), 6:9 (post), Atw 1-4 and the royal decrees of the days in
`foundation/workdays_nl.toml`. Days of the week are of a printed calendar.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation import workdays
from brink.instruments.submission.term import COUNTS, Term, Timing, legal_term, timing

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
GOLDEN = {
    # Friday; six weeks end on Ascension, then a decreed Friday, then a weekend.
    date(2026, 4, 3): (date(2026, 5, 14), date(2026, 5, 18)),
    # Thursday to a Wednesday: nothing moves.
    date(2026, 9, 3): (date(2026, 10, 14), date(2026, 10, 14)),
    # Ends on Saturday 7 November.
    date(2026, 9, 27): (date(2026, 11, 7), date(2026, 11, 9)),
    # Ends on Friday 25 December; 26 December is a Saturday, then a Sunday.
    date(2026, 11, 14): (date(2026, 12, 25), date(2026, 12, 28)),
    # Ends on New Year's day 2026, a Thursday; Friday 2 January is decreed, then a weekend.
    date(2025, 11, 21): (date(2026, 1, 1), date(2026, 1, 5)),
    # Ends on Good Friday 26 March 2027, before Easter Monday.
    date(2027, 2, 13): (date(2027, 3, 26), date(2027, 3, 30)),
    # Ends on Liberation Day 2026, a Tuesday in no lustrum year: free by the law every year.
    date(2026, 3, 25): (date(2026, 5, 5), date(2026, 5, 6)),
}


@pytest.mark.parametrize("first", GOLDEN)
def test_six_weeks_end_on_the_day_of_the_law(first: date) -> None:
    nominal, last = GOLDEN[first]
    assert legal_term(first, first, 6) == Term(first, last, nominal)


def test_the_term_begins_when_there_is_a_notice_too() -> None:
    assert legal_term(date(2026, 9, 3), date(2026, 9, 10), 6).first == date(2026, 9, 10)
    assert legal_term(date(2026, 9, 10), date(2026, 9, 3), 6).first == date(2026, 9, 10)


def test_a_term_of_more_than_twelve_weeks_is_not_stretched() -> None:
    # Thirteen weeks from Sunday end on a Saturday.
    long = legal_term(date(2026, 9, 6), date(2026, 9, 6), 13)
    assert (long.last, long.last.weekday()) == (date(2026, 12, 5), 5)
    assert legal_term(date(2026, 9, 6), date(2026, 9, 6), 12).last == date(2026, 11, 30)


@given(DAYS)
def test_the_term_is_that_of_a_walk_day_by_day(first: date) -> None:
    term = legal_term(first, first, 6)
    day, counted = first, 1
    while counted < 42 or day.weekday() > 4 or day in workdays.holidays(day.year):
        day, counted = day + timedelta(days=1), counted + 1
    assert term.last == day
    assert term.last >= first + timedelta(days=41)
    assert legal_term(first + timedelta(days=1), first, 6).last >= term.last


TERM = Term(date(2026, 4, 3), date(2026, 5, 18), date(2026, 5, 14))


@pytest.mark.parametrize(
    ("received", "by_post", "posted", "said"),
    [
        (date(2026, 4, 2), False, None, Timing.EARLY),
        (date(2026, 5, 18), False, None, Timing.IN_TIME),
        (date(2026, 5, 19), False, None, Timing.LATE),
        (date(2026, 5, 25), True, date(2026, 5, 18), Timing.BY_POST),
        (date(2026, 5, 26), True, date(2026, 5, 18), Timing.TO_JUDGE),
        (date(2026, 5, 20), True, date(2026, 5, 19), Timing.LATE),
        (date(2026, 5, 20), True, None, Timing.TO_JUDGE),
    ],
)
def test_whether_one_came_in_time(received: date, by_post: bool, posted: date | None, said: Timing) -> None:
    assert timing(TERM, received, by_post=by_post, posted_on=posted) == said


@given(DAYS, st.integers(0, 30), st.integers(0, 30), st.integers(1, 9))
def test_an_earlier_day_never_gives_a_worse_answer(first: date, received: int, before: int, days: int) -> None:
    term = legal_term(first, first, 6)
    came = term.last + timedelta(days=received - 15)
    rank = {Timing.EARLY: 0, Timing.IN_TIME: 0, Timing.BY_POST: 0, Timing.TO_JUDGE: 1, Timing.LATE: 2}
    posted = came - timedelta(days=before)
    now = rank[timing(term, came, by_post=True, posted_on=posted)]
    assert rank[timing(term, came, by_post=True, posted_on=posted - timedelta(days=days))] <= now
    earlier = max(came - timedelta(days=days), posted)
    assert rank[timing(term, earlier, by_post=True, posted_on=posted)] <= now
    assert (now == 0) == (timing(term, came, by_post=True, posted_on=posted) in COUNTS)
