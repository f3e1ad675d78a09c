"""The database itself keeps a number with its submission, and an adopted nota as it was adopted."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

POINT, NOTA, SUBMISSION = "submission_point", "submission_nota", "submission_submission"
SIGNATORY = "submission_signatory"
ADOPTED = (
    "EXISTS (SELECT 1 FROM submission_nota AS nota JOIN submission_submission AS one ON one.round_id = nota.round_id"
    " WHERE one.id = NEW.submission_id AND nota.adopted_on IS NOT NULL)"
)


def _moved(*names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


# Whoever takes their words back takes them out of an adopted nota too: then a point is emptied, and not changed.
CHANGED = f"NEW.summary {{differs}} '' AND ({_moved('summary', 'answer', 'changes', 'change', 'number')})"
# Who speaks for oneself speaks for nobody else.
OWN = (
    "NEW.represented {differs} '' AND EXISTS (SELECT 1 FROM submission_submission AS one"
    " WHERE one.id = NEW.submission_id AND one.authorisation = 'own')"
)
MESSAGE = "a number and an adopted nota do not change"
GUARDS = [
    Guard("submission_own_new", SIGNATORY, "INSERT", OWN, "who speaks for oneself represents nobody"),
    Guard("submission_own", SIGNATORY, "UPDATE", OWN, "who speaks for oneself represents nobody"),
    Guard("submission_number_fixed", SUBMISSION, "UPDATE", _moved("number", "year", "round_id", "tenant_id"), MESSAGE),
    Guard("submission_point_fixed", POINT, "UPDATE", f"{ADOPTED} AND {CHANGED}", MESSAGE),
    Guard("submission_point_late", POINT, "INSERT", ADOPTED, MESSAGE),
    Guard(
        "submission_nota_fixed", NOTA, "UPDATE",
        "OLD.adopted_on IS NOT NULL AND"
        f" ({_moved('adopted_on', 'introduction', 'decision', 'remedy', 'official_changes', 'round_id')})",
        MESSAGE,
    ),
]  # fmt: skip


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("submission", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
