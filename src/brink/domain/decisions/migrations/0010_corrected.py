"""The database lets a published decision change in one way: into what an erratum says that was published at that moment.

An erratum that was published never changes, and none is born published. A later migration that rebuilds one of these
tables on SQLite loses its triggers: the tests `test_the_database_refuses_with_a_trigger_on_every_table` and
`test_correcting` notice.
"""

from importlib import import_module

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

MESSAGE = import_module("brink.domain.decisions.migrations.0004_frozen").MESSAGE
SAME = (
    "id", "tenant_id", "created_at", "process_id", "destination_id", "slug", "title", "organ_id", "on", "question",
    "evaluation_on", "published_at",
)  # fmt: skip
CORRECTED = ("competence", "text", "explanation")
DIFFERS = " OR ".join(f'NEW."{name}" {{differs}} OLD."{name}"' for name in SAME)
SAYS = " AND ".join(f'said.{name}_before = OLD."{name}" AND said.{name}_after = NEW."{name}"' for name in CORRECTED)
BY_ERRATUM = (
    "EXISTS (SELECT 1 FROM decisions_erratum AS said WHERE said.decision_id = OLD.id"
    f" AND said.published_at = NEW.corrected_at AND {SAYS})"
)
# The newest alone: an old erratum does not bring an old text back.
LATER = "NEW.corrected_at IS NOT NULL AND (OLD.corrected_at IS NULL OR NEW.corrected_at > OLD.corrected_at)"
RULES = (
    (
        "decisions_decision",
        "UPDATE",
        f"OLD.published_at IS NOT NULL AND (({DIFFERS}) OR NOT ({LATER}) OR NOT {BY_ERRATUM})",
    ),
    ("decisions_erratum", "INSERT", "NEW.published_at IS NOT NULL"),
    ("decisions_erratum", "UPDATE", "OLD.published_at IS NOT NULL"),
    ("decisions_erratum", "DELETE", "OLD.published_at IS NOT NULL"),
)
BEFORE = (("decisions_decision", "UPDATE", "OLD.published_at IS NOT NULL"),)


def _guards(rules):
    return [Guard(f"{table}_frozen_{act.lower()}", table, act, condition, MESSAGE) for table, act, condition in rules]


def _draw(schema_editor, rules):
    set_guards(schema_editor, _guards(rules))


def _drop(schema_editor, rules):
    lift_guards(schema_editor, _guards(rules))


def forbid(apps, schema_editor):
    _drop(schema_editor, BEFORE)
    _draw(schema_editor, RULES)


def allow(apps, schema_editor):
    _drop(schema_editor, RULES)
    _draw(schema_editor, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0009_erratum")]
    operations = [migrations.RunPython(forbid, allow)]
