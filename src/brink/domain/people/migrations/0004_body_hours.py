"""When a body can be reached."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_absence")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="hours",
            field=models.CharField(blank=True, max_length=120, verbose_name="bereikbaar"),
        ),
    ]
