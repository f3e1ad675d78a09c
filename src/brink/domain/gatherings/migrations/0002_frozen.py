"""A report that was placed is put right by a next version, never in place: the database holds it to that."""

from typing import Any

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

_COLUMNS = ("gathering_id", "version", "text", "source", "contact", "reason")
GUARDS = (
    Guard(
        "gatherings_minutes_frozen", "gatherings_minutes", "UPDATE",
        " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in _COLUMNS),
        "a report that was placed gets a next version",
    ),
)  # fmt: skip


def hold(_apps: Any, editor: Any) -> None:
    """Set the guards."""
    set_guards(editor, GUARDS)


def let_go(_apps: Any, editor: Any) -> None:
    """Lift the guards."""
    lift_guards(editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_initial")]

    operations = [migrations.RunPython(hold, let_go)]
