
import brink.foundation.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contributions", "0004_no_addresses"),
        ("people", "0002_team"),
        ("processes", "0006_standing_rules"),
        ("records", "0002_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="records.record",
                        verbose_name="registratie",
                    ),
                ),
                ("receiver", models.CharField(max_length=160, verbose_name="aan wie")),
                ("said_at", models.CharField(blank=True, max_length=160, verbose_name="waar het is beloofd")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="de ander sloot zich aan op")),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="aangesproken op")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "nagekomen"), ("not_kept", "niet nagekomen"), ("withdrawn", "ingetrokken")],
                        max_length=10,
                        verbose_name="hoe liep het af",
                    ),
                ),
                ("outcome_at", models.DateTimeField(blank=True, null=True, verbose_name="afgerekend op")),
                ("reason", models.TextField(blank=True, verbose_name="waarom")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="waaruit dit blijkt")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="gemeld op")),
                ("objected_at", models.DateTimeField(blank=True, null=True, verbose_name="klopt niet, gezegd op")),
                ("objection", models.TextField(blank=True, verbose_name="wat er niet klopt")),
                (
                    "amount_cents",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="bedrag in centen"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="contributions.answer",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="processes.event",
                    ),
                ),
                (
                    "objected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments_objected",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organ",
                        verbose_name="wie belooft het",
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
                "ordering": ("tenant_id", "record_id"),
            },
        ),
        migrations.CreateModel(
            name="CommitmentStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("made", "beloofd"),
                            ("accepted", "aangesloten"),
                            ("moved", "nieuwe dag"),
                            ("called", "aangesproken"),
                            ("settled", "afgerekend"),
                            ("reported", "gemeld"),
                            ("objected", "klopt niet"),
                        ],
                        max_length=10,
                        verbose_name="stap",
                    ),
                ),
                ("note", models.TextField(verbose_name="toelichting")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="commitments.commitment"
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
                "ordering": ("tenant_id", "commitment_id", "created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Spending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=brink.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("on", models.DateField(verbose_name="op welke dag")),
                ("cents", models.BigIntegerField(verbose_name="bedrag in centen")),
                ("what", models.CharField(max_length=160, verbose_name="waaraan")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spendings",
                        to="commitments.commitment",
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
                "ordering": ("tenant_id", "commitment_id", "on", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__isnull", True), ("event__isnull", True), _connector="OR"),
                name="commitments_one_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("outcome_at__isnull", True)),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        ("outcome_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="commitments_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "kept"), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="commitments_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at__isnull", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="commitments_reported",
            ),
        ),
        migrations.AddIndex(
            model_name="commitmentstep",
            index=models.Index(fields=["tenant", "commitment"], name="commitments_steps"),
        ),
        migrations.AddIndex(
            model_name="spending",
            index=models.Index(fields=["tenant", "commitment"], name="commitments_spent"),
        ),
        migrations.AddConstraint(
            model_name="spending",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents", 0), _negated=True), name="commitments_spending_counts"
            ),
        ),
    ]
