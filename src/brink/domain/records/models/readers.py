"""Who reads what is secret, named anew: each time with why, and each time kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.records.models.record import Record
from brink.foundation.quotations import QuotingCharField


class NamedReaders(Tenanted):
    """For whom a secret record is kept from a moment on, instead of for whom it was kept before, and why.

    The database lets `Record.kept_for` change to what the newest of these says and to nothing else, and lets none of
    these change or go (migration 0008): so other readers are never named in silence.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="named_readers")
    number = models.PositiveSmallIntegerField(_("de hoeveelste keer"))
    kept_before = models.CharField(_("wie het las"), max_length=10, choices=Record.KeptFor, blank=True)
    kept_for = models.CharField(_("wie het leest"), max_length=10, choices=Record.KeptFor, blank=True)
    reason = QuotingCharField(_("waarom anderen het lezen"), max_length=300)

    class Meta:
        ordering = ("tenant_id", "record_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "record", "number"), name="records_readers_number"),
            models.CheckConstraint(name="records_readers_reason", condition=~models.Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"
