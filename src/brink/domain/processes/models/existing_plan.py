"""Whether there was a plan already when a question was put: with one, nobody talks at the very start any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models.process import Process
from brink.foundation.quotations import QuotingCharField


class ExistingPlan(Tenanted):
    """The answer to "Is er al een plan?", one for a question; absent where nobody asked. Frozen once it is public."""

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="existing_plan")
    there = models.BooleanField(_("er is al een plan"))
    name = QuotingCharField(_("welk plan"), max_length=200, blank=True)
    since = models.DateField(_("sinds"), null=True, blank=True)
    by = QuotingCharField(_("van wie"), max_length=160, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process"), name="processes_plan_once"),
            models.CheckConstraint(
                name="processes_plan_told",
                condition=models.Q(there=False, name="", since=None, by="")
                | (models.Q(there=True, since__isnull=False) & ~models.Q(name="") & ~models.Q(by="")),
            ),
        )

    def __str__(self) -> str:
        return self.name
