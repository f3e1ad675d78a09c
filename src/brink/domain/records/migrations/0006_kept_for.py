"""For whom a secret record is kept. SQLite makes the table anew for that and loses its guards: they are set again."""

from importlib import import_module

from django.db import migrations, models

from brink.foundation.row_guards import lift_guards, set_guards

GUARDS = [
    one
    for name in ("0002_kept", "0004_published_stays")
    for one in import_module(f"brink.domain.records.migrations.{name}").GUARDS
]


def lift(apps, schema_editor):
    """On either database, so that both end with the same guards, set once."""
    lift_guards(schema_editor, GUARDS)


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('contributions', '0020_cosignature'),
        ('people', '0009_association'),
        ('places', '0001_initial'),
        ('processes', '0018_existing_plan'),
        ('records', '0005_initial'),
    ]

    operations = [
        migrations.RunPython(lift, forbid),
        migrations.AddField(
            model_name='record',
            name='kept_for',
            field=models.CharField(blank=True, choices=[('council', 'de volksvertegenwoordigers'), ('executive', 'het bestuur'), ('both', 'de volksvertegenwoordigers en het bestuur')], max_length=10, verbose_name='wie het geheime stuk leest'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('kept_for', ''), ('visibility', 'secret'), _connector='OR'), name='records_record_kept_for'),
        ),
        migrations.RunPython(forbid, lift),
    ]
