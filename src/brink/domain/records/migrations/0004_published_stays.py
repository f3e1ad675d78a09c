"""The database refuses to take away a record that was published: what it says is kept, and so is that it was there."""

from django.db import migrations

RULES = (("records_record_stays", "records_record", "DELETE", "OLD.published_at IS NOT NULL"),)
MESSAGE = "a published record does not go"


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, act, condition in RULES:
        test = condition.format(differs="IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM")
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {test} THEN "
                f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END; $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, _act, _condition in RULES:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else ""))
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("records", "0003_linked_both_ways")]
    operations = [migrations.RunPython(forbid, allow)]
