
import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contributions", "0004_no_addresses"),
        ("people", "0002_team"),
        ("places", "0001_initial"),
        ("processes", "0006_standing_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("kind", models.SlugField(max_length=30, verbose_name="register")),
                ("number", models.PositiveIntegerField(verbose_name="nummer")),
                ("slug", models.SlugField(max_length=100, verbose_name="adres")),
                ("title", models.CharField(max_length=160, verbose_name="titel")),
                ("summary", models.TextField(blank=True, verbose_name="in het kort")),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "openbaar"), ("desk", "alleen de balie")],
                        default="public",
                        max_length=10,
                        verbose_name="wie ziet het",
                    ),
                ),
                ("stage", models.SlugField(max_length=20, verbose_name="stand")),
                ("stage_since", models.DateTimeField(verbose_name="sinds")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="klaar op")),
                ("due_first", models.DateField(blank=True, null=True, verbose_name="eerst beloofde dag")),
                ("reminded_for", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="openbaar sinds")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="afgerond op")),
                ("closed_reason", models.TextField(blank=True, verbose_name="hoe het afliep")),
                ("areas", models.ManyToManyField(related_name="records", to="places.area")),
                (
                    "destination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record",
                        to="contributions.destination",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="processes.dossier",
                    ),
                ),
                (
                    "owner_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="wie",
                    ),
                ),
                (
                    "owner_team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                        verbose_name="welk team",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="processes.process",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
                ("themes", models.ManyToManyField(related_name="records", to="processes.theme")),
            ],
            options={
                "ordering": ("tenant_id", "kind", "-number"),
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("kind", models.SlugField(max_length=30, verbose_name="hoe")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="waarom")),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links_from", to="records.record"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links_to", to="records.record"
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "one_id", "created_at"),
            },
        ),
        migrations.CreateModel(
            name="Voice",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="records.record"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ("tenant_id", "record_id", "created_at"),
            },
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["tenant", "kind", "-published_at"], name="records_record_recent"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["tenant", "kind", "due_on"], name="records_record_due_ix"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(fields=("tenant", "kind", "number"), name="records_record_number"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(fields=("tenant", "kind", "slug"), name="records_record_slug"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner_person__isnull", False), ("owner_team__isnull", True)),
                    models.Q(("owner_person__isnull", True), ("owner_team__isnull", False)),
                    _connector="OR",
                ),
                name="records_record_owned",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_first__isnull", True), ("due_on__isnull", True)),
                    models.Q(("due_first__isnull", False), ("due_on__isnull", False)),
                    _connector="OR",
                ),
                name="records_record_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), models.Q(("closed_reason", ""), _negated=True), _connector="OR"
                ),
                name="records_record_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("tenant", "one", "other", "kind"), name="records_link_once"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("one", models.F("other")), _negated=True), name="records_link_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(fields=("tenant", "contribution"), name="records_voice_once"),
        ),
    ]
