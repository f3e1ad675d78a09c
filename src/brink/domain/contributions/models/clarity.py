"""Whether somebody knew what they could talk about: asked once of each who gave something, and never required."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process


class Clear(models.TextChoices):
    YES = "yes", _("Ja")
    PARTLY = "partly", _("Voor een deel")
    NO = "no", _("Nee")


class Clarity(Tenanted):
    """One answer under one code. It stays and counts when the words are taken back; nothing in it tells of anybody."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="clarity")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    said = models.CharField(_("wist u waarover u kon meepraten"), max_length=10, choices=Clear)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_clarity_once"),
            models.CheckConstraint(condition=models.Q(said__in=Clear.values), name="contributions_clarity_said"),
        )
        indexes = (models.Index(fields=("tenant", "process", "said"), name="contributions_clarity_ix"),)

    def __str__(self) -> str:
        return self.said
