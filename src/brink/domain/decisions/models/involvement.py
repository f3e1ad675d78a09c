"""Moments in a phase of a question at which somebody with a seat is expected, and whether they were there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.models import Phase
from brink.domain.people.models import Person, Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingCharField


class Involvement(Tenanted):
    """One moment at which one person is expected. Being away has a reason; a moment without a note is still open."""

    class Attendance(models.TextChoices):
        PRESENT = "present", _("was erbij")
        ABSENT = "absent", _("was er niet bij")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="involvements")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("fase"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements", verbose_name=_("wie"))
    on = models.DateField(_("datum"))
    what = QuotingCharField(_("wat"), max_length=160)
    attendance = models.CharField(_("was erbij"), max_length=10, choices=Attendance, blank=True)
    reason = QuotingCharField(_("waarom niet"), max_length=200, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "on")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "process", "person", "on", "what"), name="decisions_involvement_once"
            ),
            models.CheckConstraint(
                condition=~Q(attendance="absent") | ~Q(reason=""), name="decisions_involvement_reasoned"
            ),
        )

    def __str__(self) -> str:
        return self.what
