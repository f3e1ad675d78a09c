"""'Meld dit': somebody says that public words or a photo should not stand there; and the house rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Account, Tenanted
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.quotations import QuotingTextField


class Ground(models.TextChoices):
    """Why something should not stand there. `LAW` is the notice of article 16 of the Digital Services Act."""

    PERSONAL = "personal", _("Er staan gegevens van iemand in")
    HURTS = "hurts", _("Het beledigt, bedreigt of sluit mensen uit")
    LAW = "law", _("Het mag niet van de wet")
    ADVERT = "advert", _("Het is reclame of onzin")
    RIGHTS = "rights", _("De tekst of foto is van iemand anders")
    OTHER = "other", _("Iets anders")


class Part(models.TextChoices):
    """What of a contribution it is about."""

    WORDS = "words", _("de woorden")
    PHOTO = "photo", _("de foto")


class Decision(models.TextChoices):
    """What staff did with it."""

    KEPT = "kept", _("Het blijft staan")
    HIDDEN = "hidden", _("De woorden zijn verborgen")
    PHOTO_REMOVED = "photo_gone", _("De foto is weggehaald")
    GONE = "gone", _("Het stond er al niet meer")


class Report(Tenanted):
    """One report by anybody. Who reported is kept apart (`Reporter`), or not at all.

    The code by which the reporter reads the answer is shown once; only its keyed hash is stored.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reports")
    part = models.CharField(_("wat"), max_length=10, choices=Part, default=Part.WORDS)
    ground = models.CharField(_("waarom"), max_length=10, choices=Ground)
    text = QuotingTextField(_("uitleg"))
    good_faith = models.BooleanField(_("naar waarheid ingevuld"), default=False)
    code_hash = models.CharField(max_length=64)
    due_on = models.DateField(_("antwoord uiterlijk op"))
    decision = models.CharField(_("besluit"), max_length=10, choices=Decision, blank=True)
    answer = QuotingTextField(_("antwoord aan wie meldde"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("tenant_id", "due_on", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="reports_report_code"),
            models.CheckConstraint(
                name="reports_report_answered",
                condition=models.Q(answered_at__isnull=True) | (~models.Q(answer="") & ~models.Q(decision="")),
            ),
            models.CheckConstraint(name="reports_report_says_why", condition=~models.Q(text="")),
        )
        indexes = (
            models.Index(fields=("tenant", "answered_at", "due_on"), name="reports_report_waiting"),
            models.Index(fields=("tenant", "code_hash"), name="reports_report_lookup"),
        )

    def __str__(self) -> str:
        return f"{self.ground} {self.contribution_id}"


class Reporter(Tenanted):
    """Who reported, when they said so: apart, encrypted, told to nobody, and gone some months after the answer."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reporter")
    name = EncryptedTextField(_("naam"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    # The mail with the answer: when it went, when it is tried (again), how often it failed.
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "report_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "report"), name="reports_reporter_once"),)
        indexes = (models.Index(fields=("tenant", "mail_due_at"), name="reports_reporter_due"),)

    def __str__(self) -> str:
        return f"{self.report_id}"


class HouseRules(Tenanted):
    """The house rules of a body in its own words; without a row those of the house hold. The newest row is in force."""

    text = models.TextField(_("huisregels"))

    class Meta:
        ordering = ("tenant_id", "-created_at", "-id")
        constraints = (models.CheckConstraint(name="reports_house_rules_text", condition=~models.Q(text="")),)
        indexes = (models.Index(fields=("tenant", "-created_at"), name="reports_house_rules_new"),)

    def __str__(self) -> str:
        return self.text[:60]
