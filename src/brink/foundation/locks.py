"""A lock that many may hold beside each other, and one alone: writing while something is open, and closing it.

On PostgreSQL an advisory lock that ends with the transaction. SQLite lets one writer in at a time from the start of its
transaction (IMMEDIATE), so there the order is kept already. Take it before any row is locked: then the two never wait
for each other crosswise.
"""

from uuid import UUID

from django.db import connection


def beside(name: UUID) -> None:
    """Hold the lock of this name together with others until the transaction ends; waits while somebody has it alone."""
    _take("SELECT pg_advisory_xact_lock_shared(%s)", name)


def alone(name: UUID) -> None:
    """Hold the lock of this name with nobody beside until the transaction ends; waits for all who hold it."""
    _take("SELECT pg_advisory_xact_lock(%s)", name)


def _take(query: str, name: UUID) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock is taken inside the transaction that it is for")
    if connection.vendor == "postgresql":
        # The second half of a UUIDv7 is the part that is random.
        with connection.cursor() as cursor:
            cursor.execute(query, [int.from_bytes(name.bytes[8:], "big", signed=True)])
