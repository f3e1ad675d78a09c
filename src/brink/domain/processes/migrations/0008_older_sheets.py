"""Say of every round that was open before codes of sheets were noted that sheets of it may lie about still."""

from django.db import migrations
from django.utils import timezone


def note(apps, schema_editor):
    Round = apps.get_model("processes", "Round")
    Print = apps.get_model("processes", "Print")
    now = timezone.now()
    rounds = Round.objects.filter(opened_at__isnull=False).order_by().values_list("pk", "tenant_id")
    Print.objects.bulk_create(
        (Print(tenant_id=tenant, created_at=now, round_id=pk, copies=0, unlisted=True) for pk, tenant in rounds.iterator()),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("processes", "0007_kept_codes")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
