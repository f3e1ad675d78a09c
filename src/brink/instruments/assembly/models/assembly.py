"""The assembly itself, the organs that asked for it, and what the group must look like."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ, Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Assembly(Tenanted):
    """Moments of one assembly that belong to no other row: told, offered, and when data were destroyed."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="assembly")
    told_at = models.DateTimeField(_("niet geloot: gehoord op"), null=True, blank=True)
    offered_on = models.DateField(_("advies aangeboden op"), null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    undrawn_destroyed_at = models.DateTimeField(_("gegevens van niet geloot vernietigd op"), null=True, blank=True)
    destroyed_at = models.DateTimeField(_("alle gegevens vernietigd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="assembly_once"),
            models.CheckConstraint(
                name="assembly_offered",
                condition=Q(offered_on__isnull=True, offered_at__isnull=True)
                | Q(offered_on__isnull=False, offered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}"


class Commission(Tenanted):
    """One organ that asked for the assembly: on which day, what it will do with the advice, and by when it replies.

    There are one or two of them: `position` is 1 or 2, and the database knows no other.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_commissions")
    position = models.PositiveSmallIntegerField(_("plaats"))
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("opdrachtgever"))
    adopted_on = models.DateField(_("besloten op"))
    promise = QuotingTextField(_("wat zij met het advies doet"))
    reply_by = models.DateField(_("antwoord uiterlijk op"))

    class Meta:
        ordering = ("tenant_id", "round_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "organ"), name="assembly_commission_organ"),
            models.UniqueConstraint(fields=("tenant", "round", "position"), name="assembly_commission_position"),
            models.CheckConstraint(condition=Q(position__in=(1, 2)), name="assembly_commission_two"),
            models.CheckConstraint(condition=~Q(promise=""), name="assembly_commission_promise"),
        )

    def __str__(self) -> str:
        return f"{self.organ_id}"


class Target(Tenanted):
    """One quota: how many of the group share a feature. While a pool is frozen it does not change (the database)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_targets")
    position = models.PositiveSmallIntegerField(_("plaats"))
    category = QuotingCharField(_("kenmerk"), max_length=60)
    feature = QuotingCharField(_("groep"), max_length=60)
    least = models.PositiveSmallIntegerField(_("ten minste"))
    most = models.PositiveSmallIntegerField(_("hooguit"))
    source = QuotingCharField(_("bron en jaar"), max_length=200, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "category", "feature"), name="assembly_target_once"),
            models.UniqueConstraint(fields=("tenant", "round", "position"), name="assembly_target_position"),
            models.CheckConstraint(condition=Q(least__lte=F("most")), name="assembly_target_bounds"),
        )

    def __str__(self) -> str:
        return f"{self.category}: {self.feature}"
