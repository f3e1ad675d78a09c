"""Where a fractie or somebody with a seat stands on a question, with all that they said of it before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import CouncilGroup, Person, Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingTextField


class Position(Tenanted):
    """One position, of a fractie or of a person. A change of mind is a next row with its reason; none ever changes."""

    class Stance(models.TextChoices):
        FOR = "for", _("voor")
        AGAINST = "against", _("tegen")
        UNDECIDED = "undecided", _("nog niet zeker")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="positions")
    group = models.ForeignKey(
        CouncilGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="positions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="positions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    stance = models.CharField(_("standpunt"), max_length=10, choices=Stance)
    text = QuotingTextField(_("uitleg"))
    reason = QuotingTextField(_("van mening veranderd, omdat"), blank=True)
    since = models.DateField(_("sinds"))

    class Meta:
        ordering = ("tenant_id", "process_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "process", "group", "number"), condition=Q(group__isnull=False),
                name="decisions_position_group",
            ),
            models.UniqueConstraint(
                fields=("tenant", "process", "person", "number"), condition=Q(person__isnull=False),
                name="decisions_position_person",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True, person__isnull=False) | Q(group__isnull=False, person__isnull=True),
                name="decisions_position_of_one",
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="decisions_position_reasoned",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.process_id} {self.number}"

    @property
    def holder(self) -> CouncilGroup | Person:
        """Return whose position it is."""
        whose = self.group or self.person
        assert whose is not None
        return whose
