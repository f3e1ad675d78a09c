"""The database lets nobody change what council and executive both adopted, nor how a published decision lies in it.

A later migration that rebuilds one of these tables on SQLite loses its guards, and must set them again.
"""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

ROOM, FIT = "accountability_internalroom", "accountability_roomfit"
PUBLISHED = (
    "EXISTS (SELECT 1 FROM decisions_decision AS whole"
    " WHERE whole.id = {row}.decision_id AND whole.published_at IS NOT NULL)"
)
OLD, NEW = PUBLISHED.format(row="OLD"), PUBLISHED.format(row="NEW")
ADOPTED = "a room that both sides adopted does not change"
DECIDED = "how a published decision lies in its room does not change"
GUARDS = [
    # Adopted is what a draft becomes, by one act.
    Guard(f"{ROOM}_frozen_insert", ROOM, "INSERT", "NEW.adopted_at IS NOT NULL", ADOPTED),
    Guard(f"{ROOM}_frozen_update", ROOM, "UPDATE", "OLD.adopted_at IS NOT NULL", ADOPTED),
    Guard(f"{ROOM}_frozen_delete", ROOM, "DELETE", "OLD.adopted_at IS NOT NULL", ADOPTED),
    Guard(f"{FIT}_frozen_insert", FIT, "INSERT", NEW, DECIDED),
    Guard(f"{FIT}_frozen_update", FIT, "UPDATE", f"({OLD}) OR ({NEW})", DECIDED),
    Guard(f"{FIT}_frozen_delete", FIT, "DELETE", OLD, DECIDED),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("accountability", "0001_internal_rooms"), ("decisions", "0016_kinds")]
    operations = [migrations.RunPython(forbid, allow)]
