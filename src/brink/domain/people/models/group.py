"""Fracties: the groups of which a council is made up, each with its seats and the period in which it was there."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models.body import Organ, Tenanted


class CouncilGroup(Tenanted):
    """A fractie of a council, for a period; its last day counts. A vote and a position are of a fractie, not of a name.

    `seats` is what somebody wrote down. Empty means as many as it has members on a day.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="groups", verbose_name=_("raad"))
    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(_("adres"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("zetels"), null=True, blank=True)
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "organ_id", "name")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="people_group_slug"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_group_period",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def holds(self, starts: date, ends: date | None) -> bool:
        """Tell whether this fractie is there during all of a period; None goes on."""
        return self.starts <= starts and (self.ends is None or (ends is not None and ends <= self.ends))
