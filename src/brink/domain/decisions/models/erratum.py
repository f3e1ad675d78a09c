"""A correction of a published decision: what it said, what it says now, why, by whom proposed and by whom approved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models.decision import Decision
from brink.domain.people.models import Account, Tenanted
from brink.foundation.quotations import QuotingCharField, QuotingTextField

# What a correction may say anew, of the decision itself. All else on its record is set right by a remark.
CORRECTED = ("competence", "text", "explanation")


class Erratum(Tenanted):
    """A new version of the texts of a decision. One person proposes it, another publishes it: then it never changes.

    The database lets a published decision change in one way alone: into what an erratum that was published at that
    moment says, from what it said before (migration 0010).
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="errata")
    number = models.PositiveSmallIntegerField(_("nummer"))
    reason = QuotingTextField(_("waarom"))
    remark = QuotingTextField(_("wat moet iemand anders lezen"), blank=True)
    competence_before = QuotingCharField(max_length=200, blank=True)
    competence_after = QuotingCharField(_("waarop steunt de bevoegdheid"), max_length=200, blank=True)
    text_before = QuotingTextField()
    text_after = QuotingTextField(_("wat is besloten"))
    explanation_before = QuotingTextField()
    explanation_after = QuotingTextField(_("uitleg in klare taal"))
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("verbeterd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "decision_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision", "number"), name="decisions_erratum_number"),
            models.UniqueConstraint(
                fields=("tenant", "decision"), condition=models.Q(published_at=None), name="decisions_erratum_one_open"
            ),
            models.CheckConstraint(
                name="decisions_erratum_filled",
                condition=~models.Q(reason="") & ~models.Q(text_after="") & ~models.Q(explanation_after=""),
            ),
            models.CheckConstraint(
                name="decisions_erratum_four_eyes",
                condition=models.Q(published_at=None, published_by=None)
                | (
                    models.Q(published_at__isnull=False, published_by__isnull=False, proposed_by__isnull=False)
                    & ~models.Q(published_by=models.F("proposed_by"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id} {self.number}"

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """Return what is said anew: the name of the text, what it was, and what it became."""
        names = {one.name: str(one.verbose_name) for one in self._meta.concrete_fields}
        pairs = [(name, getattr(self, f"{name}_before"), getattr(self, f"{name}_after")) for name in CORRECTED]
        return [(names[f"{name}_after"], before, after) for name, before, after in pairs if before != after]
