"""The database itself keeps every version of what a body declares of itself: another one is a new row, and none goes."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

MESSAGE = "a version that was in force does not change"
GUARDS = [
    Guard(f"declarations_declaration_kept_{act.lower()}", "declarations_declaration", act, "OLD.id IS NOT NULL", MESSAGE)
    for act in ("UPDATE", "DELETE")
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("declarations", "0001_declaration")]
    operations = [migrations.RunPython(forbid, allow)]
