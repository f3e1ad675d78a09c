"""Which guiding questions of the kader a question serves, and how it kept to each rule of thumb."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingJSONField, QuotingTextField


class ServedQuestions(Tenanted):
    """Which guiding questions of its kader a question serves, by their place in the kader, from 1."""

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="served_questions")
    numbers = models.JSONField(_("leidende vragen"), default=list)

    class Meta:
        ordering = ("tenant_id", "process_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process"), name="accountability_served_once"),
            models.CheckConstraint(name="accountability_served_some", condition=~models.Q(numbers=[])),
        )

    def __str__(self) -> str:
        return f"{self.process_id}"


class SelfCheck(Tenanted):
    """One version of the answers of a body to each rule of thumb of the kader of a question. It never changes.

    `answers` has for each rule its number, whether it was kept, why, and what Brink itself saw that day.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="self_checks")
    version = models.PositiveSmallIntegerField(_("versie"))
    answers = QuotingJSONField(_("antwoorden"))
    reason = QuotingTextField(_("waarom opnieuw"), blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "version"), name="accountability_check_version"),
            models.CheckConstraint(
                name="accountability_check_reasoned", condition=models.Q(version=1) | ~models.Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.process_id} v{self.version}"
