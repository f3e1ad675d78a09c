"""Moments at which somebody with a seat is expected."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import brink.foundation.ids

ATTENDANCES = [("present", "was erbij"), ("absent", "was er niet bij")]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0014_themes"), ("framework", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Involvement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("on", models.DateField(verbose_name="datum")),
                ("what", models.CharField(max_length=160, verbose_name="wat")),
                (
                    "attendance",
                    models.CharField(blank=True, choices=ATTENDANCES, max_length=10, verbose_name="was erbij"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="waarom niet")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="people.person",
                        verbose_name="wie",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="framework.phase",
                        verbose_name="fase",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="involvements",
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
                "ordering": ("tenant_id", "process_id", "on"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "process", "person", "on", "what"), name="decisions_involvement_once"
                    ),
                    models.CheckConstraint(
                        condition=~Q(attendance="absent") | ~Q(reason=""), name="decisions_involvement_reasoned"
                    ),
                ],
            },
        ),
    ]  # fmt: skip
