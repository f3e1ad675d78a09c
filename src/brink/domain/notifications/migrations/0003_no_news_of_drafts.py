"""Take away news of answers that were written and not sent: it becomes news when they are sent."""

from django.db import migrations


def forget(apps, schema_editor):
    News = apps.get_model("notifications", "News")
    News.objects.filter(mailed_at=None, topic__in=("landed", "changed")).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_claimed")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
