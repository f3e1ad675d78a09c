"""Hiding and showing, always with a reason that the giver reads and may appeal once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution, Moderation
from brink.domain.people.models import Account, Tenanted
from brink.foundation.quotations import QuotingTextField


class ModerationAct(Tenanted):
    """One decision about the visibility of a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moderation_acts")
    to = models.CharField(max_length=10, choices=Moderation)
    reason = QuotingTextField(_("reden"))
    by_role = models.CharField(max_length=20)
    # An appeal is answered by somebody else, so who did it must be known here and not in the journal alone.
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("tenant_id", "contribution_id", "created_at")
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="contributions_moderation_reason"),)
        indexes = (models.Index(fields=("tenant", "contribution"), name="contributions_moderated"),)

    def __str__(self) -> str:
        return f"{self.to}: {self.reason[:40]}"


class Appeal(Tenanted):
    """The giver disagrees with hiding: once per contribution, answered by somebody else than who hid it."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(_("waarom u het er niet mee eens bent"))
    answer = QuotingTextField(_("antwoord"), blank=True)
    granted = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_appeal_once"),
            models.CheckConstraint(
                name="contributions_appeal_answered",
                condition=models.Q(answered_at__isnull=True) | (~models.Q(answer="") & models.Q(granted__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"
