"""Kinds of decisions of a body, each with how far it may be left to others: as low as can be, and said openly."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted


class DecisionKind(Tenanted):
    """One kind of decision: who may take it, and on what that rests."""

    class Level(models.TextChoices):
        COUNCIL = "council", _("de raad of Staten zelf")
        EXECUTIVE = "executive", _("het hele bestuur")
        PORTFOLIO = "portfolio", _("één bestuurder")
        OFFICER = "officer", _("een directeur of ambtenaar")
        TEAM = "team", _("een team of een groep inwoners")

    name = models.CharField(_("naam"), max_length=120)
    level = models.CharField(_("wie mag dit besluiten"), max_length=10, choices=Level)
    ground = models.CharField(_("waar dat staat"), max_length=200)

    class Meta:
        ordering = ("tenant_id", "name")
        constraints = (models.UniqueConstraint(fields=("tenant", "name"), name="decisions_kind_name"),)

    def __str__(self) -> str:
        return self.name
