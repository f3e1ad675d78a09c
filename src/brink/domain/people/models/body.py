"""Bodies (the tenants) and their organs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.journal.committed_rows import CommittedRow
from brink.domain.places.models import Area
from brink.foundation.articles import in_sentence, number, opening
from brink.foundation.ids import uuid7
from brink.foundation.organs import DECIDING, OrganKind


def dialled(number: str) -> str:
    """Return a number as a telephone dials it."""
    return "".join(one for one in number if one.isdigit() or one == "+")


class Named:
    """Somebody who acts in sentences: its name as it stands there, with the article that belongs to it."""

    @property
    def told(self) -> str:
        """Return the name within a sentence: "de gemeenteraad"."""
        return in_sentence(str(self))

    @property
    def opening(self) -> str:
        """Return the name at the beginning of a sentence: "De gemeenteraad"."""
        return opening(str(self))

    @property
    def number(self) -> int:
        """Return 1 or 2, for the verb: "de raad besluit", "Provinciale Staten besluiten"."""
        return number(str(self))


class Body(Named, models.Model):
    """A government, a partnership or a village association: the tenant to which every row above belongs."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("provincie")
        MUNICIPALITY = "municipality", _("gemeente")
        WATER_BOARD = "water_board", _("waterschap")
        PARTNERSHIP = "partnership", _("samenwerkingsverband")
        ASSOCIATION = "association", _("vereniging van inwoners")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")
    theme = models.SlugField(_("kleurlaag"), max_length=40, default="drenthe")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    address = models.TextField(_("adres"), blank=True)
    hours = models.CharField(_("bereikbaar"), max_length=120, blank=True)
    about = models.TextField(_("waar gaat deze overheid over"), blank=True)
    reply_days = models.PositiveSmallIntegerField(_("dagen tot antwoord na het besluit"), default=28)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def heading(self) -> dict[str, str]:
        """Return what the layout asks of a page of this body: its name and colours, its number and its mail."""
        return {
            "body_name": self.name, "theme": self.theme, "help_phone": self.telephone,
            "help_phone_link": dialled(self.telephone), "help_email": self.email,
        }  # fmt: skip

    @property
    def governs(self) -> bool:
        """Tell whether this is a government. An association of residents leads its own questions, and no others."""
        return self.kind != self.Kind.ASSOCIATION

    @property
    def telephone(self) -> str:
        """Return the number at which this body is called, from one place: its own, else the help line of the site."""
        return self.phone or str(settings.HELP_PHONE)


class Tenanted(CommittedRow):
    """Base of every table that belongs to one body: key by time, tenant always there and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    created_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        abstract = True


class Organ(Named, Tenanted):
    """A council, executive, committee or office of a body; `role` says which part it plays (`foundation.organs`)."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=60)
    role = models.CharField(_("rol"), max_length=20, choices=[(kind.value, kind.value) for kind in OrganKind])
    seats = models.PositiveSmallIntegerField(_("zetels"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "name")
        constraints = (models.UniqueConstraint(fields=("tenant", "slug"), name="people_organ_slug"),)

    def __str__(self) -> str:
        return self.name

    @property
    def decides(self) -> bool:
        """Tell whether this organ can decide anything; a working group and an office cannot."""
        return self.role in DECIDING
