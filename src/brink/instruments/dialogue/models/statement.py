"""Statements: one sentence each, by the body or by a resident."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution, Destination, OutcomeCode
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingJSONField, QuotingTextField


class Statement(Tenanted):
    """One version of one sentence. Once people answered it, it is never edited: a new version starts without answers.

    All versions share `number`; the newest holds the contribution of the resident who wrote it. The answer is the reply
    of the body to the sentence, for everybody who answered it. A resident's sentence lands as a contribution and has
    its answer there; a sentence of the body itself has it here.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(_("nummer"))
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    text = models.TextField(_("stelling"), blank=True)
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="statement"
    )
    is_seed = models.BooleanField(_("beginstelling"), default=False)
    retired_at = models.DateTimeField(_("uit de dialoog sinds"), null=True, blank=True)
    retired_reason = QuotingCharField(_("waarom uit de dialoog"), max_length=200, blank=True)
    # People who answered this version. Kept with each first answer; recomputable.
    view_count = models.PositiveIntegerField(default=0)
    # How many of them the last edition tells of: what anything public goes by, never `view_count` (ADR 16).
    told_count = models.PositiveIntegerField(default=0)
    outcome = models.CharField(_("wat gebeurde ermee"), max_length=12, choices=OutcomeCode, blank=True)
    reason = QuotingTextField(_("reden"), blank=True)
    not_adopted = QuotingTextField(_("wat niet, en waarom"), blank=True)
    destination = models.ForeignKey(
        Destination, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    # What people read of the answer above: it is a draft of the desk until everybody's answers are sent.
    told = QuotingJSONField(default=dict, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number", "version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number", "version"), name="dialogue_statement_version"),
            models.UniqueConstraint(
                fields=("tenant", "round", "number"),
                condition=models.Q(retired_at__isnull=True),
                name="dialogue_statement_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | ~models.Q(reason=""), name="dialogue_statement_fate_reason"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
