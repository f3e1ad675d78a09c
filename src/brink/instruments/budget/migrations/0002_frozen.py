"""The database itself keeps rule, list and count as they were: from the opening on nothing that counts can move."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

PLAN = "budget_plan"
FROZEN = "EXISTS (SELECT 1 FROM budget_terms AS terms WHERE terms.round_id = NEW.round_id)"
MOVED = " OR ".join(
    f"NEW.{name} {{differs}} OLD.{name}" for name in ("cost_cents", "feasibility", "number", "code", "round_id")
)
BACK = "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL"
MESSAGE = "the rule, the list and the count of a budget do not change"
GUARDS = [
    Guard("budget_plan_frozen", PLAN, "UPDATE", f"{FROZEN} AND ({MOVED} OR ({BACK}))", MESSAGE),
    Guard("budget_plan_late", PLAN, "INSERT", FROZEN, MESSAGE),
    Guard("budget_terms_frozen", "budget_terms", "UPDATE", "1 = 1", MESSAGE),
    Guard("budget_tally_frozen", "budget_tally", "UPDATE", "1 = 1", MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
