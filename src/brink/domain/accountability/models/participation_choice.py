"""Whether residents take part, and how far or on which exception of the ordinance not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import Level
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingTextField


class ParticipationChoice(Tenanted):
    """One version of the choice: a level, or an exception as the ordinance had it that day, with the reason. Kept."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="participation_choices")
    version = models.PositiveSmallIntegerField(_("versie"))
    level = models.CharField(_("niveau"), max_length=20, choices=Level, blank=True)
    exception = models.SlugField(_("uitzondering"), max_length=60, blank=True)
    # As the list had it on that day: another list changes no choice that was made.
    exception_name = models.CharField(_("welke uitzondering"), max_length=200, blank=True)
    exception_source = models.CharField(_("waar die staat"), max_length=200, blank=True)
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "process_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "version"), name="accountability_choice_version"),
            models.CheckConstraint(
                name="accountability_choice_one",
                condition=(~models.Q(level="") & models.Q(exception="", exception_name="", exception_source=""))
                | (
                    models.Q(level="")
                    & ~models.Q(exception="")
                    & ~models.Q(exception_name="")
                    & ~models.Q(exception_source="")
                ),
            ),
            models.CheckConstraint(name="accountability_choice_reasoned", condition=~models.Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.process_id} v{self.version}"
