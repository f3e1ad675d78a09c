"""The database itself refuses silent edits: of a published room, of its boundaries, and of a closed round."""

from django.db import migrations

# Table, acts, and the condition under which a change is refused, with {differs} for "is not the same as".
RULES = (
    ("processes_roomstatement", "UPDATE", "OLD.published_at IS NOT NULL"),
    (
        "processes_boundary",
        "INSERT",
        "(SELECT room.published_at FROM processes_roomstatement AS room WHERE room.id = NEW.room_id) IS NOT NULL",
    ),
    (
        "processes_boundary",
        "UPDATE",
        "(SELECT room.published_at FROM processes_roomstatement AS room WHERE room.id = OLD.room_id) IS NOT NULL",
    ),
    (
        "processes_round",
        "UPDATE",
        "OLD.closed_at IS NOT NULL AND (NEW.closed_at {differs} OLD.closed_at OR NEW.closes_at {differs} OLD.closes_at"
        " OR NEW.opens_at {differs} OLD.opens_at OR NEW.opened_at {differs} OLD.opened_at"
        " OR NEW.instrument {differs} OLD.instrument OR NEW.seed {differs} OLD.seed)",
    ),
    ("processes_roundoutcome", "UPDATE", "1 = 1"),
)
MESSAGE = "published rooms and closed rounds do not change"


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        for table, act, condition in RULES:
            name = f"{table}_frozen_{act.lower()}"
            test = condition.format(differs="IS DISTINCT FROM")
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
                f"IF {test} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NEW; END; $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
    elif vendor == "sqlite":
        for table, act, condition in RULES:
            test = condition.format(differs="IS NOT")
            schema_editor.execute(
                f"CREATE TRIGGER {table}_frozen_{act.lower()} BEFORE {act} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, act, _ in RULES:
        name = f"{table}_frozen_{act.lower()}"
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else ""))
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
