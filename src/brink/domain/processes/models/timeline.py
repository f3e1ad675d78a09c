"""Moments on the path: when is decided, and when people can come by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ, Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models.process import Process
from brink.domain.processes.models.rounds import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class DecisionMoment(Tenanted):
    """A moment planned in advance at which an organ decides something about this question."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="moments")
    on = models.DateField(_("datum"))
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    subject = QuotingCharField(_("wat wordt besloten"), max_length=200)
    final = models.BooleanField(_("eindbesluit"), default=False)

    class Meta:
        ordering = ("tenant_id", "process_id", "on")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "on", "subject"), name="processes_moment_once"),
        )

    def __str__(self) -> str:
        return self.subject


class Event(Tenanted):
    """A meeting, table, walk or open house where people can come by."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, null=True, blank=True, related_name="events")
    round = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    title = QuotingCharField(_("wat"), max_length=160)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    venue = QuotingCharField(_("waar"), max_length=200)
    practical = QuotingTextField(_("goed om te weten"), blank=True)
    moved_at = models.DateTimeField(_("verplaatst op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = QuotingCharField(_("waarom het niet doorgaat"), max_length=200, blank=True)

    class Meta:
        ordering = ("tenant_id", "starts_at")
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="processes_event_times"),
        )
        indexes = (models.Index(fields=("tenant", "starts_at"), name="processes_event_start"),)

    def __str__(self) -> str:
        return self.title
