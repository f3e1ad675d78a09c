"""The database itself refuses another assurance once a round was released: what was counted is told as it was."""

from django.db import migrations

NAME = "processes_round_assurance_kept"
TEST = "OLD.opened_at IS NOT NULL AND NEW.assurance {differs} OLD.assurance"
MESSAGE = "the assurance of a released round does not change"


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger AS $$ BEGIN "
            f"IF {TEST.format(differs='IS DISTINCT FROM')} THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON processes_round FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON processes_round WHEN {TEST.format(differs='IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def allow(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER {NAME}" + (" ON processes_round" if postgresql else ""))
    if postgresql:
        schema_editor.execute(f"DROP FUNCTION {NAME}()")


class Migration(migrations.Migration):
    dependencies = [("processes", "0010_changed")]
    operations = [migrations.RunPython(forbid, allow)]
