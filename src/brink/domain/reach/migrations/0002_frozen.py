"""The database refuses to change or take away the counted reach of a round: what was told once stays as it was."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

MESSAGE = "the counted reach of a round does not change"
GUARDS = [
    Guard(f"reach_roundreach_{act.lower()}", "reach_roundreach", act, "1 = 1", MESSAGE) for act in ("UPDATE", "DELETE")
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("reach", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
