"""For whom a record was closed stays as it was said: who reads what is secret changes in no silence.

Two roads lead on, and both are told in the journal: it is opened to everybody, or it is withdrawn and added anew.
Before its publication too, for what is secret has none. Never does it close again.
"""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

TABLE = "records_record"
GUARDS = [
    Guard(
        f"{TABLE}_readers",
        TABLE,
        "UPDATE",
        "OLD.visibility <> NEW.visibility AND NEW.visibility <> 'public'"
        " OR NEW.kept_for {differs} OLD.kept_for AND NOT (NEW.kept_for = '' AND NEW.visibility = 'public')",
        "who reads a closed record changes only when it opens to everybody",
    )
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("records", "0006_kept_for")]
    operations = [migrations.RunPython(forbid, allow)]
