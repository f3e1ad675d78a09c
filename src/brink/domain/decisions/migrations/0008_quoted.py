"""A minority note may name the words that it quotes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_moved"), ("decisions", "0007_drop_commitments")]
    operations = [
        migrations.AddField(
            model_name="minoritynote",
            name="quoted",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contributions.contribution",
                verbose_name="bron",
            ),
        ),
    ]
