"""Bodies (the tenants), their organs and people, and the accounts with which people come in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.places.models import Area
from brink.foundation.ids import uuid7
from brink.foundation.visibility import Role


class Body(models.Model):
    """A government or partnership: the tenant to which every row above belongs."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("provincie")
        MUNICIPALITY = "municipality", _("gemeente")
        WATER_BOARD = "water_board", _("waterschap")
        PARTNERSHIP = "partnership", _("samenwerkingsverband")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")
    theme = models.SlugField(_("kleurlaag"), max_length=40, default="drenthe")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    address = models.TextField(_("adres"), blank=True)
    about = models.TextField(_("waar gaat deze overheid over"), blank=True)
    reply_days = models.PositiveSmallIntegerField(_("dagen tot antwoord na het besluit"), default=28)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Tenanted(models.Model):
    """Base of every table that belongs to one body: key by time, tenant always there and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    created_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        abstract = True


class Organ(Tenanted):
    """A council, executive, committee or office of a body; `role` says which part it plays."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=60)
    role = models.CharField(_("rol"), max_length=20, choices=[(role.value, role.value) for role in Role])
    seats = models.PositiveSmallIntegerField(_("zetels"), null=True, blank=True)

    class Meta:
        ordering = ("tenant", "name")
        constraints = (models.UniqueConstraint(fields=("tenant", "slug"), name="people_organ_slug"),)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; nobody has a password."""

    def create_user(self, email: str, **fields: Any) -> "Account":
        """Make an account that comes in by e-mail code or passkey."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way in, by e-mail code, passkey or (staff) one-time password. Residents need none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in gebruik"), default=True)
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        ordering = ("email",)

    def __str__(self) -> str:
        return self.name or self.email


class Person(Tenanted):
    """Somebody known to a body in public: a member, an officer, a contact. Residents are not persons here."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons")

    class Meta:
        ordering = ("tenant", "name")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="people_person_slug"),
            models.UniqueConstraint(fields=("tenant", "account"), name="people_person_account"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(Tenanted):
    """One person's part in one organ, for a period. The last day counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("rol"), max_length=20, choices=[(role.value, role.value) for role in Role])
    group = models.CharField(_("fractie"), max_length=80, blank=True)
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        ordering = ("tenant", "organ", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "person", "organ", "role", "starts"), name="people_membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_membership_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.organ_id} {self.role}"


class AreaContact(Tenanted):
    """Who is the fixed contact of a body for an area, for a period (contactgedeputeerde, gebiedsverbinder)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="contacts")
    expectation = models.TextField(_("wat u kunt vragen en wanneer u antwoord krijgt"))
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        ordering = ("tenant", "area", "-starts")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "area", "starts"), name="people_contact_once"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_contact_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area_id} {self.person_id}"


class Attempts(models.Model):
    """How often one hashed source tried one thing in one hour. Counts only; no tenant, kept for a week at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.CharField(max_length=64)
    what = models.SlugField(max_length=30)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-window",)
        constraints = (models.UniqueConstraint(fields=("source", "what", "window"), name="people_attempts_window"),)

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
