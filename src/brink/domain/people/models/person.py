"""People a body is known by: members, officers, contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models.account import Account
from brink.domain.people.models.body import Organ, Tenanted
from brink.domain.people.models.group import CouncilGroup
from brink.domain.places.models import Area
from brink.foundation.visibility import Role


class Person(Tenanted):
    """Somebody known to a body in public: a member, an officer, a contact. Residents are not persons here."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons")

    class Meta:
        ordering = ("tenant_id", "name")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="people_person_slug"),
            models.UniqueConstraint(fields=("tenant", "account"), name="people_person_account"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(Tenanted):
    """One person's part in one organ, for a period. The last day counts. Nobody is in two fracties on one day.

    The database refuses that too (migration 0008): within a body, whatever the organ, a person speaks for one fractie.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("rol"), max_length=20, choices=[(role.value, role.value) for role in Role])
    group = models.ForeignKey(
        CouncilGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships",
        verbose_name=_("fractie"),
    )  # fmt: skip
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "organ_id", "person_id")
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
        ordering = ("tenant_id", "area_id", "-starts")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "area", "starts"), name="people_contact_once"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_contact_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area_id} {self.person_id}"
