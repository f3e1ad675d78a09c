"""Who is responsible for a subject signs along; the database sends no answer that waits for that or was refused."""

import brink.foundation.ids
import brink.foundation.quotations
import django.db.models.deletion
from django.db import migrations, models

from brink.foundation.row_guards import Guard, lift_guards, set_guards

UNSIGNED = (
    "EXISTS (SELECT 1 FROM contributions_cosignature AS along WHERE along.answer_id = NEW.id"
    " AND along.agreed IS NOT TRUE)"
)
SAID = " OR ".join(
    f"NEW.{name} {{differs}} OLD.{name}" for name in ("answer_id", "holder_id", "agreed", "reason", "answered_at")
)
GUARDS = (
    Guard(
        "contributions_cosign_first", "contributions_answer", "UPDATE",
        f"NEW.sent_at IS NOT NULL AND OLD.sent_at IS NULL AND {UNSIGNED}",
        "an answer is sent once who is responsible for its subject signed along",
    ),
    Guard(
        "contributions_cosign_kept", "contributions_cosignature", "UPDATE",
        f"OLD.answered_at IS NOT NULL AND ({SAID})", "what was said of an answer does not change",
    ),
)  # fmt: skip


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0019_clarity"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.CreateModel(
            name="CoSignature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("due_on", models.DateField(verbose_name="uiterlijk op")),
                ("agreed", models.BooleanField(blank=True, null=True, verbose_name="akkoord")),
                (
                    "reason",
                    brink.foundation.quotations.QuotingTextField(blank=True, verbose_name="waarom niet"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cosignature",
                        to="contributions.answer",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person",
                        verbose_name="wie erover gaat",
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
                "ordering": ("tenant_id", "due_on", "created_at"),
                "indexes": [models.Index(fields=["tenant", "holder"], name="contributions_cosign_ix")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "answer"), name="contributions_cosign_once"),
                    models.CheckConstraint(
                        condition=models.Q(agreed=None, answered_at=None, reason="")
                        | models.Q(agreed=True, answered_at__isnull=False, reason="")
                        | (models.Q(agreed=False, answered_at__isnull=False) & ~models.Q(reason="")),
                        name="contributions_cosign_said",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
