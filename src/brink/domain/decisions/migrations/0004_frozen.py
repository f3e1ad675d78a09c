"""The database itself refuses to change what was published: a decision, and every part of its record.

A later migration that rebuilds one of these tables on SQLite loses its triggers, and must call `forbid` again; the test
`test_the_database_refuses_with_a_trigger_on_every_table` notices.
"""

from django.db import migrations

PARTS = (
    "decisions_option",
    "decisions_weighingline",
    "decisions_dilemma",
    "decisions_groupvote",
    "decisions_minoritynote",
    "decisions_advicedeviation",
    "decisions_policydeviation",
)
PUBLISHED = (
    "EXISTS (SELECT 1 FROM decisions_decision AS whole"
    " WHERE whole.id = {row}.decision_id AND whole.published_at IS NOT NULL)"
)
OLD, NEW = PUBLISHED.format(row="OLD"), PUBLISHED.format(row="NEW")

# Table, act, and the condition under which it is refused.
RULES = (
    # Published is what a draft becomes, by one act, and nothing is after it.
    ("decisions_decision", "INSERT", "NEW.published_at IS NOT NULL"),
    ("decisions_decision", "UPDATE", "OLD.published_at IS NOT NULL"),
    ("decisions_decision", "DELETE", "OLD.published_at IS NOT NULL"),
    *((part, "INSERT", NEW) for part in PARTS),
    *((part, "UPDATE", f"({OLD}) OR ({NEW})") for part in PARTS),
    *((part, "DELETE", OLD) for part in PARTS),
)
MESSAGE = "a published decision does not change"


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, act, condition in RULES:
        name = f"{table}_frozen_{act.lower()}"
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END; $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, act, _condition in RULES:
        name = f"{table}_frozen_{act.lower()}"
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else ""))
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_identity")]
    operations = [migrations.RunPython(forbid, allow)]
