"""A letter that came after its round was over: read and answered like any other, and counted apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingCharField


class LateLetter(Tenanted):
    """Says of a contribution that it came too late to be counted, on which day, and why it is taken in all the same.

    What was frozen at closing is never counted again; beside it is told that letters came later.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="late_letter")
    received_on = models.DateField(_("ontvangen op"))
    reason = QuotingCharField(_("waarom te laat"), max_length=200)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_late_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.received_on}"
