"""The database itself takes words out of the index in the moment they change, and notes what is to be read again.

So no road of writing goes round it: an act, work in bulk, a correction by hand. The triggers come from the register of
kinds, and are made anew after each migration, for SQLite loses those of a table that it rebuilds.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from brink.foundation.search.lookups import FTS
from brink.foundation.search.searchable import Watched, search_documents

ENTRY, KEY, STALE = "foundation_searchentry", "foundation_searchkey", "foundation_searchstale"
PREFIX = "search_watch_"


def watched() -> dict[str, Watched]:
    """Return every table whose changes make something stale, once, by its name."""
    found: dict[str, Watched] = {}
    for kind in search_documents.all():
        for one in kind.watched:
            found.setdefault(one.table, one)
    return found


def install() -> None:
    """Make all triggers, where the tables are; those that are there already are made anew."""
    tables = set(connection.introspection.table_names())
    if not {ENTRY, KEY, STALE} <= tables:
        return
    remove()
    with connection.cursor() as cursor:
        for one in watched().values():
            if one.table in tables:
                for statement in _statements(one):
                    cursor.execute(statement)


def remove() -> None:
    """Take all triggers away."""
    with connection.cursor() as cursor:
        for table, name in _made(cursor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def complete() -> bool:
    """Tell whether every watched table has its triggers."""
    with connection.cursor() as cursor:
        return {table for table, _name in _made(cursor)} >= set(watched())


def _made(cursor: Any) -> list[tuple[str, str]]:
    """Return the table and the name of each trigger of ours."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND starts_with(t.tgname, %s) AND pg_table_is_visible(c.oid)",
            [PREFIX],
        )
    else:
        cursor.execute(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
            [f"{PREFIX}%"],
        )
    return [(table, name) for table, name in cursor.fetchall()]


def _statements(one: Watched) -> Iterator[str]:
    """Yield what makes the triggers of one table. All names come from the source, none from anybody's words."""
    name = f"{PREFIX}{one.table}"
    of = f" OF {', '.join(one.columns)}" if one.columns else ""
    said = " OR ".join(f"COALESCE(CAST(NEW.{column} AS text), '') <> ''" for column in one.words)
    if connection.vendor == "postgresql":
        body = f"IF TG_OP = 'INSERT' AND NOT ({said}) THEN RETURN NULL; END IF; " if said else ""
        body += "".join(
            f"IF TG_OP <> '{without}' THEN DELETE FROM {ENTRY} WHERE id = {row}.{one.key}; "
            f"DELETE FROM {KEY} WHERE thing_id = {row}.{one.key}; "
            f"INSERT INTO {STALE} (id) VALUES ({row}.{one.key}) ON CONFLICT DO NOTHING; END IF; "
            for row, without in (("OLD", "INSERT"), ("NEW", "DELETE"))
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body}"
            "RETURN NULL; END; $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE{of} ON {one.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), (f"UPDATE{of}", ("OLD", "NEW"))):
        body = "".join(
            f"DELETE FROM {ENTRY} WHERE id = {row}.{one.key}; DELETE FROM {KEY} WHERE thing_id = {row}.{one.key}; "
            f"INSERT INTO {STALE} (id) SELECT {row}.{one.key}"
            f" WHERE NOT EXISTS (SELECT 1 FROM {STALE} WHERE id = {row}.{one.key}); "
            for row in rows
        )
        when = f" WHEN {said}" if said and event == "INSERT" else ""
        yield f"CREATE TRIGGER {name}_{event[:6].lower()} AFTER {event} ON {one.table}{when} BEGIN {body}END"


def full_text(vendor: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return what makes, and what takes away, the full text index beside the entries: for a migration."""
    if vendor == "postgresql":
        # Stored, so that the planner has figures of it and a scan makes no vector anew.
        made = "GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
        columns = ("head", "words")
        return (
            [
                *(
                    f"ALTER TABLE {ENTRY} ADD COLUMN {column}_vector tsvector {made.format(column=column)}"
                    for column in columns
                ),
                f"CREATE INDEX {FTS} ON {ENTRY} USING gin (words_vector)",
            ],
            [f"DROP INDEX {FTS}", *(f"ALTER TABLE {ENTRY} DROP COLUMN {column}_vector" for column in columns)],
        )
    return (
        [
            f"CREATE VIRTUAL TABLE {FTS} USING fts5"
            # Marks are letters and digits, folded before: `ascii` keeps each whole, in every script.
            "(entry UNINDEXED, head, words, tokenize = 'ascii', detail = 'column')",
            f"CREATE INDEX {FTS}_place ON {ENTRY} (place)",
            f"CREATE TRIGGER {FTS}_in AFTER INSERT ON {ENTRY} BEGIN INSERT INTO {FTS} (rowid, entry, head, words)"
            " VALUES (NEW.place, NEW.id, NEW.head, NEW.words); END",
            f"CREATE TRIGGER {FTS}_out AFTER DELETE ON {ENTRY} BEGIN DELETE FROM {FTS} WHERE rowid = OLD.place; END",
        ],
        [f"DROP INDEX {FTS}_place", f"DROP TRIGGER {FTS}_in", f"DROP TRIGGER {FTS}_out", f"DROP TABLE {FTS}"],
    )
