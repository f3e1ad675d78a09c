"""The database lets nobody change or take away what a body answered to the rules: other answers are another version."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

CHECK = "accountability_selfcheck"
MESSAGE = "what was answered on the site does not change"
GUARDS = [
    Guard(f"{CHECK}_frozen_update", CHECK, "UPDATE", "1 = 1", MESSAGE),
    Guard(f"{CHECK}_frozen_delete", CHECK, "DELETE", "1 = 1", MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("accountability", "0005_self_checks")]
    operations = [migrations.RunPython(forbid, allow)]
