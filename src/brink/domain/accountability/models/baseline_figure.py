"""Figures of research among residents from before: what one measures later against. Never without a source."""

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted


class BaselineFigure(Tenanted):
    """One figure of one research in one year. `until` is the other end where the source gives a range."""

    research = models.SlugField(_("onderzoek"), max_length=60)
    key = models.SlugField(_("sleutel"), max_length=60)
    number = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("wat is gemeten"), max_length=200)
    meaning = models.TextField(_("wat het betekent"))
    year = models.PositiveSmallIntegerField(_("jaar"))
    value = models.DecimalField(_("waarde"), max_digits=9, decimal_places=1)
    until = models.DecimalField(_("tot"), max_digits=9, decimal_places=1, null=True, blank=True)
    unit = models.CharField(_("eenheid"), max_length=40)
    source = models.CharField(_("bron"), max_length=300)

    class Meta:
        ordering = ("tenant_id", "research", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "research", "key", "year"), name="accountability_figure_once"),
            models.CheckConstraint(
                name="accountability_figure_sourced", condition=~models.Q(source="") & ~models.Q(meaning="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def said(self) -> str:
        """Return the value as people read it: "52 procent", "15 tot 18 procent"."""
        value = number_format(self.value.normalize(), force_grouping=True)
        if self.until is None:
            return f"{value} {self.unit}"
        until = number_format(self.until.normalize(), force_grouping=True)
        return _text("%(value)s tot %(until)s %(unit)s") % {"value": value, "until": until, "unit": self.unit}
