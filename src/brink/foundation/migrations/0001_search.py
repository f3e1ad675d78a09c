"""The index of the search, with the full text of either database beside it."""

from django.db import migrations, models

from brink.foundation.search.triggers import full_text


def _make(apps, schema_editor):
    for statement in full_text(schema_editor.connection.vendor)[0]:
        schema_editor.execute(statement)


def _unmake(apps, schema_editor):
    for statement in full_text(schema_editor.connection.vendor)[1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(null=True)),
                ("kind", models.SlugField(max_length=30)),
                ("moment", models.DateTimeField()),
                ("place", models.BigIntegerField()),
                ("head", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("tenant_id", "-moment"),
            },
        ),
        migrations.CreateModel(
            name="SearchStale",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField()),
                ("thing_id", models.UUIDField(db_index=True)),
                ("key_hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("tenant_id", "thing_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "key_hash", "thing_id"), name="foundation_key_once")
                ],
            },
        ),
        migrations.RunPython(_make, _unmake),
    ]
