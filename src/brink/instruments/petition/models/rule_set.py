"""The rules of a body: who may ask, how many must support it, for how long, and what cannot be asked."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Organ, Tenanted
from brink.domain.places.models import Area
from brink.foundation.quotations import QuotingCharField, QuotingJSONField
from brink.instruments.petition.round_settings import Settings


class RuleSet(Tenanted):
    """One version, as an organ adopted it. A change is a new version; a petition keeps the one it was handed in under.

    `exclusions` are sentences that say what cannot be asked, and why. `sample_size` 0: what the method advises.
    """

    version = models.PositiveSmallIntegerField(_("versie"))
    source = QuotingCharField(_("waar de regels staan"), max_length=200)
    adopted_by = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("vastgesteld door")
    )
    adopted_on = models.DateField(_("vastgesteld op"))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("voor inwoners van"))
    decider = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie beslist"))
    council = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("wiens agenda"))
    min_age = models.PositiveSmallIntegerField(_("vanaf welke leeftijd"))
    threshold = models.PositiveIntegerField(_("hoeveel steun is nodig"))
    term_weeks = models.PositiveSmallIntegerField(_("hoeveel weken open"))
    cooldown_months = models.PositiveSmallIntegerField(_("hoeveel maanden na een eerder besluit"))
    per_mailbox = models.PositiveSmallIntegerField(_("hoeveel mensen per mailadres"), default=2)
    mail = models.BooleanField(_("bevestigen met een mail"), default=True)
    must_schedule = models.BooleanField(_("met genoeg steun komt het altijd op de agenda"), default=False)
    sample_size = models.PositiveIntegerField(_("hoeveel regels in de steekproef"), default=0)
    decide_weeks = models.PositiveSmallIntegerField(_("binnen hoeveel weken een besluit"), default=6)
    keep_days = models.PositiveSmallIntegerField(_("hoeveel dagen gegevens bewaren"), default=28)
    exclusions = QuotingJSONField(_("waarover het niet kan"), default=list)

    class Meta:
        ordering = ("tenant_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "version"), name="petition_rules_version"),
            models.CheckConstraint(
                name="petition_rules_fit",
                condition=models.Q(threshold__gte=10, term_weeks__gte=1, per_mailbox__gte=1, decide_weeks__gte=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.tenant_id} v{self.version}"

    def settings(self, why: str = "") -> dict[str, Any]:
        """Return what a round under these rules keeps of them."""
        shared = {name: getattr(self, name) for name in (
            "threshold", "min_age", "per_mailbox", "sample_size", "decide_weeks", "keep_days", "mail", "must_schedule",
            "source",
        )}  # fmt: skip
        return Settings(**shared, area=self.area.slug, why=why).as_data()
