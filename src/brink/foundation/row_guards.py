"""What the database itself refuses to do with a row, on SQLite and PostgreSQL: for migrations that say what never is.

A later migration that rebuilds a table on SQLite loses its guards, and must set them again.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class Guard(NamedTuple):
    """One act (INSERT, UPDATE or DELETE) on a table that is refused with a message while a condition holds.

    In the condition `OLD` and `NEW` are the row, and `{differs}` stands for "is not the same as", also of nothing.
    """

    name: str
    table: str
    act: str
    condition: str
    message: str


def set_guards(editor: BaseDatabaseSchemaEditor, guards: Iterable[Guard]) -> None:
    """Let the database refuse these from now on. Other databases than the two are left as they are."""
    vendor = editor.connection.vendor
    for name, table, act, condition, message in guards:
        test = condition.format(differs="IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM")
        if vendor == "postgresql":
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {test} THEN "
                f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END; $$ LANGUAGE plpgsql"
            )
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        elif vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )


def lift_guards(editor: BaseDatabaseSchemaEditor, guards: Iterable[Guard]) -> None:
    """Let the database allow these again."""
    postgresql = editor.connection.vendor == "postgresql"
    for one in guards:
        editor.execute(f"DROP TRIGGER {one.name}" + (f" ON {one.table}" if postgresql else ""))
        if postgresql:
            editor.execute(f"DROP FUNCTION {one.name}()")
