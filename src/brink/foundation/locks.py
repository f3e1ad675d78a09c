"""A lock that many share or one has exclusively: writing while something is open, and closing it.

On PostgreSQL an advisory lock that ends with the transaction. SQLite lets one writer in at a time from the start of its
transaction (IMMEDIATE), so there the order is kept already.

One order keeps two transactions from waiting for each other crosswise, and who waits for who is first in it:

1. these locks of rounds (`hold_shared`, `hold_exclusive`), several by key;
2. the process, then the round, then what hangs on them: answers, bundles, contributions, sessions.

Closing a round holds it exclusively and then writes rows; giving, changing and withdrawing hold it shared and then lock
theirs. An act that may need such a lock takes it in its `before`, ahead of its rows. A lock that comes after rows is
refused in every test and on every database (`rows_are_held`), not only on the unlucky night.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection

_taken: ContextVar[set[UUID] | None] = ContextVar("taken", default=None)
_rows: ContextVar[bool] = ContextVar("rows", default=False)


@contextmanager
def one_transaction() -> Iterator[None]:
    """Remember which locks are taken in this transaction, the whole of it: the act kernel opens it once."""
    token = _taken.set(set())
    try:
        yield
    finally:
        _taken.reset(token)


@contextmanager
def rows_are_held() -> Iterator[None]:
    """Say that from here on rows are locked: a lock that was not taken before is too late now."""
    token = _rows.set(True)
    try:
        yield
    finally:
        _rows.reset(token)


def hold_shared(name: UUID) -> None:
    """Share the lock of this name with others until the transaction ends; waits while it is held exclusively."""
    _take("SELECT pg_advisory_xact_lock_shared(%s)", name)


def hold_exclusive(name: UUID) -> None:
    """Hold the lock of this name exclusively until the transaction ends; waits for all who share it."""
    _take("SELECT pg_advisory_xact_lock(%s)", name)


def _take(query: str, name: UUID) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock is taken inside the transaction that it is for")
    taken = _taken.get()
    if _rows.get() and (taken is None or name not in taken):
        raise RuntimeError("a lock is taken before any row: in the `before` of the act (see brink.foundation.locks)")
    if taken is not None:
        taken.add(name)
    if connection.vendor == "postgresql":
        # The second half of a UUIDv7 is the part that is random.
        with connection.cursor() as cursor:
            cursor.execute(query, [int.from_bytes(name.bytes[8:], "big", signed=True)])
