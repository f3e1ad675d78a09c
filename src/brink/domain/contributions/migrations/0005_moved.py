
import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0004_no_addresses"),
        ("people", "0002_team"),
        ("processes", "0006_standing_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("reason", models.TextField(verbose_name="waarom")),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="processes.process",
                        verbose_name="van",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="processes.process",
                        verbose_name="naar",
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
                "ordering": ("tenant_id", "contribution_id", "created_at"),
                "indexes": [models.Index(fields=["tenant", "contribution"], name="contributions_moves")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="contributions_move_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin", models.F("target")), _negated=True),
                        name="contributions_move_away",
                    ),
                ],
            },
        ),
    ]
