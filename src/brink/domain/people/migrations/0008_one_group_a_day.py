"""The name of a fractie with a member goes, and the database refuses somebody in two fracties on one day.

A later migration that rebuilds `people_membership` on SQLite loses the triggers; `test_groups` notices.
"""

from django.db import migrations, models

MESSAGE = "nobody is in two groups on one day"
NAME = "people_membership_one_group"
TWO = (
    "NEW.group_id IS NOT NULL AND EXISTS (SELECT 1 FROM people_membership AS other"
    " WHERE other.tenant_id = NEW.tenant_id AND other.person_id = NEW.person_id AND other.id <> NEW.id"
    " AND other.group_id IS NOT NULL AND other.group_id <> NEW.group_id"
    " AND (NEW.ends IS NULL OR other.starts <= NEW.ends) AND (other.ends IS NULL OR other.ends >= NEW.starts))"
)


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger AS $$ BEGIN IF {TWO} THEN "
            f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON people_membership "
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    elif vendor == "sqlite":
        for act in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER {NAME}_{act.lower()} BEFORE {act} ON people_membership WHEN {TWO} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {NAME} ON people_membership")
        schema_editor.execute(f"DROP FUNCTION {NAME}()")
    elif schema_editor.connection.vendor == "sqlite":
        for act in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER {NAME}_{act}")


class Migration(migrations.Migration):
    dependencies = [("people", "0007_into_groups")]
    operations = [
        migrations.RemoveField("membership", "group_name"),
        migrations.RunPython(forbid, allow),
    ]
