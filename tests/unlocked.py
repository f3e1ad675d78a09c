"""Set aside for a moment what the database itself refuses, where a test must put something there by force."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unlocked() -> Iterator[list[str]]:
    """Let rows be changed that triggers keep as they are; yields the tables that have one (on PostgreSQL none)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield []
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _table, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield sorted({table for _name, table, _sql in triggers})
        for _name, _table, sql in triggers:
            cursor.execute(sql)
