"""Who of those known to the body was there, in which role, and what an administrator took along from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.models.gathering import Gathering
from brink.domain.people.models import Person, Tenanted
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.foundation.role_names import ROLE_NAMES


class Presence(Tenanted):
    """One person at one gathering. Whoever was away is named too, with the reason. Residents never stand here.

    `took` is "dit nam ik mee": what an administrator who was there takes along, public, within fourteen days.
    """

    class Attendance(models.TextChoices):
        PRESENT = "present", _("was erbij")
        ABSENT = "absent", _("was er niet bij")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")
    role = models.CharField(_("rol"), max_length=20, choices=[(one.value, name) for one, name in ROLE_NAMES.items()])
    attendance = models.CharField(_("was erbij"), max_length=10, choices=Attendance)
    reason = QuotingCharField(_("waarom niet"), max_length=200, blank=True)
    took = QuotingTextField(_("dit nam ik mee"), blank=True)
    took_at = models.DateTimeField(_("opgeschreven op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "gathering_id", "role", "person_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "gathering", "person"), name="gatherings_presence_once"),
            models.CheckConstraint(
                name="gatherings_presence_reasoned", condition=~Q(attendance="absent") | ~Q(reason="")
            ),
            # Whoever was not there takes nothing along, and what stands there has its moment.
            models.CheckConstraint(
                name="gatherings_presence_took",
                condition=Q(took="", took_at__isnull=True)
                | (~Q(took="") & Q(took_at__isnull=False, attendance="present")),
            ),
        )
        indexes = (models.Index(fields=("tenant", "person", "took_at"), name="gatherings_presence_owes"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.attendance}"
