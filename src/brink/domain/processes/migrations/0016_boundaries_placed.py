"""A limit says since when it holds, and where when that is one place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("processes", "0015_consent")]

    operations = [
        migrations.AddField(
            "boundary", "area",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="places.area", verbose_name="waar",
            ),
        ),
        migrations.AddField("boundary", "since", models.DateField(blank=True, null=True, verbose_name="sinds")),
    ]  # fmt: skip
