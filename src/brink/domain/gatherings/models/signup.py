"""Who comes: kept apart from everything that anybody says, encrypted, and gone a week after the day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.models.gathering import Gathering
from brink.domain.people.models import Account, Tenanted
from brink.foundation.crypto import EncryptedTextField

LARGEST_PARTY = 6


class SignUp(Tenanted):
    """One sign-up, for one to six people, by a code of its own: coming somewhere is never tied to what one said.

    It has seats since `confirmed_at`, or waits. `promoted_at` is when it came off the waiting list. `told_at` is up to
    when its giver knows how things stand: the receipt tells at first, and mail where an address was left; mail or the
    telephone what came after.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="signups")
    # Given out while the gathering is held: the order of the waiting list.
    number = models.PositiveIntegerField(_("volgnummer"))
    party = models.PositiveSmallIntegerField(_("aantal mensen"))
    name = EncryptedTextField(_("naam"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("telefoon"), blank=True)
    needs = EncryptedTextField(_("wat nodig is om mee te doen"), blank=True)
    language = models.CharField(max_length=10, default="nl")
    code_hash = models.CharField(max_length=64)
    entered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("plek sinds"), null=True, blank=True)
    promoted_at = models.DateTimeField(_("van de wachtlijst op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afgezegd op"), null=True, blank=True)
    told_at = models.DateTimeField(_("weet hoe het staat sinds"))
    # The mail that confirms it, or about what changed since: when it is tried (again), and how often it failed.
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    erased_at = models.DateTimeField(_("gegevens gewist op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "gathering_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="gatherings_signup_code"),
            models.UniqueConstraint(fields=("tenant", "gathering", "number"), name="gatherings_signup_number"),
            models.CheckConstraint(
                name="gatherings_signup_party", condition=Q(party__gte=1, party__lte=LARGEST_PARTY)
            ),
            models.CheckConstraint(
                name="gatherings_signup_promoted",
                condition=Q(promoted_at__isnull=True) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="gatherings_signup_erased",
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", needs=""),
            ),
        )
        indexes = (
            # A stranger's code names no body, so the look-up goes by hash alone.
            models.Index(fields=("code_hash",), name="gatherings_signup_lookup"),
        )

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.party}"
