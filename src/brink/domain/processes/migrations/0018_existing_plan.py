"""Is er al een plan? The answer of each question that was asked since; frozen once everybody can read it."""

import brink.foundation.ids
import brink.foundation.quotations
import django.db.models.deletion
from django.db import migrations, models

from brink.foundation.row_guards import Guard, lift_guards, set_guards

PUBLIC = (
    "EXISTS (SELECT 1 FROM processes_process AS process WHERE process.id = OLD.process_id"
    " AND (process.room_published_at IS NOT NULL OR process.participation_at IS NOT NULL))"
)
COLUMNS = ("process_id", "there", "since", "name", "by")
CHANGED = " OR ".join(f'NEW."{name}" {{differs}} OLD."{name}"' for name in COLUMNS)
MESSAGE = "whether there was a plan does not change once it is public"
TABLE = "processes_existingplan"
GUARDS = (
    Guard("processes_plan_kept_update", TABLE, "UPDATE", f"({CHANGED}) AND {PUBLIC}", MESSAGE),
    Guard("processes_plan_kept_delete", TABLE, "DELETE", PUBLIC, MESSAGE),
)


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("processes", "0017_published_stays"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.CreateModel(
            name="ExistingPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("there", models.BooleanField(verbose_name="er is al een plan")),
                (
                    "name",
                    brink.foundation.quotations.QuotingCharField(
                        blank=True, max_length=200, verbose_name="welk plan"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="sinds")),
                (
                    "by",
                    brink.foundation.quotations.QuotingCharField(blank=True, max_length=160, verbose_name="van wie"),
                ),
                (
                    "process",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="existing_plan",
                        to="processes.process",
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
                "ordering": ("tenant_id", "process_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "process"), name="processes_plan_once"),
                    models.CheckConstraint(
                        condition=models.Q(there=False, name="", since=None, by="")
                        | (models.Q(there=True, since__isnull=False) & ~models.Q(name="") & ~models.Q(by="")),
                        name="processes_plan_told",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
