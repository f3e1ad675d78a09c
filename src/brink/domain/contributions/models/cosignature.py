"""Whether who is responsible for a subject agrees with an answer that another executive signs (C10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.landing import Answer
from brink.domain.people.models import Person, Tenanted
from brink.foundation.quotations import QuotingTextField


class CoSignature(Tenanted):
    """One answer that waits for one executive. `agreed` is None till then; a "no" says why.

    The database refuses to send the answer without a yes (migration 0020).
    """

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="cosignature")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie erover gaat"))
    due_on = models.DateField(_("uiterlijk op"))
    agreed = models.BooleanField(_("akkoord"), null=True, blank=True)
    reason = QuotingTextField(_("waarom niet"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "due_on", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "answer"), name="contributions_cosign_once"),
            models.CheckConstraint(
                name="contributions_cosign_said",
                condition=models.Q(agreed=None, answered_at=None, reason="")
                | models.Q(agreed=True, answered_at__isnull=False, reason="")
                | (models.Q(agreed=False, answered_at__isnull=False) & ~models.Q(reason="")),
            ),
        )
        indexes = (models.Index(fields=("tenant", "holder"), name="contributions_cosign_ix"),)

    def __str__(self) -> str:
        return f"{self.answer_id} {self.holder_id}"
