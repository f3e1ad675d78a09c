"""What a body says of itself on the pages that the law asks for; the newest row is in force, older ones are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted


class Standing(models.TextChoices):
    """How a site stands, in the words and letters of the Dutch register of accessibility declarations."""

    FULL = "a", _("A: voldoet volledig")
    PARTLY = "b", _("B: voldoet gedeeltelijk")
    BEGUN = "c", _("C: eerste maatregelen genomen")
    NOT = "d", _("D: voldoet niet")
    UNKNOWN = "e", _("E: nog niet onderzocht")


class Declaration(Tenanted):
    """One version. `frames` are the addresses of sites that may show a question of this body inside a page."""

    standing = models.CharField(_("stand"), max_length=1, choices=Standing, default=Standing.UNKNOWN)
    checked_on = models.DateField(_("onderzocht op"), null=True, blank=True)
    report = models.URLField(_("onderzoeksrapport"), max_length=300, blank=True)
    registered = models.URLField(_("in het register"), max_length=300, blank=True)
    measures = models.TextField(_("wat nog niet goed is, en wanneer wel"), blank=True)
    officer = models.CharField(_("functionaris gegevensbescherming"), max_length=120, blank=True)
    officer_email = models.EmailField(_("e-mail van de functionaris"), blank=True)
    frames = models.JSONField(_("sites die een vraag mogen tonen"), default=list, blank=True)

    class Meta:
        ordering = ("tenant_id", "-created_at", "-id")
        constraints = (
            # Whoever says that it was looked into says when; whoever does not, says neither.
            models.CheckConstraint(
                name="declarations_declaration_checked",
                condition=models.Q(standing="e") | models.Q(checked_on__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("tenant", "-created_at"), name="declarations_declaration_new"),)

    def __str__(self) -> str:
        return self.standing
