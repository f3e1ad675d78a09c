"""What a decision answers to the general principles of good government, one by one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models.decision import Decision
from brink.domain.decisions.principles import Answered, answered
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingJSONField


class GoodGovernment(Tenanted):
    """The answers of one decision, by key of the principle: "" where it holds, else where it does not and why.

    A decision without this row was published before it was asked.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="principles")
    answers = QuotingJSONField(_("beginselen van goed bestuur"), default=dict)

    class Meta:
        ordering = ("tenant_id", "decision_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "decision"), name="decisions_principles_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id}"

    @property
    def told(self) -> list[Answered]:
        """Return the answers in the order of the list."""
        return answered(self.answers)
