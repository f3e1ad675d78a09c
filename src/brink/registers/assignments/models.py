"""What an assignment has beyond a record: who gave it, to whom, what is to come of it, and the days of its steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ
from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Assignment(Detail):
    """One assignment of an organ to another; its text, owner and day stand in its record."""

    given_by = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="assignments_given", verbose_name=_("wie geeft de opdracht")
    )
    given_to = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="assignments_taken", verbose_name=_("wie krijgt de opdracht")
    )
    given_on = models.DateField(_("gegeven op"))
    reference = QuotingCharField(_("nummer van het stuk"), max_length=40)
    product = QuotingCharField(_("wat er moet komen"), max_length=200)
    begun_at = models.DateTimeField(_("begonnen op"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("geleverd op"), null=True, blank=True)
    proof = QuotingCharField(_("waaruit dit blijkt"), max_length=300, blank=True)
    adopted_at = models.DateTimeField(_("vastgesteld op"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("vervallen op"), null=True, blank=True)
    note = QuotingTextField(_("hoe het ervoor staat"), blank=True)

    class Meta:
        ordering = ("tenant_id", "record_id")
        constraints = (
            models.CheckConstraint(
                name="assignments_between_two", condition=~models.Q(given_by=models.F("given_to"))
            ),
            models.CheckConstraint(
                name="assignments_shown", condition=models.Q(delivered_at__isnull=True) | ~models.Q(proof="")
            ),
            models.CheckConstraint(
                name="assignments_adopted", condition=models.Q(adopted_at__isnull=True, lapsed_at__isnull=True)
                | models.Q(adopted_at__isnull=True, lapsed_at__isnull=False)
                | models.Q(adopted_at__isnull=False, lapsed_at__isnull=True, delivered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id}"
