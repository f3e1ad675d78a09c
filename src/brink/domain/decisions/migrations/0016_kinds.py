"""Kinds of decisions, each with its level of delegation. That of a published decision stands, also when corrected."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import brink.foundation.ids

_triggers = import_module("brink.domain.decisions.migrations.0010_corrected")
LEVELS = [
    ("council", "de raad of Staten zelf"), ("executive", "het hele bestuur"), ("portfolio", "één bestuurder"),
    ("officer", "een directeur of ambtenaar"), ("team", "een team of een groep inwoners"),
]  # fmt: skip

BEFORE = _triggers.RULES[:1]
DIFFERS = f'{_triggers.DIFFERS} OR NEW."kind_id" {{differs}} OLD."kind_id"'
RULES = (
    (
        "decisions_decision", "UPDATE",
        "OLD.published_at IS NOT NULL AND"
        f" (({DIFFERS}) OR NOT ({_triggers.LATER}) OR NOT {_triggers.BY_ERRATUM})",
    ),
)


def forbid(apps, schema_editor):
    _triggers._drop(schema_editor, BEFORE)
    _triggers._draw(schema_editor, RULES)


def allow(apps, schema_editor):
    _triggers._drop(schema_editor, RULES)
    _triggers._draw(schema_editor, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0015_involvement")]
    operations = [
        migrations.CreateModel(
            name="DecisionKind",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("level", models.CharField(choices=LEVELS, max_length=10, verbose_name="wie mag dit besluiten")),
                ("ground", models.CharField(max_length=200, verbose_name="waar dat staat")),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "name"),
                "constraints": [models.UniqueConstraint(fields=("tenant", "name"), name="decisions_kind_name")],
            },
        ),
        migrations.AddField(
            "decision", "kind",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="decisions",
                to="decisions.decisionkind", verbose_name="soort besluit",
            ),
        ),
        migrations.RunPython(forbid, allow),
    ]  # fmt: skip
