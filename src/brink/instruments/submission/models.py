"""Submissions with their number and their day, who signed them, their points with the answers, and the nota."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.submission.term import Timing


class NumberRow(Tenanted):
    """The last number that a body gave in a year: held while the next one is given, so that none is skipped."""

    year = models.PositiveSmallIntegerField(_("jaar"))
    last = models.PositiveIntegerField(_("laatste nummer"), default=0)

    class Meta:
        ordering = ("tenant_id", "year")
        constraints = (models.UniqueConstraint(fields=("tenant", "year"), name="submission_number_row_once"),)

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Authorisation(models.TextChoices):
    """How somebody shows that they may speak for another. The values are stored and never renamed."""

    OWN = "own", _("voor mijzelf")
    SENT = "sent", _("voor een ander, met een machtiging")
    FOLLOWS = "follows", _("voor een ander, de machtiging stuur ik per post")


class Spoken(models.TextChoices):
    """Whether the report of what was said at the desk was agreed to. The values are stored and never renamed."""

    NOT = "", _("niet mondeling")
    SIGNED = "signed", _("voorgelezen en ondertekend")
    UNSIGNED = "unsigned", _("voorgelezen, niet ondertekend")


class Ruling(models.TextChoices):
    """What a person decided about one that was not plainly in time. The values are stored and never renamed."""

    NONE = "", _("nog niet beoordeeld")
    COUNTS = "counts", _("telt mee")
    LEFT_OUT = "left_out", _("telt niet mee")


class Submission(Tenanted):
    """The detail of a contribution: its number, when it came, and for whom. Its words stand with the contribution.

    The number stays when it is withdrawn. `clean_text` is what the body lays before everybody: without names.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="submission")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="submissions")
    year = models.PositiveSmallIntegerField(_("jaar"))
    number = models.PositiveIntegerField(_("nummer"))
    received_on = models.DateField(_("ontvangen op"))
    posted_on = models.DateField(_("poststempel"), null=True, blank=True)
    timing = models.CharField(_("op tijd"), max_length=10, choices=Timing)
    ruling = models.CharField(_("oordeel"), max_length=10, choices=Ruling, blank=True)
    ruling_reason = QuotingTextField(_("reden van het oordeel"), blank=True)
    authorisation = models.CharField(max_length=8, choices=Authorisation, default=Authorisation.OWN)
    spoken = models.CharField(max_length=8, choices=Spoken, blank=True)
    receipt_mailed_at = models.DateTimeField(_("ontvangst gemaild op"), null=True, blank=True)
    clean_text = QuotingTextField(_("tekst zonder namen"), blank=True)
    clean_at = models.DateTimeField(_("zonder namen op de site sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "year", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="submission_once"),
            models.UniqueConstraint(fields=("tenant", "year", "number"), name="submission_number_once"),
            models.CheckConstraint(condition=Q(timing__in=Timing.values), name="submission_timing"),
            models.CheckConstraint(
                condition=Q(ruling="") | ~Q(ruling_reason=""), name="submission_judged_with_reason"
            ),
            models.CheckConstraint(condition=Q(clean_at=None) | ~Q(clean_text=""), name="submission_clean"),
        )
        indexes = (models.Index(fields=("tenant", "round", "number"), name="submission_of_round"),)

    @property
    def name(self) -> str:
        """Return the number as it is told, the same on every page and paper."""
        return f"ZW-{self.year}-{self.number:03}"

    def __str__(self) -> str:
        return self.name


class Signatory(Tenanted):
    """Who signed a submission, encrypted and apart; `place` 0 is who sent it in, with for whom. Destroyed later."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="signatories")
    place = models.PositiveSmallIntegerField(default=0)
    name = EncryptedTextField(_("naam"))
    address = EncryptedTextField(_("adres"))
    represented = EncryptedTextField(_("namens wie"), blank=True)
    unsigned_reason = EncryptedTextField(_("waarom niet ondertekend"), blank=True)

    class Meta:
        ordering = ("tenant_id", "submission_id", "place")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "submission", "place"), name="submission_signatory_place"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.place}"


class Point(Tenanted):
    """One point of a submission, in the words of the body and without names, with the answer and what it changes."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField(_("nummer"))
    summary = QuotingTextField(_("het punt"))
    answer = QuotingTextField(_("antwoord"), blank=True)
    changes = models.BooleanField(_("de tekst wordt anders"), null=True, blank=True)
    change = QuotingCharField(_("wat er anders wordt"), max_length=400, blank=True)

    class Meta:
        ordering = ("tenant_id", "submission_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "submission", "number"), name="submission_point_number"),
            models.CheckConstraint(
                condition=Q(changes=None) | Q(changes=False, change="") | (Q(changes=True) & ~Q(change="")),
                name="submission_point_change",
            ),
            models.CheckConstraint(condition=Q(changes=None) | ~Q(answer=""), name="submission_point_answered"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.number}"


class Nota(Tenanted):
    """The nota of one round: what the body says before and after the answers. Once adopted it does not change."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="submission_nota")
    introduction = QuotingTextField(_("inleiding"))
    decision = QuotingTextField(_("het besluit"))
    remedy = QuotingTextField(_("wat iemand tegen het besluit kan doen"))
    official_changes = QuotingTextField(_("andere wijzigingen"), blank=True)
    adopted_on = models.DateField(_("vastgesteld op"), null=True, blank=True)
    told_at = models.DateTimeField(_("verteld op"), null=True, blank=True)
    destroyed_at = models.DateTimeField(_("gegevens vernietigd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="submission_nota_once"),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(adopted_on__isnull=False), name="submission_nota_told_after"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}"
