"""What the database holds of standing questions, and the places of handed-over words that become them.

The place that was invented for words from other governments (`binnengekomen-...`) turns into the standing question of
its body, with all voices, answers and codes on it. Its room is not published here: that is an act of the body.
"""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

STANDS = "(SELECT process.standing FROM processes_process AS process WHERE process.id = NEW.process_id)"
ROOM = f"NEW.published_at IS NOT NULL AND (NEW.reply_within IS NOT NULL) {{differs}} {STANDS}"
ENDLESS = f"NEW.closes_at > '9000-01-01' AND NOT {STANDS}"
RULES = (
    ("processes_process", "UPDATE", "NEW.standing {differs} OLD.standing", "standing"),
    ("processes_roomstatement", "INSERT", ROOM, "room_kind"),
    ("processes_roomstatement", "UPDATE", ROOM, "room_kind_later"),
    ("processes_round", "INSERT", ENDLESS, "endless"),
    ("processes_round", "UPDATE", ENDLESS, "endless_later"),
)
MESSAGE = "a standing question has a term in working days and no end; another has dates"
GUARDS = [Guard(f"{table}_{rule}", table, act, condition, MESSAGE) for table, act, condition, rule in RULES]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


def turn(apps, schema_editor):
    processes = apps.get_model("processes", "Process")
    for body in apps.get_model("people", "Body").objects.order_by("slug"):
        rows = processes.objects.filter(tenant=body, slug=f"binnengekomen-{body.slug}")
        rows.update(
            standing=True, title="Wat moeten wij weten?", participation=True,
            ground="Iedereen mag ons altijd iets zeggen.",
            motivation="Niet alles wat u weet, past bij een vraag van ons. Ook dat willen wij horen.",
        )


def back(apps, schema_editor):
    rows = apps.get_model("processes", "Process").objects.filter(standing=True, slug__startswith="binnengekomen-")
    rows.update(standing=False, title="Doorgegeven door andere overheden", participation=False)


class Migration(migrations.Migration):
    dependencies = [("processes", "0005_standing_question"), ("people", "0001_initial")]
    operations = [migrations.RunPython(turn, back), migrations.RunPython(forbid, allow)]
