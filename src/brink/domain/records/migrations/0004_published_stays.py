"""The database refuses to take away a record that was published: what it says is kept, and so is that it was there."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

RULES = (("records_record_stays", "records_record", "DELETE", "OLD.published_at IS NOT NULL"),)
MESSAGE = "a published record does not go"
GUARDS = [Guard(*rule, MESSAGE) for rule in RULES]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_linked_both_ways")]
    operations = [migrations.RunPython(forbid, allow)]
