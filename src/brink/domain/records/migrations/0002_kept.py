"""The database itself keeps what was promised: published words, the moment of publication and the first promised day."""

from django.db import migrations

TABLE = "records_record"
CHANGED = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("title", "summary", "published_at", "visibility"))
RULES = (
    ("published", f"OLD.published_at IS NOT NULL AND ({CHANGED})", "published words of a record do not change"),
    ("numbered", "NEW.number {differs} OLD.number OR NEW.kind {differs} OLD.kind", "the number of a record stays its own"),
    (
        "due_first",
        "OLD.due_first IS NOT NULL AND NEW.due_first {differs} OLD.due_first",
        "the first promised day of a record does not move",
    ),
)


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for rule, condition, message in RULES:
        name = f"{TABLE}_{rule}"
        test = condition.format(differs="IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
                f"IF {test} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NEW; END; $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for rule, _condition, _message in RULES:
        name = f"{TABLE}_{rule}"
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {TABLE}" if vendor == "postgresql" else ""))
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
