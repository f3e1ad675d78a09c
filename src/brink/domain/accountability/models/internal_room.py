"""What council and executive leave to each other on one question, and how a decision stays within it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models import Decision
from brink.domain.people.models import Organ, Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingJSONField, QuotingTextField


class InternalRoom(Tenanted):
    """One version of the room between council and executive. In force once both adopted it; then it never changes.

    The council gives: what the executive decides alone (up to an amount, up to a day) and when it comes back. The
    executive gives: when it tells the council. Each side is a row of columns: organ, day, and where that is written.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="internal_rooms")
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    alone = QuotingTextField(_("wat het bestuur zelf mag besluiten"))
    ceiling_cents = models.PositiveBigIntegerField(_("tot welk bedrag, in centen"), null=True, blank=True)
    until = models.DateField(_("tot en met welke dag"), null=True, blank=True)
    returns = QuotingJSONField(_("wanneer het bestuur terugkomt"), default=list, blank=True)
    informs = QuotingJSONField(_("wanneer het bestuur iets laat weten"), default=list, blank=True)
    reason = QuotingTextField(_("waarom veranderd"), blank=True)
    council = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    council_on = models.DateField(_("vastgesteld door de volksvertegenwoordiging op"), null=True, blank=True)
    council_reference = models.CharField(_("kenmerk bij de volksvertegenwoordiging"), max_length=160, blank=True)
    executive = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    executive_on = models.DateField(_("vastgesteld door het bestuur op"), null=True, blank=True)
    executive_reference = models.CharField(_("kenmerk bij het bestuur"), max_length=160, blank=True)
    adopted_at = models.DateTimeField(_("openbaar sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "version"), name="accountability_room_version"),
            models.UniqueConstraint(
                fields=("tenant", "process"), condition=models.Q(adopted_at=None), name="accountability_room_one_draft"
            ),
            # In force is what both adopted, and what says why it replaces another.
            models.CheckConstraint(
                name="accountability_room_both",
                condition=models.Q(adopted_at=None)
                | (
                    models.Q(
                        council__isnull=False, council_on__isnull=False, executive__isnull=False,
                        executive_on__isnull=False,
                    )
                    & ~models.Q(council_reference="")
                    & ~models.Q(executive_reference="")
                    & ~models.Q(alone="")
                    & ~models.Q(informs=[])
                    & (models.Q(version=1) | ~models.Q(reason=""))
                ),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.process_id} v{self.version}"


class RoomFit(Tenanted):
    """How one decision lies in the room between council and executive: what it costs, and which points it touches.

    Whether it stays within is computed from these (`room_fit.outside`), never typed. Public with its decision.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="room_fit")
    room = models.ForeignKey(InternalRoom, on_delete=models.PROTECT, related_name="fits")
    amount_cents = models.PositiveBigIntegerField(_("wat het kost, in centen"), null=True, blank=True)
    # The numbers of the points of `room.returns` that this decision touches, from 1.
    touched = models.JSONField(_("wat erin speelt"), default=list, blank=True)
    reason = QuotingTextField(_("waarom toch"), blank=True)

    class Meta:
        ordering = ("tenant_id", "decision_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "decision"), name="accountability_fit_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.room_id}"
