"""The database refuses what `0002_frozen` let through: taking away what was published or closed, and adding by moving.

A limit that moves into a published room changes it as much as a new one; so does one that goes.
"""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

PUBLISHED = "(SELECT room.published_at FROM processes_roomstatement AS room WHERE room.id = {row}.room_id) IS NOT NULL"
OLD, NEW = PUBLISHED.format(row="OLD"), PUBLISHED.format(row="NEW")
RULES = (
    ("processes_boundary_stays_update", "processes_boundary", "UPDATE", NEW),
    ("processes_boundary_stays_delete", "processes_boundary", "DELETE", OLD),
    ("processes_room_stays", "processes_roomstatement", "DELETE", "OLD.published_at IS NOT NULL"),
    ("processes_round_stays", "processes_round", "DELETE", "OLD.closed_at IS NOT NULL"),
    ("processes_roundoutcome_stays", "processes_roundoutcome", "DELETE", "1 = 1"),
)
MESSAGE = "published rooms and closed rounds do not go"
GUARDS = [Guard(*rule, MESSAGE) for rule in RULES]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("processes", "0016_boundaries_placed")]
    operations = [migrations.RunPython(forbid, allow)]
