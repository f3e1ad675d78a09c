"""Working days: the table was made by hand from the law and printed calendars, not by the code under test."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.foundation import workdays

# Good Friday, Easter Monday, Koningsdag, Ascension, Whit Monday (domain: art. 3 Algemene termijnenwet).
TABLE = {
    2024: ("03-29", "04-01", "04-27", "05-09", "05-20"),
    2025: ("04-18", "04-21", "04-26", "05-29", "06-09"),
    2026: ("04-03", "04-06", "04-27", "05-14", "05-25"),
    2027: ("03-26", "03-29", "04-27", "05-06", "05-17"),
    2028: ("04-14", "04-17", "04-27", "05-25", "06-05"),
    2029: ("03-30", "04-02", "04-27", "05-10", "05-21"),
    2030: ("04-19", "04-22", "04-27", "05-30", "06-10"),
}
FIXED = ("01-01", "05-05", "12-25", "12-26")
DECREED = {2026: ("01-02", "05-15"), 2027: ("05-07",), 2028: ("04-28", "05-26")}
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("year", TABLE)
def test_the_holidays_of_a_year_are_those_of_the_law_and_of_the_decrees(year: int) -> None:
    written = {*TABLE[year], *FIXED, *DECREED.get(year, ())}
    assert workdays.holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in written}


def test_ten_working_days_over_may_skip_koningsdag_ascension_and_the_decreed_friday() -> None:
    assert workdays.after(date(2026, 4, 24), 1) == date(2026, 4, 28)
    # 5 May, 14 May and 15 May 2026 do not count, and four weekends.
    assert workdays.after(date(2026, 5, 1), 10) == date(2026, 5, 20)
    assert workdays.after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert workdays.after(date(2026, 5, 1), 0) == date(2026, 5, 1)


def test_a_saturday_and_a_sunday_are_no_working_days() -> None:
    assert [workdays.is_workday(date(2026, 6, 1) + timedelta(days=n)) for n in range(7)] == [True] * 5 + [False] * 2


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_later_is_a_working_day_with_so_many_between(day: date, count: int) -> None:
    due = workdays.after(day, count)
    assert workdays.is_workday(due)
    assert workdays.between(day, due) == count
