"""Who had an answer before this was counted as told. Nobody noted how, so that is left open."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    Landing = apps.get_model("contributions", "Landing")
    Landing.objects.filter(holds=True, told_at=None).update(told_at=F("sent_at"))


class Migration(migrations.Migration):
    dependencies = [("contributions", "0010_second_desk")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
