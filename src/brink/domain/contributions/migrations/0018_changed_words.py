"""A giver may change own words; the database keeps what stood there before, and lets it be emptied alone."""

import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models

from brink.foundation.row_guards import Guard, lift_guards, set_guards

KEPT = ("title", "text", "verbatim")
OTHER = " OR ".join(f"(NEW.{name} {{differs}} OLD.{name} AND NEW.{name} <> '')" for name in KEPT)
MOVED = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("contribution_id", "tenant_id", "created_at"))
MESSAGE = "what somebody said before does not change"
TABLE = "contributions_earlierwords"
GUARDS = (
    Guard(
        "contributions_earlier_kept_update", TABLE, "UPDATE",
        f"{OTHER} OR {MOVED} OR (NEW.shown AND NOT OLD.shown)", MESSAGE,
    ),
    Guard("contributions_earlier_kept_delete", TABLE, "DELETE", "OLD.text <> ''", MESSAGE),
)  # fmt: skip


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0017_sent_answers_kept"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.AddField(
            "contribution", "changed_at",
            models.DateTimeField(blank=True, null=True, verbose_name="veranderd door de gever"),
        ),
        migrations.CreateModel(
            name="EarlierWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="titel")),
                ("text", models.TextField(blank=True, verbose_name="woorden")),
                ("verbatim", models.TextField(blank=True, verbose_name="letterlijke woorden")),
                ("shown", models.BooleanField(default=False, verbose_name="voor iedereen te lezen")),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="earlier_words",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "contribution_id", "-created_at", "-id"),
                "indexes": [models.Index(fields=["tenant", "contribution"], name="contributions_earlier_ix")],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
