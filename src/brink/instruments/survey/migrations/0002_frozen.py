"""Questions that were frozen never change: the database holds a survey to what it asked."""

from typing import Any

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

_COLUMNS = ("round_id", "content", "fingerprint")
GUARDS = (
    Guard(
        "survey_questions_frozen", "survey_frozenquestions", "UPDATE",
        " OR ".join(f"CAST(NEW.{name} AS TEXT) {{differs}} CAST(OLD.{name} AS TEXT)" for name in _COLUMNS),
        "questions that were frozen never change",
    ),
)  # fmt: skip


def hold(_apps: Any, editor: Any) -> None:
    """Set the guards."""
    set_guards(editor, GUARDS)


def let_go(_apps: Any, editor: Any) -> None:
    """Lift the guards."""
    lift_guards(editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]

    operations = [migrations.RunPython(hold, let_go)]
