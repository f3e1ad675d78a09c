"""What ties records to each other and to voices. Both are real foreign keys, so that registers need not know others."""

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.records.models.record import Record
from brink.foundation.quotations import QuotingCharField


class Link(Tenanted):
    """One record that has to do with another, and how. It is shown on both."""

    one = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_from")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_to")
    kind = models.SlugField(_("hoe"), max_length=30)
    reason = QuotingCharField(_("waarom"), max_length=200, blank=True)

    class Meta:
        ordering = ("tenant_id", "one_id", "created_at")
        constraints = (
            # Once, whichever of the two was named first.
            models.UniqueConstraint(
                "tenant", Least("one", "other"), Greatest("one", "other"), "kind", name="records_link_once"
            ),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="records_link_two"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} {self.kind} {self.other_id}"


class Voice(Tenanted):
    """Words that a record is about. The words stand in a question, with their own code, landing and reply."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="voices")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="records")

    class Meta:
        ordering = ("tenant_id", "record_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="records_voice_once"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.contribution_id}"
