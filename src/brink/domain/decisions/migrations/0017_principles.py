"""The principles of good government that a decision answers. Of what was published before, nothing was asked."""

import django.db.models.deletion
from django.db import migrations, models

import brink.foundation.ids
import brink.foundation.quotations
from brink.foundation.row_guards import Guard, lift_guards, set_guards

TABLE = "decisions_goodgovernment"
PUBLISHED = (
    "EXISTS (SELECT 1 FROM decisions_decision AS whole"
    " WHERE whole.id = {row}.decision_id AND whole.published_at IS NOT NULL)"
)
OLD, NEW = PUBLISHED.format(row="OLD"), PUBLISHED.format(row="NEW")
MESSAGE = "a published decision does not change"
GUARDS = (
    Guard(f"{TABLE}_frozen_insert", TABLE, "INSERT", NEW, MESSAGE),
    Guard(f"{TABLE}_frozen_update", TABLE, "UPDATE", f"({OLD}) OR ({NEW})", MESSAGE),
    Guard(f"{TABLE}_frozen_delete", TABLE, "DELETE", OLD, MESSAGE),
)


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0016_kinds"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.CreateModel(
            name="GoodGovernment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "answers",
                    brink.foundation.quotations.QuotingJSONField(
                        default=dict, verbose_name="beginselen van goed bestuur"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="principles",
                        to="decisions.decision",
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
                "ordering": ("tenant_id", "decision_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "decision"), name="decisions_principles_once")
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
