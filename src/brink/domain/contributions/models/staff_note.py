"""Notes that staff write for each other. Nobody outside the desk reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.bundle import Bundle
from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Account, Tenanted
from brink.domain.processes.models import Process, Round
from brink.foundation.quotations import QuotingTextField


class StaffNote(Tenanted):
    """One note for colleagues, about a question or about one round, bundle or contribution of it.

    Its writer may change it and take it away.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="staff_notes")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="staff_notes"
    )
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="staff_notes")
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, null=True, blank=True, related_name="staff_notes")
    text = QuotingTextField(_("notitie"))
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("door"))
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(contribution=None, round=None)
                | models.Q(contribution=None, bundle=None)
                | models.Q(round=None, bundle=None),
                name="contributions_staff_note_about",
            ),
        )
        indexes = (models.Index(fields=("tenant", "process", "contribution"), name="contributions_staff_note"),)

    def __str__(self) -> str:
        return self.text[:60]
