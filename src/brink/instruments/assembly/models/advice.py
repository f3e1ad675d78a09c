"""What the group advises with its votes, what each organ says of each point, and what came of that."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.assembly.models.assembly import Commission


class Recommendation(Tenanted):
    """One recommendation in the words of the group, with how many members were for and against it.

    `minority` are the words of who saw it otherwise; `unanimous` says that this was asked and nobody wanted to write.
    Once the advice was offered nothing of it changes (the database sees to that).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_recommendations")
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = QuotingTextField(_("aanbeveling"))
    why = QuotingTextField(_("waarom"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("voor"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("tegen"), default=0)
    votes_blank = models.PositiveSmallIntegerField(_("geen mening"), default=0)
    minority = QuotingTextField(_("wie het anders zag"), blank=True)
    unanimous = models.BooleanField(_("niemand wilde iets anders opschrijven"), default=False)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="assembly_advice_number"),
            models.CheckConstraint(condition=~Q(text=""), name="assembly_advice_text"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    @property
    def votes(self) -> int:
        """Return how many members voted."""
        return self.votes_for + self.votes_against + self.votes_blank


class OrganReply(Tenanted):
    """What one organ says of one recommendation, with its reason; public from the moment it is written."""

    class Choice(models.TextChoices):
        ADOPTED = "adopted", _("overgenomen")
        PARTLY = "partly", _("deels overgenomen")
        REFUSED = "refused", _("niet overgenomen")
        FURTHER = "further", _("wordt eerst uitgezocht")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="replies")
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="replies")
    choice = models.CharField(_("antwoord"), max_length=10, choices=Choice)
    reason = QuotingTextField(_("waarom"))
    carrier = QuotingCharField(_("wie het uitvoert"), max_length=160, blank=True)
    ready_by = models.DateField(_("klaar op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "recommendation_id", "commission_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "recommendation", "commission"), name="assembly_reply_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="assembly_reply_reason"),
        )

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.choice}"


class FollowUp(Tenanted):
    """How far an organ is with what it said, on some day: lines are added and never changed."""

    reply = models.ForeignKey(OrganReply, on_delete=models.CASCADE, related_name="follow_ups")
    text = QuotingTextField(_("hoe het ermee staat"))
    done = models.BooleanField(_("klaar"), default=False)

    class Meta:
        ordering = ("tenant_id", "reply_id", "created_at")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="assembly_follow_up_text"),)

    def __str__(self) -> str:
        return self.text[:60]
