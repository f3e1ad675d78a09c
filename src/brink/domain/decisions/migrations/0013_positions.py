"""Positions of fracties and people on a question. The database refuses to change or remove one."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import brink.foundation.ids

_triggers = import_module("brink.domain.decisions.migrations.0010_corrected")
RULES = tuple(("decisions_position", act, "1 = 1") for act in ("UPDATE", "DELETE"))
STANCES = [("for", "voor"), ("against", "tegen"), ("undecided", "nog niet zeker")]


def forbid(apps, schema_editor):
    _triggers._draw(schema_editor, RULES)


def allow(apps, schema_editor):
    _triggers._drop(schema_editor, RULES)


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0012_votes_of_groups"), ("people", "0008_one_group_a_day"),
        ("processes", "0015_consent"),
    ]  # fmt: skip
    operations = [
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("stance", models.CharField(choices=STANCES, max_length=10, verbose_name="standpunt")),
                ("text", models.TextField(verbose_name="uitleg")),
                ("reason", models.TextField(blank=True, verbose_name="van mening veranderd, omdat")),
                ("since", models.DateField(verbose_name="sinds")),
                (
                    "group",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="positions",
                        to="people.councilgroup",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="positions",
                        to="people.person",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="processes.process"
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
                "ordering": ("tenant_id", "process_id", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "process", "group", "number"), condition=Q(group__isnull=False),
                        name="decisions_position_group",
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "process", "person", "number"), condition=Q(person__isnull=False),
                        name="decisions_position_person",
                    ),
                    models.CheckConstraint(
                        condition=Q(group__isnull=True, person__isnull=False)
                        | Q(group__isnull=False, person__isnull=True),
                        name="decisions_position_of_one",
                    ),
                    models.CheckConstraint(
                        condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                        name="decisions_position_reasoned",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
