"""The minority of the council: why a fractie was against, in its own words, and what came of what it proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models.decision import Decision, GroupVote
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingCharField, QuotingTextField

MOST_WORDS = 80


class GroupReason(Tenanted):
    """What a fractie that voted against says of it. Written by one of its members, or taken from the minutes.

    Without words it says on which day the fractie was asked: silence is told too, and nobody speaks for another.
    """

    class ProposalState(models.TextChoices):
        ADOPTED = "adopted", _("aangenomen")
        REJECTED = "rejected", _("verworpen")
        WITHDRAWN = "withdrawn", _("ingetrokken")
        PROMISED = "promised", _("ingetrokken na een toezegging")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="group_reasons")
    vote = models.OneToOneField(GroupVote, on_delete=models.CASCADE, related_name="group_reason")
    asked_on = models.DateField(_("gevraagd op"), null=True, blank=True)
    argument = QuotingTextField(_("waarom de fractie tegen was"), blank=True)
    by_member = models.BooleanField(_("door de fractie zelf geschreven"), default=False)
    minutes = QuotingCharField(_("waar dit in het verslag staat"), max_length=200, blank=True)
    proposal = QuotingCharField(_("amendement of motie van de fractie"), max_length=200, blank=True)
    proposal_state = models.CharField(_("wat daarmee gebeurde"), max_length=10, choices=ProposalState, blank=True)
    taken_over = QuotingTextField(_("wat van de fractie is overgenomen"), blank=True)

    class Meta:
        ordering = ("tenant_id", "decision_id", "vote_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "vote"), name="decisions_reason_once"),
            models.CheckConstraint(
                # Words have a source; without words somebody was at least asked.
                condition=models.Q(argument="", asked_on__isnull=False, by_member=False)
                | (~models.Q(argument="") & (models.Q(by_member=True) | ~models.Q(minutes=""))),
                name="decisions_reason_sourced",
            ),
        )

    def __str__(self) -> str:
        return self.argument[:60]
