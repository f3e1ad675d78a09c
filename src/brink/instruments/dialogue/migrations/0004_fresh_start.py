"""Live figures of an earlier version rest on batches of answers, not of people: they go, and the next tick makes new ones."""

from django.db import migrations


def drop_live(apps, schema_editor):
    apps.get_model("dialogue", "OpinionResult").objects.filter(frozen=False).delete()


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0003_editions")]
    operations = [migrations.RunPython(drop_live, migrations.RunPython.noop)]
