"""One more weight: a plan. Choices are no part of a table, so nothing is rebuilt and the guards stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_kept")]
    operations = [
        migrations.AlterField(
            model_name="document",
            name="weight",
            field=models.CharField(
                choices=[
                    ("impression", "impressie, geen beleidsdocument"),
                    ("background", "achtergrond, geen beleidsdocument"),
                    ("report", "verslag"),
                    ("advice", "advies"),
                    ("plan", "plan voor deze vraag"),
                    ("policy", "beleidsstuk"),
                    ("decision", "besluit"),
                ],
                max_length=12,
                verbose_name="wat voor stuk",
            ),
        )
    ]
