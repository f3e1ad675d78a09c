"""Where the consent of who decides is written down, and no room published without it by another organ.

Rooms of before this rule stay as they were published. The database asks at the moment of publishing.
"""

from django.db import migrations

import brink.foundation.quotations

TABLE, NAME = "processes_roomstatement", "processes_room_adopted_by_decider"
REFUSED = (
    "OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NEW.consent = ''"
    " AND NEW.decider_id <> NEW.adopted_by_id"
)
MESSAGE = "a room is adopted by the organ that decides, or with its consent"


def forbid(apps, schema_editor):
    """Add the trigger."""
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger AS $$ BEGIN "
            f"IF {REFUSED} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {REFUSED} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def allow(apps, schema_editor):
    """Take the trigger away."""
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {NAME}{on}")
    if on:
        schema_editor.execute(f"DROP FUNCTION {NAME}()")


class Migration(migrations.Migration):
    dependencies = [("processes", "0014_handler")]
    operations = [
        # By hand, so that SQLite adds a column and does not make the table anew, without its triggers.
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD COLUMN consent varchar(200) NOT NULL DEFAULT ''",
            f"ALTER TABLE {TABLE} DROP COLUMN consent",
            state_operations=[
                migrations.AddField(
                    "roomstatement",
                    "consent",
                    brink.foundation.quotations.QuotingCharField(
                        blank=True, max_length=200, verbose_name="waar staat de toestemming van wie beslist"
                    ),
                ),
            ],
        ),
        migrations.RunPython(forbid, allow),
    ]
