"""Which promises of the register of commitments were made with which decision."""

import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0001_initial"),
        ("decisions", "0004_frozen"),
        ("people", "0002_team"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionCommitment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promised", to="decisions.decision"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "decision_id", "created_at"),
                "indexes": [models.Index(fields=["tenant", "decision"], name="decisions_promised")],
            },
        ),
    ]
