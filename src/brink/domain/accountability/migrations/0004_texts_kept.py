"""The database lets nobody change or take away what was chosen or put on the site: another text is another version."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

CHOICE, TEXT = "accountability_participationchoice", "accountability_publictext"
MESSAGE = "what was put on the site does not change"
PUBLIC = (
    "EXISTS (SELECT 1 FROM processes_process AS whole WHERE whole.id = OLD.process_id"
    " AND (whole.participation_at IS NOT NULL OR whole.room_published_at IS NOT NULL))"
)
GUARDS = [
    Guard(f"{TEXT}_frozen_update", TEXT, "UPDATE", "1 = 1", MESSAGE),
    Guard(f"{TEXT}_frozen_delete", TEXT, "DELETE", "1 = 1", MESSAGE),
    Guard(f"{CHOICE}_frozen_update", CHOICE, "UPDATE", "1 = 1", MESSAGE),
    # Of a draft that is thrown away the choice goes with it.
    Guard(f"{CHOICE}_frozen_delete", CHOICE, "DELETE", PUBLIC, MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("accountability", "0003_public_texts"), ("processes", "0017_published_stays")]
    operations = [migrations.RunPython(forbid, allow)]
