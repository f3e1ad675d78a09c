"""The account of a gathering, by version: what was public is put right by a next one, with the reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.models.gathering import Gathering
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Minutes(Tenanted):
    """One version of the report. The newest is in force; the first has no reason, every later one has."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField(_("versie"))
    text = QuotingTextField(_("verslag"))
    source = QuotingCharField(_("bron van het verslag"), max_length=300)
    contact = QuotingCharField(_("bij wie u met vragen terechtkunt"), max_length=160)
    reason = QuotingCharField(_("waarom het is verbeterd"), max_length=300, blank=True)

    class Meta:
        ordering = ("tenant_id", "gathering_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "gathering", "version"), name="gatherings_minutes_version"),
            models.CheckConstraint(
                name="gatherings_minutes_whole", condition=~Q(text="") & ~Q(source="") & ~Q(contact="")
            ),
            models.CheckConstraint(
                name="gatherings_minutes_reasoned", condition=Q(version=1) | (Q(version__gt=1) & ~Q(reason=""))
            ),
        )

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.version}"
