"""A hall gets a code and questions. A question that was put stays as it was put, and a closed one stays closed."""

import brink.foundation.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from brink.foundation.row_guards import Guard, lift_guards, set_guards

TABLE = "participation_hallquestion"
FIXED = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in ("hall_id", "number", "asked"))
GUARDS = [
    Guard(f"{TABLE}_fixed", TABLE, "UPDATE", FIXED, "a question that was put to a hall does not change"),
    Guard(
        f"{TABLE}_closed",
        TABLE,
        "UPDATE",
        "OLD.closed_at IS NOT NULL AND NEW.closed_at {differs} OLD.closed_at",
        "a closed question does not open again",
    ),
    Guard(
        f"{TABLE}_stays",
        TABLE,
        "DELETE",
        "OLD.closed_at IS NOT NULL",
        "a closed question of a hall stays",
    ),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0001_lines'),
        ('people', '0009_association'),
        ('processes', '0018_existing_plan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HallQuestion',
            fields=[
                ('id', models.UUIDField(default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(verbose_name='gemaakt op')),
                ('number', models.PositiveSmallIntegerField(verbose_name='de hoeveelste vraag')),
                ('asked', models.UUIDField()),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='dicht sinds')),
            ],
            options={
                'ordering': ('tenant_id', 'hall_id', 'number'),
            },
        ),
        migrations.AddField(
            model_name='hall',
            name='code',
            field=models.CharField(blank=True, max_length=4, verbose_name='code van de zaal'),
        ),
        migrations.AddField(
            model_name='hall',
            name='smaller_first',
            field=models.BooleanField(default=True, verbose_name='de kleinste groep praat eerst'),
        ),
        migrations.AddConstraint(
            model_name='hall',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('tenant', 'code'), name='participation_hall_code'),
        ),
        migrations.AddField(
            model_name='hallquestion',
            name='hall',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='participation.hall'),
        ),
        migrations.AddField(
            model_name='hallquestion',
            name='tenant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body', verbose_name='organisatie'),
        ),
        migrations.AddConstraint(
            model_name='hallquestion',
            constraint=models.UniqueConstraint(fields=('tenant', 'hall', 'number'), name='participation_question_number'),
        ),
        migrations.AddConstraint(
            model_name='hallquestion',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('tenant', 'hall'), name='participation_question_one_open'),
        ),
        migrations.RunPython(forbid, allow),
    ]
