"""Rounds that were extended before are known as changed: pages ask for the reasons of those alone."""

from django.db import migrations
from django.db.models import Max


def note(apps, schema_editor):
    alias = schema_editor.connection.alias
    rounds = apps.get_model("processes", "Round").objects.using(alias)
    for one in rounds.annotate(last=Max("extensions__created_at")).filter(last__isnull=False):
        rounds.filter(pk=one.pk).update(changed_at=one.last)


class Migration(migrations.Migration):
    dependencies = [("processes", "0009_pauses")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
