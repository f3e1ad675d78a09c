"""The database itself keeps the question as it was at release, and the groups as they were found."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

MESSAGE = "the question and the count of an advice do not change"
GUARDS = [
    Guard("valuation_task_frozen", "valuation_frozentask", "UPDATE", "1 = 1", MESSAGE),
    Guard("valuation_groups_frozen", "valuation_foundgroups", "UPDATE", "1 = 1", MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("valuation", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
