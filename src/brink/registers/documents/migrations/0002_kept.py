"""The database itself keeps a version of a document as it was: a file goes with its words, and never becomes another."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

TABLE = "documents_documentversion"
FIXED = " OR ".join(
    f"NEW.{name} {{differs}} OLD.{name}" for name in ("document_id", "number", "kind", "size", "checksum")
)
SAME = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("stored", "name", "twin"))
MESSAGE = "a version of a document does not change"
GUARDS = [
    Guard(f"{TABLE}_fixed", TABLE, "UPDATE", FIXED, MESSAGE),
    Guard(f"{TABLE}_words", TABLE, "UPDATE", f"({SAME}) AND NOT (NEW.stored = '' AND NEW.twin = '')", MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
