"""An invitation to take part in a question, and the means by which it goes out; or why nobody is invited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.places.models import Area
from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingTextField


class Invitation(Detail):
    """Facts of one invitation; its name, owner, question and last day stand in its record.

    `because` says why nobody is invited: then there are no means, and it has ended at once.
    """

    because = QuotingTextField(_("waarom niet"), blank=True)
    inviting_since = models.DateTimeField(_("wij nodigen uit sinds"), null=True, blank=True)
    ended_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)
    learned = QuotingTextField(_("wat wij ervan hebben geleerd"), blank=True)

    class Meta:
        ordering = ("tenant_id", "record_id")
        constraints = (
            models.CheckConstraint(
                name="invitations_because",
                condition=models.Q(because="") | models.Q(inviting_since__isnull=True, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitations_ended",
                condition=models.Q(ended_at__isnull=True, learned="")
                | (models.Q(ended_at__isnull=False, inviting_since__isnull=False) & ~models.Q(learned="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id}"


class Way(Tenanted):
    """One means in one place: how many it reaches, from when to when, and its own short address.

    `came` counts how often that address led to the question. It says nothing of whom, and is told in whole tens.
    """

    class Means(models.TextChoices):
        LETTER = "letter", _("brief")
        HANDOUT = "handout", _("flyer")
        POSTER = "poster", _("affiche")
        SOCIAL = "social", _("sociale media")
        BAG = "bag", _("papieren zak")
        VISIT = "visit", _("bezoek")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="ways")
    means = models.CharField(_("middel"), max_length=10, choices=Means)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("waar"))
    size = models.PositiveIntegerField(_("hoeveel"))
    starts_on = models.DateField(_("vanaf"))
    ends_on = models.DateField(_("tot en met"))
    cost_cents = models.PositiveBigIntegerField(_("kosten in centen"), null=True, blank=True)
    code = models.CharField(max_length=12)
    came = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "starts_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code"), name="invitations_way_code"),
            models.CheckConstraint(name="invitations_way_size", condition=models.Q(size__gte=1)),
            models.CheckConstraint(
                name="invitations_way_days", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_means_display()}, {self.area}"
