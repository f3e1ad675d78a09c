"""A round: one use of one instrument in one phase. Its outcome is frozen at closing."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.models import Phase
from brink.domain.people.models import Tenanted
from brink.domain.processes.dates import NEVER, last_day
from brink.domain.processes.models.process import Process
from brink.domain.processes.models.room import RoomStatement
from brink.foundation.quotations import QuotingCharField, QuotingJSONField, QuotingTextField


class Round(Tenanted):
    """`instrument` is a slug that the registry knows; no choices, so a new instrument needs no migration here."""

    class Assurance(models.TextChoices):
        """How sure the body is of who takes part; shown with every result (reliability §6.2)."""

        OPEN = "open", _("open voor iedereen")
        CONFIRMED = "confirmed", _("bevestigd per e-mail")
        INVITED = "invited", _("op uitnodiging, met een code")
        CHECKED = "checked", _("gecontroleerd")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="rounds")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("ronde"))
    slug = models.SlugField(_("adres"), max_length=60)
    instrument = models.SlugField(_("instrument"), max_length=40)
    title = QuotingCharField(_("titel"), max_length=160)
    prompt = QuotingTextField(_("waar gaat het over"), blank=True)
    opens_at = models.DateTimeField(_("open vanaf"))
    closes_at = models.DateTimeField(_("open tot"))
    assurance = models.CharField(_("zekerheid"), max_length=12, choices=Assurance, default=Assurance.OPEN)
    settings = models.JSONField(_("instellingen"), default=dict, blank=True)
    # The version of the room in force when the body released this round: without one it cannot open (promise 1).
    room = models.ForeignKey(RoomStatement, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds")
    opened_at = models.DateTimeField(_("vrijgegeven op"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)
    # Filled while the body holds the round back for a while; the reason stands in the pause.
    paused_at = models.DateTimeField(_("gepauzeerd sinds"), null=True, blank=True)
    # When a day of this round was last said otherwise than before: calendars ask for it.
    changed_at = models.DateTimeField(null=True, blank=True)
    contribution_count = models.PositiveIntegerField(default=0)
    seed = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "process_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "number"), name="processes_round_number"),
            models.UniqueConstraint(fields=("tenant", "process", "slug"), name="processes_round_slug"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="processes_round_dates"
            ),
            models.CheckConstraint(
                name="processes_round_room",
                condition=models.Q(opened_at__isnull=True) | models.Q(room__isnull=False),
            ),
            models.CheckConstraint(
                name="processes_round_closed",
                condition=models.Q(closed_at__isnull=True) | models.Q(opened_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("tenant", "closes_at"), name="processes_round_closes"),)

    def __str__(self) -> str:
        return self.title

    @property
    def ended_at(self) -> datetime:
        """The moment from which nobody can take part: as announced, or sooner when it was closed early or stopped."""
        return self.closes_at if self.closed_at is None else min(self.closes_at, self.closed_at)

    @property
    def last_day(self) -> date:
        """The last day on which people can take part: what is read as "tot en met"."""
        return last_day(self.ended_at)

    @property
    def endless(self) -> bool:
        """Tell whether this round has no last day: then there is none to show."""
        return self.closes_at == NEVER


class RoundOutcome(Tenanted):
    """The frozen tally of a closed round: an `Outcome` as data. Written once."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="frozen_outcome")
    data = QuotingJSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "round"), name="processes_outcome_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}"


class RoundExtension(Tenanted):
    """A round that stays open longer, and why. The last day only ever moves to later."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="extensions")
    closed_before = models.DateTimeField(_("was open tot"))
    closes_at = models.DateTimeField(_("open tot"))
    reason = QuotingTextField(_("waarom langer"))

    class Meta:
        ordering = ("tenant_id", "round_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "closes_at"), name="processes_extension_once"),
            models.CheckConstraint(
                name="processes_extension_later",
                condition=models.Q(closes_at__gt=models.F("closed_before")) & ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.closes_at}"


class RoundPause(Tenanted):
    """A while in which nobody could take part in an open round, and why. It stays readable after it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pauses")
    reason = QuotingTextField(_("waarom gepauzeerd"))
    resumed_at = models.DateTimeField(_("weer open sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "round"), condition=models.Q(resumed_at__isnull=True), name="processes_pause_one"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="processes_pause_reason"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.created_at}"


class EarlyClosing(Tenanted):
    """A round that was closed before the day that was announced, and why. Written once."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="early_closing")
    announced = models.DateTimeField(_("zou open zijn tot"))
    reason = QuotingTextField(_("waarom eerder"))

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="processes_early_once"),
            models.CheckConstraint(
                condition=models.Q(created_at__lt=models.F("announced")) & ~models.Q(reason=""),
                name="processes_early_before",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.announced}"
