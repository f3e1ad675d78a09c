"""The tables from which the promises moved go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_move_commitments")]
    operations = [
        migrations.DeleteModel(name="CommitmentStep"),
        migrations.DeleteModel(name="Commitment"),
    ]
