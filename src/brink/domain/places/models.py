"""Areas and their people as facts: reference data that all bodies share, so without a tenant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.foundation.ids import uuid7


class AreaKind(models.TextChoices):
    PROVINCE = "province", _("provincie")
    MUNICIPALITY = "municipality", _("gemeente")
    VILLAGE = "village", _("dorp of stad")


class Area(models.Model):
    """A province, municipality or village; a tree by `parent`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("adres"), max_length=80, unique=True)
    code = models.CharField(_("statistische code"), max_length=20, blank=True, db_index=True)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=20, choices=AreaKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True)
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True)
    geometry = models.JSONField(_("grens"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=("kind", "name"), name="places_area_kind"),)

    def __str__(self) -> str:
        return self.name


class PostcodeRange(models.Model):
    """The four digits of a postcode and the village they lie in, as far as known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digits = models.CharField(_("vier cijfers"), max_length=4, unique=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ("digits",)

    def __str__(self) -> str:
        return self.digits


class Population(models.Model):
    """How many people live in an area, by age band and sex, on one date."""

    class Sex(models.TextChoices):
        MEN = "m", _("mannen")
        WOMEN = "v", _("vrouwen")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="population")
    on = models.DateField(_("peildatum"))
    age_from = models.PositiveSmallIntegerField(_("vanaf jaar"))
    age_to = models.PositiveSmallIntegerField(_("tot en met jaar"), null=True, blank=True)
    sex = models.CharField(_("geslacht"), max_length=1, choices=Sex)
    people = models.PositiveIntegerField(_("inwoners"))
    source = models.CharField(_("bron"), max_length=200)

    class Meta:
        ordering = ("area_id", "on", "age_from", "sex")
        constraints = (
            models.UniqueConstraint(fields=("area", "on", "age_from", "sex"), name="places_population_cell"),
        )

    def __str__(self) -> str:
        return f"{self.area_id} {self.on} {self.age_from} {self.sex}"
