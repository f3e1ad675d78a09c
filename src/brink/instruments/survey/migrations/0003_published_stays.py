"""Weighted figures that stand on the site, and how they were made, neither change nor go."""

from django.db import migrations

from brink.foundation.row_guards import Guard, lift_guards, set_guards

WEIGHTING, PUBLISHED = "survey_weighting", "OLD.published_at IS NOT NULL"
MESSAGE = "weighted figures on the site neither change nor go"
GUARDS = [
    Guard("survey_weighting_update", WEIGHTING, "UPDATE", PUBLISHED, MESSAGE),
    Guard("survey_weighting_delete", WEIGHTING, "DELETE", PUBLISHED, MESSAGE),
]


def forbid(apps, schema_editor):
    set_guards(schema_editor, GUARDS)


def allow(apps, schema_editor):
    lift_guards(schema_editor, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("survey", "0002_frozen")]
    operations = [migrations.RunPython(forbid, allow)]
