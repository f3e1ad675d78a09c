"""Requests for a conversation."""

import django.db.models.deletion
from django.db import migrations, models

import brink.foundation.ids


class Migration(migrations.Migration):
    initial = True
    dependencies = [("contributions", "0015_notes_and_handlers"), ("people", "0008_one_group_a_day")]
    operations = [
        migrations.CreateModel(
            name="TalkRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="talk_request",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="talk_requests", to="people.person",
                        verbose_name="aan wie gevraagd",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "created_at"),
                "indexes": [models.Index(fields=["tenant", "person"], name="inbox_talk_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "contribution"), name="inbox_talk_once"),
                ],
            },
        ),
    ]
