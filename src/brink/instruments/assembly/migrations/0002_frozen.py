"""The database itself keeps a draw as it was held, the record file by file, quotas of a frozen pool, and the advice."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

DRAW, FILE, TARGET, ADVICE = "assembly_draw", "assembly_recordfile", "assembly_target", "assembly_recommendation"
KEPT = "what was committed to or drawn does not change"
FIRM = "quotas are firm while a pool is frozen"
OFFERED = "advice that was offered does not change"


def _moved(*names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


def _frozen(row):
    return (
        "EXISTS (SELECT 1 FROM assembly_draw AS draw WHERE draw.round_id = "
        f"{row}.round_id AND draw.withdrawn_at IS NULL AND NOT draw.test)"
    )


def _offered(row):
    return (
        f"EXISTS (SELECT 1 FROM assembly_assembly AS one WHERE one.round_id = {row}.round_id "
        "AND one.offered_at IS NOT NULL)"
    )


GUARDS = [
    Guard("assembly_draw_kept", DRAW, "UPDATE",
          f"OLD.committed_at IS NOT NULL AND ({_moved('commitment', 'committed_at', 'seats', 'people', 'source', 'pick', 'round_id', 'test')})",
          KEPT),
    Guard("assembly_draw_again", DRAW, "UPDATE",
          f"OLD.held_at IS NOT NULL AND ({_moved('ticket', 'held_at', 'withdrawn_at')})", KEPT),
    Guard("assembly_draw_back", DRAW, "UPDATE", "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL", KEPT),
    Guard("assembly_file_update", FILE, "UPDATE", "1 = 1", KEPT),
    Guard("assembly_file_delete", FILE, "DELETE", "1 = 1", KEPT),
    Guard("assembly_target_update", TARGET, "UPDATE", f"{_frozen('NEW')} AND ({_moved('least', 'most', 'category', 'feature', 'round_id')})", FIRM),
    Guard("assembly_target_insert", TARGET, "INSERT", _frozen("NEW"), FIRM),
    Guard("assembly_advice_update", ADVICE, "UPDATE", _offered("OLD"), OFFERED),
    Guard("assembly_advice_insert", ADVICE, "INSERT", _offered("NEW"), OFFERED),
]  # fmt: skip


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
