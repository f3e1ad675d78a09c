"""What a raised hand has beyond a contribution: its side, and the device that raised it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round


class Side(models.TextChoices):
    """Where a hand stands. The values name the sides in outcomes, so they are never renamed."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")


class Hand(Tenanted):
    """The detail of a contribution of either kind. It is deleted as soon as its giver withdraws.

    `participant` is a keyed hash of the device's token and the round, so that rounds cannot be tied together; empty
    for a reason, of which one person may give more than one.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="hands")
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="hand")
    side = models.CharField(_("kant"), max_length=8, choices=Side)
    participant = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - several may be without

    class Meta:
        ordering = ("tenant", "round", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "participant"), name="hands_hand_once"),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="hands_hand_side"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"
