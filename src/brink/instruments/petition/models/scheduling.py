"""What became of a petition: who decides says whether it comes on the agenda, and later what was said of it there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Scheduling(Tenanted):
    """One scheduling, with its reason. The choices have the names of the states that follow from them."""

    class Choice(models.TextChoices):
        ON_AGENDA = "on_agenda", _("komt op de agenda")
        NOT_ON_AGENDA = "not_on_agenda", _("komt niet op de agenda")
        FORWARDED = "forwarded", _("doorgestuurd naar een ander")

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="petition_scheduling")
    choice = models.CharField(_("wat is besloten"), max_length=16, choices=Choice)
    reason = QuotingTextField(_("reden"))
    decided_on = models.DateField(_("besloten op"))
    meeting_on = models.DateField(_("dag van de vergadering"), null=True, blank=True)
    speaking = QuotingCharField(_("wanneer de indiener kan spreken"), max_length=200, blank=True)
    forwarded_to = QuotingCharField(_("aan wie doorgestuurd"), max_length=160, blank=True)
    recommended = models.BooleanField(_("met een aanbeveling"), default=False)
    result = QuotingTextField(_("wat er is besloten over het voorstel"), blank=True)
    result_on = models.DateField(_("dag van dat besluit"), null=True, blank=True)
    told_at = models.DateTimeField(_("iedereen gehoord op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="petition_scheduling_once"),
            models.CheckConstraint(name="petition_scheduling_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="petition_scheduling_whole",
                condition=Q(choice="on_agenda", meeting_on__isnull=False, forwarded_to="")
                | Q(choice="not_on_agenda", meeting_on__isnull=True, forwarded_to="")
                | (Q(choice="forwarded", meeting_on__isnull=True) & ~Q(forwarded_to="")),
            ),
            models.CheckConstraint(
                name="petition_scheduling_result",
                condition=Q(result="", result_on__isnull=True)
                | (Q(choice="on_agenda", result_on__isnull=False) & ~Q(result="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.choice}"
