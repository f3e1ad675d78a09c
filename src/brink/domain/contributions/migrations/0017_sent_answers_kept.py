"""The database itself keeps what people were told: an answer that was sent, and to whom, does not change or go.

Calling back makes a draft of it again, and only that; who read it when is noted beside it. What givers take back leaves
every answer by its quotations (`contributions.Quotation`), so no sent text has to change for that.

A later migration that rebuilds one of these tables on SQLite loses its triggers, and must call `forbid` again; the test
`tests/safety/test_kept_by_the_database.py` notices.
"""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards


def _changed(*names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


SAID = _changed("process_id", "outcome", "reason", "not_adopted", "destination_id", "parked_until")
TOLD = _changed("contribution_id", "answer_id", "change_reason")
# Sent again is sent at another moment: only what was called back can be.
MOVED = "(NEW.sent_at IS NOT NULL AND NEW.sent_at {differs} OLD.sent_at)"
RULES = (
    (
        "contributions_answer_kept_update", "contributions_answer", "UPDATE",
        f"OLD.sent_at IS NOT NULL AND ({SAID} OR {MOVED})",
    ),
    ("contributions_answer_kept_delete", "contributions_answer", "DELETE", "OLD.sent_at IS NOT NULL"),
    (
        "contributions_landing_kept_update", "contributions_landing", "UPDATE",
        f"OLD.sent_at IS NOT NULL AND ({TOLD})",
    ),
    ("contributions_landing_kept_delete", "contributions_landing", "DELETE", "OLD.sent_at IS NOT NULL"),
)  # fmt: skip
MESSAGE = "what was sent to somebody does not change"
GUARDS = [Guard(*rule, MESSAGE) for rule in RULES]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0016_exact_points")]
    operations = [migrations.RunPython(forbid, allow)]
