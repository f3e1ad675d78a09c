"""The database itself keeps what was promised: published words, the moment of publication and the first promised day."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

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
GUARDS = [Guard(f"{TABLE}_{rule}", TABLE, "UPDATE", condition, message) for rule, condition, message in RULES]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
