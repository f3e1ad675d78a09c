"""What a question or a statement at a meeting has beyond its words: where it was said, and what became of it there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.gatherings.models import Gathering
from brink.domain.people.models import Tenanted
from brink.foundation.quotations import QuotingTextField


class Stance(models.TextChoices):
    """Where somebody stands on what is talked about. The values are stored and never renamed."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")
    NEUTRAL = "neutral", _("niet voor, niet tegen")


class Handling(models.TextChoices):
    """What became of a question at the meeting itself."""

    ANSWERED = "answered", _("Ter plekke beantwoord")
    LATER = "later", _("Wordt later beantwoord")
    PASSED_ON = "passed_on", _("Doorgegeven aan een ander")


class Spoken(Tenanted):
    """The detail of a contribution. `gathering` is where it was said; without it nobody knows any more."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="spoken")
    gathering = models.ForeignKey(Gathering, on_delete=models.SET_NULL, null=True, blank=True, related_name="spoken")
    stance = models.CharField(_("voor of tegen"), max_length=8, choices=Stance, blank=True)
    handling = models.CharField(_("wat ermee is gedaan"), max_length=10, choices=Handling, blank=True)
    handling_text = QuotingTextField(_("wat erop is gezegd"), blank=True)
    handled_at = models.DateTimeField(_("opgeschreven op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="meetings_spoken_once"),
            models.CheckConstraint(condition=Q(stance__in=("", *Stance.values)), name="meetings_spoken_stance"),
            # What became of it is said in words and has its moment, or nothing was said yet.
            models.CheckConstraint(
                name="meetings_spoken_handling",
                condition=Q(handling="", handling_text="", handled_at__isnull=True)
                | (Q(handling__in=Handling.values, handled_at__isnull=False) & ~Q(handling_text="")),
            ),
        )
        indexes = (models.Index(fields=("tenant", "gathering", "handling"), name="meetings_spoken_open"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"
