"""Working days against the package `holidays`, which others made from the same law. It knows no decree days."""

from datetime import date

import holidays
import pytest

from brink.foundation import workdays

FIRST, LAST = 2014, 2050
# Free by custom for many, by the law for nobody's term: both are Sundays anyway.
SUNDAYS = {"Easter Sunday", "Whit Sunday", "Pentecost"}


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_the_holidays_of_the_law_are_those_that_others_find(year: int) -> None:
    theirs = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="en_US")
    found = {day for day, name in theirs.items() if day.weekday() != 6 or not SUNDAYS & set(name.split("; "))}
    ours = workdays.holidays(year) - {day for day in workdays.decreed() if day.year == year}
    assert ours == found | {date(year, 5, 5)}
    assert date(year, 5, 5) in theirs or year % 5
