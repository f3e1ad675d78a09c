"""Requests for a role at the desk: one administrator asks, another confirms."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models.account import Account
from brink.domain.people.models.body import Organ, Tenanted
from brink.domain.people.models.person import Membership, Person
from brink.foundation.visibility import Role


class RoleGrant(Tenanted):
    """A role that somebody is to get. It counts from the moment a second administrator confirms it (four eyes)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol"), max_length=20, choices=[(role.value, role.value) for role in Role])
    starts = models.DateField(_("vanaf"))
    ends = models.DateField(_("tot en met"), null=True, blank=True)
    reason = models.CharField(_("waarom"), max_length=200)
    requested_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("gevraagd door")
    )
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bevestigd door")
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    membership = models.OneToOneField(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="grant", editable=False
    )

    class Meta:
        ordering = ("tenant_id", "-created_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("requested_by")),
                name="people_grant_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, withdrawn_at__isnull=True),
                name="people_grant_settled_once",
            ),
            models.UniqueConstraint(
                fields=("tenant", "person", "organ", "role"),
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="people_grant_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
