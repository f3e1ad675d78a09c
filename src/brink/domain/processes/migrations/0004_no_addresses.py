"""Nothing ever read the address of the other question, and one that is stored breaks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("processes", "0003_stopped")]

    operations = [migrations.RemoveField(model_name="alignment", name="other_address")]
