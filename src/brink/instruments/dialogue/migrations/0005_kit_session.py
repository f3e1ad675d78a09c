"""The session comes from the instrument kit: same columns, same names in the database, so only Django's own picture."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0004_fresh_start")]
    operations = [
        migrations.AlterField(
            model_name="session",
            name="contribution",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(app_label)s_%(class)s",
                to="contributions.contribution",
            ),
        ),
        migrations.AlterField(
            model_name="session",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(app_label)s_%(class)ss",
                to="processes.round",
            ),
        ),
    ]
