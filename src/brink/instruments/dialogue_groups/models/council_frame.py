"""The frame that a council set beforehand, its lines, what was added to them later, and who broke the silence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ, Person, Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.dialogue_groups.round_settings import LineKind


class CouncilFrame(Tenanted):
    """By which decision a council set the frame of one round: written at release, and never changed."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="groups_frame")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("vastgesteld door"))
    adopted_on = models.DateField(_("vastgesteld op"))
    reference = models.CharField(_("kenmerk"), max_length=160)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="groups_frame_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="groups_frame_reference"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.adopted_on}"


class FrameLine(Tenanted):
    """One line of a frame: an amount, a bound or a principle. Every proposal is checked against each of them.

    `committed_cents` is what proposals that fit take of an amount. It moves in the transaction in which a proposal is
    checked, changed or stopped, and the database refuses more than there is. From release on a line only becomes wider.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups_lines")
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(_("soort"), max_length=10, choices=LineKind)
    title = models.CharField(_("wat het kader zegt"), max_length=200)
    ceiling_cents = models.PositiveBigIntegerField(_("bedrag in centen"), default=0)
    yearly = models.BooleanField(_("elk jaar"), default=False)
    committed_cents = models.PositiveBigIntegerField(_("toegezegd in centen"), default=0)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="groups_line_number"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="groups_line_kind"),
            models.CheckConstraint(condition=Q(committed_cents__lte=F("ceiling_cents")), name="groups_line_ceiling"),
            models.CheckConstraint(
                name="groups_line_amount",
                condition=Q(kind=LineKind.MONEY, ceiling_cents__gt=0) | (~Q(kind=LineKind.MONEY) & Q(ceiling_cents=0)),
            ),
        )

    def __str__(self) -> str:
        return self.title[:60]

    @property
    def free_cents(self) -> int:
        """Return what is left of an amount."""
        return self.ceiling_cents - self.committed_cents


class FrameRaise(Tenanted):
    """One line made wider by a later decision of the council, with its reason. Rows are only ever added."""

    line = models.ForeignKey(FrameLine, on_delete=models.CASCADE, related_name="raises")
    before_cents = models.PositiveBigIntegerField(_("bedrag dat er stond"))
    after_cents = models.PositiveBigIntegerField(_("nieuw bedrag"))
    adopted_on = models.DateField(_("besloten op"))
    reference = models.CharField(_("kenmerk"), max_length=160)
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "line_id", "created_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(after_cents__gt=F("before_cents")), name="groups_raise_up"),
            models.CheckConstraint(condition=~Q(reference="") & ~Q(reason=""), name="groups_raise_reason"),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.after_cents}"


class Intervention(Tenanted):
    """Somebody of council or executive spoke all the same while the groups were at work: named, with a reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups_interventions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie"))
    on = models.DateField(_("wanneer"))
    said = QuotingCharField(_("wat"), max_length=300)
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "round_id", "on", "created_at", "id")
        constraints = (models.CheckConstraint(condition=~Q(said="") & ~Q(reason=""), name="groups_intervention_why"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.on}"
