"""Whether somebody knew what they could talk about: one answer under one code."""

import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models

CHOICES = [("yes", "Ja"), ("partly", "Voor een deel"), ("no", "Nee")]


class Migration(migrations.Migration):
    dependencies = [("contributions", "0018_changed_words"), ("processes", "0017_published_stays")]
    operations = [
        migrations.CreateModel(
            name="Clarity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "said",
                    models.CharField(choices=CHOICES, max_length=10, verbose_name="wist u waarover u kon meepraten"),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clarity",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="processes.process"
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
                "ordering": ("tenant_id", "contribution_id"),
                "indexes": [models.Index(fields=["tenant", "process", "said"], name="contributions_clarity_ix")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_clarity_once"),
                    models.CheckConstraint(
                        condition=models.Q(("said__in", ["yes", "partly", "no"])), name="contributions_clarity_said"
                    ),
                ],
            },
        ),
    ]  # fmt: skip
