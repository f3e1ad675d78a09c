"""What was promised with a decision: the promises themselves stand in their own register, below decisions."""

from django.db import models

from brink.domain.commitments.models import Commitment
from brink.domain.decisions.models.decision import Decision
from brink.domain.people.models import Tenanted


class DecisionCommitment(Tenanted):
    """One promise that was made with a decision. It becomes public with it, and may still be added afterwards."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="promised")
    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="decided")

    class Meta:
        ordering = ("tenant_id", "decision_id", "created_at")
        indexes = (models.Index(fields=("tenant", "decision"), name="decisions_promised"),)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.commitment_id}"
