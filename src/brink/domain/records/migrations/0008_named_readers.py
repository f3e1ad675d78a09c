"""Other readers of a secret record are named with a reason, in a row that stays; the record itself says nothing else.

Until now for whom a secret record was kept could not change at all (0007): whoever needed other readers withdrew it.
"""

from importlib import import_module

import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models

from brink.foundation.row_guards import Guard, lift_guards, set_guards

BEFORE = import_module("brink.domain.records.migrations.0007_readers_stay").GUARDS
RECORD, READERS = "records_record", "records_namedreaders"
NEWEST = (
    f"(SELECT named.kept_for FROM {READERS} AS named WHERE named.record_id = NEW.id ORDER BY named.number DESC LIMIT 1)"
)
SAID = (
    "NEW.visibility = 'secret' AND OLD.visibility = 'secret'"
    f" AND EXISTS (SELECT 1 FROM {READERS} AS named WHERE named.record_id = NEW.id) AND NEW.kept_for = {NEWEST}"
)
GUARDS = [
    Guard(
        f"{RECORD}_readers",
        RECORD,
        "UPDATE",
        "OLD.visibility <> NEW.visibility AND NEW.visibility <> 'public'"
        " OR NEW.kept_for {differs} OLD.kept_for AND NOT (NEW.kept_for = '' AND NEW.visibility = 'public')"
        f" AND NOT ({SAID})",
        "who reads a closed record changes only when others are named with a reason, or when it opens to everybody",
    ),
    Guard(f"{READERS}_stay", READERS, "UPDATE", "1 = 1", "who was named to read does not change"),
    Guard(f"{READERS}_kept", READERS, "DELETE", "1 = 1", "who was named to read does not go"),
]


def before(apps, schema_editor):
    set_guards(schema_editor, BEFORE)


def lift_before(apps, schema_editor):
    lift_guards(schema_editor, BEFORE)


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_association'),
        ('records', '0007_readers_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedReaders',
            fields=[
                ('id', models.UUIDField(default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(verbose_name='gemaakt op')),
                ('number', models.PositiveSmallIntegerField(verbose_name='de hoeveelste keer')),
                ('kept_before', models.CharField(blank=True, choices=[('council', 'de volksvertegenwoordigers'), ('executive', 'het bestuur'), ('both', 'de volksvertegenwoordigers en het bestuur')], max_length=10, verbose_name='wie het las')),
                ('kept_for', models.CharField(blank=True, choices=[('council', 'de volksvertegenwoordigers'), ('executive', 'het bestuur'), ('both', 'de volksvertegenwoordigers en het bestuur')], max_length=10, verbose_name='wie het leest')),
                ('reason', models.CharField(max_length=300, verbose_name='waarom anderen het lezen')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_readers', to='records.record')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body', verbose_name='organisatie')),
            ],
            options={
                'ordering': ('tenant_id', 'record_id', 'number'),
                'constraints': [models.UniqueConstraint(fields=('tenant', 'record', 'number'), name='records_readers_number'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='records_readers_reason')],
            },
        ),
        migrations.RunPython(lift_before, before),
        migrations.RunPython(forbid, allow),
    ]
