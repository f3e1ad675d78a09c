"""When mail about news goes out: at most once a week, on its first working day, from seven in the morning."""

from datetime import datetime, time, timedelta

from brink.foundation import clock
from brink.foundation.workdays import is_workday

FROM = time(7)
# An address that refuses this often in a row, over days, is given up.
MOST_TRIES = 12


def next_mail(after: datetime) -> datetime:
    """Return the moment of the first weekly mail after a moment."""
    local = after.astimezone(clock.AMSTERDAM)
    day = local.date() - timedelta(days=local.weekday())
    while True:
        first = day
        while not is_workday(first):
            first += timedelta(days=1)
        moment = datetime.combine(first, FROM, tzinfo=clock.AMSTERDAM)
        if moment > after:
            return moment
        day += timedelta(days=7)
