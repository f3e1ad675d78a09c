"""What a raised hand has beyond a contribution: its side, and the device that raised it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.sessions import FilledSession


class Side(models.TextChoices):
    """Where a hand stands. The values name the sides in outcomes, so they are never renamed."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")


class Hand(FilledSession):
    """The detail of a contribution of either kind. It is emptied as soon as its giver withdraws.

    A reason has no `participant`: one person may give more than one.
    """

    side = models.CharField(_("kant"), max_length=8, choices=Side, blank=True)

    class Meta(FilledSession.Meta):
        constraints = (
            *FilledSession.Meta.constraints,
            models.CheckConstraint(condition=models.Q(side__in=("", *Side.values)), name="hands_hand_side"),
        )
