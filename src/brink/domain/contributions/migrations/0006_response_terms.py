"""The terms of a body bear the name of what they are. No table that keeps a trigger is made anew by this."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_moved")]

    operations = [
        migrations.RenameModel(old_name="Clocks", new_name="ResponseTerms"),
        migrations.RemoveConstraint(model_name="responseterms", name="contributions_clocks_once"),
        migrations.AddConstraint(
            model_name="responseterms",
            constraint=models.UniqueConstraint(fields=("tenant",), name="contributions_response_terms_once"),
        ),
    ]
