"""What a resident hands in: the words are a contribution at the open door of the body, the rest stands here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.petition.models.rule_set import RuleSet


class Proposal(Tenanted):
    """One proposal. `round` is where support for it is collected, once it was accepted."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="petition_proposal")
    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="proposals")
    why = models.TextField(_("waarom"), blank=True)
    news = models.TextField(_("wat is er nieuw"), blank=True)
    shown_name = models.CharField(_("naam die erbij staat"), max_length=80, blank=True)
    mend_note = QuotingTextField(_("wat moet er anders"), blank=True)
    ground = QuotingCharField(_("grond"), max_length=300, blank=True)
    reason = QuotingTextField(_("reden"), blank=True)
    refused_at = models.DateTimeField(_("afgewezen op"), null=True, blank=True)
    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="petition_proposal"
    )

    class Meta:
        ordering = ("tenant_id", "created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="petition_proposal_once"),
            models.UniqueConstraint(fields=("tenant", "round"), name="petition_proposal_round"),
            models.CheckConstraint(
                name="petition_proposal_refused",
                condition=Q(refused_at__isnull=True) | (Q(round__isnull=True) & ~Q(ground="") & ~Q(reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"
