"""Who supports a petition, encrypted and apart from the voice itself, and the count of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.quotations import QuotingTextField


class Collection(Tenanted):
    """The count of one round. `told_count` is what the public reads: whole tens, and it moves by ten at least.

    At closing the list is frozen: each line has a number without meaning, and `list_hash` says which lines there were.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="petition_collection")
    confirmed_count = models.PositiveIntegerField(_("aantal steunverklaringen"), default=0)
    told_count = models.PositiveIntegerField(default=0)
    reached_at = models.DateTimeField(_("genoeg steun sinds"), null=True, blank=True)
    frozen_count = models.PositiveIntegerField(_("regels op de lijst"), null=True, blank=True)
    list_hash = models.CharField(max_length=64, blank=True)
    destroyed_at = models.DateTimeField(_("gegevens vernietigd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="petition_collection_once"),
            models.CheckConstraint(
                name="petition_collection_frozen",
                condition=Q(frozen_count__isnull=True, list_hash="")
                | (Q(frozen_count__isnull=False) & ~Q(list_hash="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}"


class Support(Tenanted):
    """One declaration. It counts nowhere before it has a contribution: then its giver has a code.

    The three keys are hashes under a secret, with the round in them: two petitions cannot be laid side by side. What
    tells who somebody is goes when they withdraw, when nobody confirms, and for everybody once the term is over.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("nog niet bevestigd")
        COUNTED = "counted", _("telt mee")
        INVALID = "invalid", _("telt niet mee")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    class Registered(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nee")
        UNKNOWN = "unknown", _("onbekend")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="petition_supports")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="petition_support"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    paper = models.BooleanField(_("op papier"), default=False)
    number = models.PositiveIntegerField(_("nummer"), null=True, blank=True)
    name = EncryptedTextField(_("naam"), blank=True)
    place = EncryptedTextField(_("woonplaats"), blank=True)
    born = EncryptedTextField(_("geboortedatum"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    follow = models.BooleanField(_("wil het antwoord per mail"), default=False)
    person_key = models.CharField(max_length=64, blank=True)
    near_key = models.CharField(max_length=64, blank=True)
    mailbox_key = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    invalid_reason = QuotingTextField(_("waarom het niet meetelt"), blank=True)
    drawn = models.BooleanField(_("in de steekproef"), default=False)
    registered = models.CharField(_("woont hier en is oud genoeg"), max_length=8, choices=Registered, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="petition_support_once"),
            models.UniqueConstraint(
                fields=("tenant", "round", "person_key"), name="petition_support_person",
                condition=Q(state__in=("counted", "invalid")) & ~Q(person_key=""),
            ),
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="petition_support_number"),
            models.CheckConstraint(
                name="petition_support_counted",
                condition=Q(state="pending", contribution__isnull=True)
                | (Q(contribution__isnull=False) & ~Q(state="pending")),
            ),
            models.CheckConstraint(
                name="petition_support_withdrawn",
                condition=~Q(state="withdrawn") | Q(name="", born="", place="", email="", person_key=""),
            ),
            models.CheckConstraint(
                name="petition_support_invalid", condition=~Q(state="invalid") | ~Q(invalid_reason="")
            ),
            models.CheckConstraint(name="petition_support_registered", condition=Q(registered="") | Q(drawn=True)),
        )
        indexes = (
            models.Index(fields=("tenant", "round", "state"), name="petition_support_state"),
            models.Index(fields=("tenant", "round", "near_key"), name="petition_support_near"),
            models.Index(fields=("tenant", "round", "mailbox_key"), name="petition_support_mailbox"),
            models.Index(
                fields=("tenant", "expires_at"), name="petition_support_expires", condition=Q(state="pending")
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.state}"
