"""The days on which the group meets, who was there, and which experts spoke."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Event, Round
from brink.foundation.quotations import QuotingCharField
from brink.instruments.assembly.models.panel import PanelSeat


class Sitting(Tenanted):
    """One day of the group. Day, place and programme are those of the event, which everybody reads."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_sittings")
    number = models.PositiveSmallIntegerField(_("nummer"))
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="assembly_sitting")

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="assembly_sitting_number"),
            models.UniqueConstraint(fields=("tenant", "event"), name="assembly_sitting_event"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class SittingPresence(Tenanted):
    """That one of the group was there on one day: what their allowance is counted from."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="presences")

    class Meta:
        ordering = ("tenant_id", "sitting_id", "seat_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "sitting", "seat"), name="assembly_present_once"),)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.seat_id}"


class Expert(Tenanted):
    """Somebody who told the group something on one day: about what, asked by whom, and with which interest."""

    class AskedBy(models.TextChoices):
        MEMBERS = "members", _("de leden van het beraad")
        ORGANISER = "organiser", _("de organisatie")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="experts")
    name = QuotingCharField(_("naam"), max_length=120)
    about = QuotingCharField(_("waarover"), max_length=200)
    interest = QuotingCharField(_("belang bij het onderwerp"), max_length=200)
    asked_by = models.CharField(_("gevraagd door"), max_length=10, choices=AskedBy)

    class Meta:
        ordering = ("tenant_id", "sitting_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "sitting", "name"), name="assembly_expert_once"),)

    def __str__(self) -> str:
        return self.name
