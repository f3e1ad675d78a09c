"""Words that turned out to belong to another question of the same body."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingTextField


class Move(Tenanted):
    """One move of a contribution, with its reason; where it came from stays readable for the giver."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moves")
    origin = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", verbose_name=_("van"))
    target = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", verbose_name=_("naar"))
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="contributions_move_reason"),
            models.CheckConstraint(condition=~models.Q(origin=models.F("target")), name="contributions_move_away"),
        )
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_moves"),)

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.target_id}"
