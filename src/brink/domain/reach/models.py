"""Age and sex, apart from words and from whoever said them, and what stays of it when a round is counted (ADR 22)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body, Tenanted
from brink.domain.processes.models import Round
from brink.domain.reach.traits import AGE, SEX, WIDTH


class Said(models.Model):
    """Under this code something was said in this round: so it is said once, and can be taken back with the code.

    Not a `Tenanted` row on purpose: no moment, and a key that is random. `mark` and `cell` both follow from the code,
    which is stored nowhere, in another way than the hash by which its words are found. Gone when the round is counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    cell = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("tenant_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "mark"), name="reach_said_once"),
            models.CheckConstraint(condition=models.Q(cell__lt=WIDTH), name="reach_said_cell"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class Tally(models.Model):
    """How many said one thing in a round that is not counted yet. Shown to nobody: open figures move by one."""

    class Trait(models.TextChoices):
        AGE = AGE, _("leeftijd")
        SEX = SEX, _("geslacht")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    trait = models.CharField(max_length=3, choices=Trait)
    value = models.CharField(max_length=2)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "round_id", "trait", "value")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "trait", "value"), name="reach_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.trait} {self.value}"


class RoundReach(Tenanted):
    """What stays of a closed round: cells of ten and more, and the share of the most active. Never changed.

    `active_share` is in whole percents of all that the question had brought by then; null where it may not be told.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="reach")
    ages = models.JSONField(default=dict)
    sexes = models.JSONField(default=dict)
    active_people = models.PositiveIntegerField(default=0)
    active_share = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="reach_round_once"),
            models.CheckConstraint(
                name="reach_round_share",
                condition=models.Q(active_share__isnull=True, active_people=0)
                | models.Q(active_share__isnull=False, active_share__lte=100, active_people__gte=10),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}"
