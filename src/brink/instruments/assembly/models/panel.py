"""Who sits in the group, how the call went, and who steps in for whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Account, Tenanted
from brink.foundation.quotations import QuotingTextField
from brink.instruments.assembly.models.draw import Draw
from brink.instruments.assembly.models.volunteer import Volunteer

MOST_TRIES = 3


class Replacement(Tenanted):
    """One request to draw somebody for seats that came free: asked by one, confirmed by another, drawn by the rule."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="replacements")
    number = models.PositiveSmallIntegerField(_("nummer"))
    reason = QuotingTextField(_("waarom"))
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("gevraagd door"))
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bevestigd door")
    )
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    held_at = models.DateTimeField(_("geloot op"), null=True, blank=True)
    failed = models.TextField(_("waarom het niet lukt"), blank=True)

    class Meta:
        ordering = ("tenant_id", "draw_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "draw", "number"), name="assembly_replacement_number"),
            models.UniqueConstraint(
                fields=("tenant", "draw"), name="assembly_replacement_one", condition=Q(held_at__isnull=True, failed="")
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="assembly_replacement_reason"),
            models.CheckConstraint(
                name="assembly_replacement_eyes",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="assembly_replacement_held", condition=Q(held_at__isnull=True) | Q(confirmed_by__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.draw_id} {self.number}"


class PanelSeat(Tenanted):
    """One person who was drawn. `origin` 0 is the draw itself, else the number of the replacement that drew them."""

    class State(models.TextChoices):
        DRAWN = "drawn", _("geloot")
        CONFIRMED = "confirmed", _("doet mee")
        DECLINED = "declined", _("doet niet mee")
        LEFT = "left", _("gestopt")

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="seats_held")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField(_("nummer"))
    origin = models.PositiveSmallIntegerField(_("uit welke loting"), default=0)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.DRAWN)
    tries = models.PositiveSmallIntegerField(_("keer gebeld"), default=0)
    called_at = models.DateTimeField(_("laatst gebeld"), null=True, blank=True)
    replaced_in = models.ForeignKey(
        Replacement, on_delete=models.SET_NULL, null=True, blank=True, related_name="vacated"
    )

    class Meta:
        ordering = ("tenant_id", "draw_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "draw", "volunteer"), name="assembly_seat_volunteer"),
            models.UniqueConstraint(fields=("tenant", "draw", "number"), name="assembly_seat_number"),
            models.CheckConstraint(
                name="assembly_seat_replaced",
                condition=Q(replaced_in__isnull=True) | Q(state__in=("declined", "left")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.draw_id} {self.number}"
