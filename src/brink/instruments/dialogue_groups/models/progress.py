"""Carrying out: which promise a proposal became, and how it goes each quarter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.commitments.models import Commitment
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingTextField
from brink.instruments.dialogue_groups.models.proposal import GroupProposal


class CarryingOut(Tenanted):
    """A proposal that is being carried out: its promise keeps owner, day and money."""

    proposal = models.OneToOneField(GroupProposal, on_delete=models.CASCADE, related_name="carrying_out")
    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="groups_carrying_out")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "proposal"), name="groups_carrying_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}"


class QuarterReport(Tenanted):
    """How it goes with one proposal in one quarter, what was spent in it, and what comes next. Written once."""

    class Stand(models.TextChoices):
        GOING = "going", _("loopt")
        SLOWER = "slower", _("loopt later dan gepland")
        DONE = "done", _("klaar")

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(_("jaar"))
    quarter = models.PositiveSmallIntegerField(_("kwartaal"))
    stand = models.CharField(_("stand"), max_length=10, choices=Stand)
    spent_cents = models.PositiveBigIntegerField(_("uitgegeven in centen"), default=0)
    account = QuotingTextField(_("hoe het gaat"))

    class Meta:
        ordering = ("tenant_id", "proposal_id", "year", "quarter")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "proposal", "year", "quarter"), name="groups_report_once"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="groups_report_quarter"),
            models.CheckConstraint(condition=~Q(account=""), name="groups_report_account"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.year} {self.quarter}"
