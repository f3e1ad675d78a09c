"""What a document has beyond a record: its weight, who may see it, its versions; and why it was withdrawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models import Decision
from brink.domain.people.models import Tenanted
from brink.domain.records.models import Detail
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Document(Detail):
    """One document; its title, question, dossier and openness stand in its record, its files in its versions."""

    class Weight(models.TextChoices):
        IMPRESSION = "impression", _("impressie, geen beleidsdocument")
        BACKGROUND = "background", _("achtergrond, geen beleidsdocument")
        REPORT = "report", _("verslag")
        ADVICE = "advice", _("advies")
        PLAN = "plan", _("plan voor deze vraag")
        POLICY = "policy", _("beleidsstuk")
        DECISION = "decision", _("besluit")

    class Confidentiality(models.TextChoices):
        OPEN = "open", _("openbaar")
        UNTIL = "until", _("vertrouwelijk tot een dag")
        DESK = "desk", _("alleen voor de balie")
        SECRET = "secret", _("geheim")

    weight = models.CharField(_("wat voor stuk"), max_length=12, choices=Weight)
    confidentiality = models.CharField(_("wie mag het zien"), max_length=8, choices=Confidentiality)
    ground = QuotingCharField(_("grond"), max_length=300, blank=True)
    woo = models.CharField(_("soort informatie volgens de Woo"), max_length=3, blank=True)
    reference = QuotingCharField(_("nummer van het stuk"), max_length=40, blank=True)
    dated_on = models.DateField(_("dag van het stuk"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("besluit")
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "record_id")
        constraints = (
            models.CheckConstraint(
                name="documents_secret_has_ground", condition=~models.Q(confidentiality="secret") | ~models.Q(ground="")
            ),
        )
        indexes = (models.Index(fields=("tenant", "decision"), name="documents_decision"),)

    def __str__(self) -> str:
        return f"{self.record_id}"


class DocumentVersion(Tenanted):
    """One file of a document. The newest holds; older ones stay readable, marked as such, with why they were renewed.

    What was stored does not change (migration 0002): it only goes, when the document is withdrawn.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versie"))
    name = models.CharField(_("naam van het bestand"), max_length=90)
    kind = models.CharField(_("soort bestand"), max_length=5)
    stored = models.CharField(max_length=60, blank=True)
    size = models.PositiveIntegerField(_("bytes"))
    checksum = models.CharField(_("controlegetal"), max_length=64)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    twin = QuotingTextField(_("tekst"), blank=True)
    reason = QuotingCharField(_("waarom er een nieuwe versie is"), max_length=300, blank=True)

    class Meta:
        ordering = ("tenant_id", "document_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "document", "number"), name="documents_version_number"),
            models.CheckConstraint(
                name="documents_version_reason", condition=models.Q(number=1) | ~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="documents_picture_told",
                condition=~models.Q(kind="jpg") | models.Q(stored="") | ~models.Q(twin=""),
            ),
        )

    def __str__(self) -> str:
        return self.name
