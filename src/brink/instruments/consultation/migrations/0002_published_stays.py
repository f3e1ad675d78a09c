"""The database itself keeps a published version of a text as it was: its pieces, where they come from, and why."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

VERSION, PASSAGE, ORIGIN = "consultation_textversion", "consultation_passage", "consultation_origin"
CREDIT = "consultation_credit"
OUT = f"(SELECT v.published_at FROM {VERSION} AS v WHERE v.id = {{row}}.version_id) IS NOT NULL"
OLD, NEW = OUT.format(row="OLD"), OUT.format(row="NEW")
OF_PASSAGE = (
    f"(SELECT v.published_at FROM {VERSION} AS v JOIN {PASSAGE} AS p ON p.version_id = v.id "
    "WHERE p.id = NEW.passage_id) IS NOT NULL"
)
MESSAGE = "a published version of a text does not change"
GUARDS = [
    Guard(f"{VERSION}_update", VERSION, "UPDATE", "OLD.published_at IS NOT NULL", MESSAGE),
    Guard(f"{VERSION}_delete", VERSION, "DELETE", "OLD.published_at IS NOT NULL", MESSAGE),
    *(
        guard
        for table in (PASSAGE, ORIGIN)
        for guard in (
            Guard(f"{table}_insert", table, "INSERT", NEW, MESSAGE),
            Guard(f"{table}_update", table, "UPDATE", f"{OLD} OR {NEW}", MESSAGE),
            Guard(f"{table}_delete", table, "DELETE", OLD, MESSAGE),
        )
    ),
    Guard(f"{CREDIT}_insert", CREDIT, "INSERT", OF_PASSAGE, MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
