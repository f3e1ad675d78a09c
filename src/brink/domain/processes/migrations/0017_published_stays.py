"""The database refuses what `0002_frozen` let through: taking away what was published or closed, and adding by moving.

A limit that moves into a published room changes it as much as a new one; so does one that goes.
"""

from django.db import migrations

PUBLISHED = "(SELECT room.published_at FROM processes_roomstatement AS room WHERE room.id = {row}.room_id) IS NOT NULL"
OLD, NEW = PUBLISHED.format(row="OLD"), PUBLISHED.format(row="NEW")
RULES = (
    ("processes_boundary_stays_update", "processes_boundary", "UPDATE", NEW),
    ("processes_boundary_stays_delete", "processes_boundary", "DELETE", OLD),
    ("processes_room_stays", "processes_roomstatement", "DELETE", "OLD.published_at IS NOT NULL"),
    ("processes_round_stays", "processes_round", "DELETE", "OLD.closed_at IS NOT NULL"),
    ("processes_roundoutcome_stays", "processes_roundoutcome", "DELETE", "1 = 1"),
)
MESSAGE = "published rooms and closed rounds do not go"


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, act, condition in RULES:
        test = condition.format(differs="IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM")
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {test} THEN "
                f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END; $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, _act, _condition in RULES:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else ""))
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("processes", "0016_boundaries_placed")]
    operations = [migrations.RunPython(forbid, allow)]
