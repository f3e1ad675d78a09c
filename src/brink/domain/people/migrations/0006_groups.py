"""Fracties as rows of their own. What stood as a name with a member moves there in the next migration."""

import django.db.models.deletion
from django.db import migrations, models

import brink.foundation.ids


class Migration(migrations.Migration):
    dependencies = [("people", "0005_roles")]
    operations = [
        migrations.CreateModel(
            name="CouncilGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                ("slug", models.SlugField(max_length=80, verbose_name="adres")),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="zetels")),
                ("starts", models.DateField(verbose_name="vanaf")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="people.organ",
                        verbose_name="raad",
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
                "ordering": ("tenant_id", "organ_id", "name"),
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "slug"), name="people_group_slug"),
                    models.CheckConstraint(
                        condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                        name="people_group_period",
                    ),
                ],
            },
        ),
        migrations.RenameField("membership", "group", "group_name"),
        migrations.AddField(
            "membership", "group",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="memberships",
                to="people.councilgroup", verbose_name="fractie",
            ),
        ),
    ]  # fmt: skip
