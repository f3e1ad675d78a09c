"""The database itself keeps the frame: it only becomes wider, a check stays, and a public answer to a proposal stays."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

LINE = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("round_id", "number", "kind", "title", "yearly"))
CHECK = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("proposal_id", "line_id", "version", "fits"))
NAMED = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("proposal_id", "decision_id", "answer"))
PUBLIC = (
    "EXISTS (SELECT 1 FROM decisions_decision AS made WHERE made.id = NEW.decision_id AND made.published_at IS NOT NULL)"
)
FRAME = "the frame of dialogue groups only becomes wider"
ANSWER = "a public answer to a proposal does not change"
GUARDS = [
    Guard("groups_frame_frozen", "dialogue_groups_councilframe", "UPDATE", "1 = 1", FRAME),
    Guard(
        "groups_line_frozen", "dialogue_groups_frameline", "UPDATE",
        f"NEW.ceiling_cents < OLD.ceiling_cents OR {LINE}", FRAME,
    ),
    Guard("groups_check_frozen", "dialogue_groups_linecheck", "UPDATE", CHECK, "a check of a proposal does not change"),
    Guard("groups_naming_late", "dialogue_groups_naming", "INSERT", PUBLIC, ANSWER),
    Guard("groups_naming_frozen", "dialogue_groups_naming", "UPDATE", f"{PUBLIC} AND ({NAMED})", ANSWER),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("dialogue_groups", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
