"""Time: one clock for every deadline, the database's, read in Europe/Amsterdam.

Application servers drift and differ; the database is the one place that all of them share. Tests stop the clock with
`frozen`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import DateTimeField, Expression

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_reading: ContextVar[list[datetime] | None] = ContextVar("reading", default=None)


def now() -> datetime:
    """Return the present moment by the database's clock, aware, in UTC."""
    stopped = _frozen.get()
    if stopped is not None:
        return stopped
    reading = _reading.get()
    if reading is None:
        return _read()
    if not reading:
        reading.append(_read())
    return reading[0]


def _read() -> datetime:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment.astimezone(UTC)


def today() -> date:
    """Return today's date as people in Drenthe read it off the wall."""
    return now().astimezone(AMSTERDAM).date()


def end_of_day(day: date) -> datetime:
    """Return the first moment after `day` in Europe/Amsterdam: "tot en met" that day, also when the clock changes."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=AMSTERDAM).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return midnight at the start of `day` in Europe/Amsterdam, in UTC."""
    return datetime.combine(day, time.min, tzinfo=AMSTERDAM).astimezone(UTC)


class Present(Expression):
    """The present moment inside a question to the database, so that asking for it costs no question of its own."""

    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write the moment at which the clock stands still, when it does; else the clock of the database."""
        return _stopped(connection) or ("STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')", ())

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write the same for the other database."""
        return _stopped(connection) or ("STATEMENT_TIMESTAMP()", ())


def _stopped(connection: Any) -> tuple[str, tuple[Any, ...]] | None:
    stopped = _frozen.get() or next(iter(_reading.get() or ()), None)
    return ("%s", (connection.ops.adapt_datetimefield_value(stopped),)) if stopped is not None else None


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` (aware) inside the block: for tests, imports of old material and the demo."""
    if moment.tzinfo is None:
        raise ValueError("a frozen clock needs an aware moment")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read the clock at most once inside the block: a request has one moment, whatever it asks of it."""
    token = _reading.set([])
    try:
        yield
    finally:
        _reading.reset(token)
