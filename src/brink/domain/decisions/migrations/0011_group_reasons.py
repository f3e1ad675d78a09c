"""A vote is of a fractie, and a fractie that was against says why."""

import django.db.models.deletion
from django.db import migrations, models

import brink.foundation.ids

STATES = [
    ("adopted", "aangenomen"), ("rejected", "verworpen"), ("withdrawn", "ingetrokken"),
    ("promised", "ingetrokken na een toezegging"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("decisions", "0010_corrected"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.AddField(
            "groupvote", "council_group",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="votes",
                to="people.councilgroup",
            ),
        ),
        migrations.CreateModel(
            name="GroupReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="gevraagd op")),
                ("argument", models.TextField(blank=True, verbose_name="waarom de fractie tegen was")),
                ("by_member", models.BooleanField(default=False, verbose_name="door de fractie zelf geschreven")),
                (
                    "minutes",
                    models.CharField(blank=True, max_length=200, verbose_name="waar dit in het verslag staat"),
                ),
                (
                    "proposal",
                    models.CharField(blank=True, max_length=200, verbose_name="amendement of motie van de fractie"),
                ),
                (
                    "proposal_state",
                    models.CharField(blank=True, choices=STATES, max_length=10, verbose_name="wat daarmee gebeurde"),
                ),
                ("taken_over", models.TextField(blank=True, verbose_name="wat van de fractie is overgenomen")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_reasons",
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
                (
                    "vote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_reason",
                        to="decisions.groupvote",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "decision_id", "vote_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "vote"), name="decisions_reason_once"),
                    models.CheckConstraint(
                        condition=models.Q(argument="", asked_on__isnull=False, by_member=False)
                        | (~models.Q(argument="") & (models.Q(by_member=True) | ~models.Q(minutes=""))),
                        name="decisions_reason_sourced",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
