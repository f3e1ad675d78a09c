"""Themes of fracties, and those that somebody with a seat chose."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import brink.foundation.ids


class Migration(migrations.Migration):
    dependencies = [("decisions", "0013_positions")]
    operations = [
        migrations.CreateModel(
            name="ChosenTheme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "group",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="themes",
                        to="people.councilgroup",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="themes",
                        to="people.person",
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
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.theme"
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "theme_id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "theme", "group"), condition=Q(group__isnull=False),
                        name="decisions_theme_group",
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "theme", "person"), condition=Q(person__isnull=False),
                        name="decisions_theme_person",
                    ),
                    models.CheckConstraint(
                        condition=Q(group__isnull=True, person__isnull=False)
                        | Q(group__isnull=False, person__isnull=True),
                        name="decisions_theme_of_one",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
