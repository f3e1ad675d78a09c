"""The standing question: at most one per body, without an end, and with a term in working days in place of dates."""

from importlib import import_module

from django.db import migrations, models

# SQLite makes a table anew for a change like these, and drops its triggers with the old one.
frozen = import_module("brink.domain.processes.migrations.0002_frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("processes", "0004_no_addresses"),
    ]

    operations = [
        migrations.RunPython(frozen.allow, frozen.forbid),
        migrations.RemoveConstraint(
            model_name="roomstatement",
            name="processes_room_complete",
        ),
        migrations.AddField(
            model_name="process",
            name="standing",
            field=models.BooleanField(default=False, verbose_name="vaste vraag"),
        ),
        migrations.AddField(
            model_name="roomstatement",
            name="reply_within",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antwoord binnen (werkdagen)"),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", True)), fields=("tenant",), name="processes_process_one_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing", False),
                    models.Q(
                        ("answered_at", None),
                        ("closes_at", None),
                        ("decided_at", None),
                        ("evaluated_at", None),
                        ("weighing_at", None),
                        ("withdrawn_at", None),
                    ),
                    _connector="OR",
                ),
                name="processes_process_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(
                        models.Q(("question", ""), _negated=True),
                        models.Q(("level", ""), _negated=True),
                        models.Q(("summary", ""), _negated=True),
                        ("adopted_by__isnull", False),
                        ("contact__isnull", False),
                        ("decider__isnull", False),
                        models.Q(
                            models.Q(
                                ("decision_on__isnull", False),
                                ("reply_on__isnull", False),
                                ("reply_within__isnull", True),
                            ),
                            models.Q(
                                ("decision_on__isnull", True), ("reply_on__isnull", True), ("reply_within__gte", 1)
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="processes_room_complete",
            ),
        ),
        migrations.RunPython(frozen.forbid, frozen.allow),
    ]
