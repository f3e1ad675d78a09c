"""The page of a destination is told by the owner of its kind, so its address is stored no more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_fill_what_was_sent")]

    operations = [migrations.RemoveField(model_name="destination", name="address")]
