"""What an event is when people meet there: one row below the event, which keeps day, place, moves and cancelling."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ, Tenanted
from brink.domain.processes.models import Event
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Kind(models.TextChoices):
    """What sort of meeting it is. The values are stored and never renamed."""

    DEBATE = "debate", _("debat")
    HEARING = "hearing", _("hoorzitting")
    COMMITTEE = "committee", _("commissievergadering")
    INFORMATION = "information", _("informatieavond")
    MEETING = "meeting", _("bijeenkomst")


class Gathering(Tenanted):
    """The seats, the agenda and the account of one event.

    `seats_held` counts the people who have a seat; it moves in the transaction of each sign-up, and the database
    refuses more of them than there are seats. Without `capacity` everybody who signs up has a seat.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="gathering")
    kind = models.CharField(_("soort"), max_length=12, choices=Kind, default=Kind.MEETING)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="gatherings")
    takes_signups = models.BooleanField(_("aanmelden kan"), default=False)
    capacity = models.PositiveSmallIntegerField(_("aantal plekken"), null=True, blank=True)
    seats_held = models.PositiveIntegerField(_("plekken bezet"), default=0)
    closes_at = models.DateTimeField(_("aanmelden tot"), null=True, blank=True)
    provisions = QuotingTextField(_("wat er is voor wie hulp nodig heeft"), blank=True)
    contact = QuotingCharField(_("bij wie u met vragen terechtkunt"), max_length=160, blank=True)

    class Meta:
        ordering = ("tenant_id", "event_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "event"), name="gatherings_gathering_once"),
            models.CheckConstraint(
                name="gatherings_gathering_seats",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1, seats_held__lte=F("capacity")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class AgendaItem(Tenanted):
    """One thing on the agenda, with the address of its document, if there is one. Documents are linked, not copied."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("plaats"))
    title = QuotingCharField(_("wat"), max_length=200)
    address = models.URLField(_("adres van het stuk"), max_length=500, blank=True)

    class Meta:
        ordering = ("tenant_id", "gathering_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "gathering", "position"), name="gatherings_item_position"),
        )

    def __str__(self) -> str:
        return self.title
