"""Two records are tied once, whichever of them was named first. Until now there was no page to tie them by."""

from django.db import migrations, models
from django.db.models.functions import Greatest, Least


class Migration(migrations.Migration):
    dependencies = [("records", "0002_kept")]
    operations = [
        migrations.RemoveConstraint(model_name="link", name="records_link_once"),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                "tenant", Least("one", "other"), Greatest("one", "other"), "kind", name="records_link_once"
            ),
        ),
    ]
