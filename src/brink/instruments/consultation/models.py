"""A text in versions, its pieces, where each comes from, and what people said of it.

A version that is published never changes: the database refuses it (`migrations/0002_published_stays`).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Boundary, Round
from brink.foundation.disclosure import K
from brink.foundation.quotations import QuotingTextField


class TextVersion(Tenanted):
    """The text of a round at one moment. Without a moment of publication it is a draft, of which there is one."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="text_versions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("titel"), max_length=160)
    reason = QuotingTextField(_("waarom er een nieuwe versie is"), blank=True)
    source_name = models.CharField(_("naam van het bestand"), max_length=120, blank=True)
    source_hash = models.CharField(_("kenmerk van het bestand"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    content_hash = models.CharField(_("kenmerk van de tekst"), max_length=64, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="consultation_version_number"),
            models.UniqueConstraint(
                fields=("tenant", "round"), condition=Q(published_at=None), name="consultation_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(content_hash=""), name="consultation_version_hashed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class Section(Tenanted):
    """One piece of the text for as long as it lives: its id stays while its words, number and place change."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="text_sections")

    class Meta:
        ordering = ("tenant_id", "round_id", "id")
        indexes = (models.Index(fields=("tenant", "round"), name="consultation_section_round"),)

    def __str__(self) -> str:
        return f"{self.pk}"


class Passage(Tenanted):
    """A section as it stands in one version. Which limit of the room it meets says what is fixed about it."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="passages")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveSmallIntegerField(_("volgorde"))
    level = models.PositiveSmallIntegerField(_("niveau"), default=1)
    number = models.CharField(_("nummer"), max_length=20, blank=True)
    heading = models.CharField(_("kop"), max_length=200)
    body = models.TextField(_("tekst"), blank=True)
    text_hash = models.CharField(max_length=64)
    summary = models.CharField(_("in gewone woorden"), max_length=600, blank=True)
    boundary = models.ForeignKey(Boundary, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = QuotingTextField(_("waarom de tekst anders is"), blank=True)

    class Meta:
        ordering = ("tenant_id", "version_id", "order")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "version", "section"), name="consultation_passage_once"),
            models.UniqueConstraint(fields=("tenant", "version", "order"), name="consultation_passage_order"),
        )
        indexes = (models.Index(fields=("tenant", "section"), name="consultation_passage_of"),)

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class Origin(Tenanted):
    """From which section of the version before a passage comes; without a passage that section went, with a reason."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="origins")
    old = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="heirs")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, null=True, blank=True, related_name="origins")
    reason = QuotingTextField(_("waarom dit stuk is vervallen"), blank=True)

    class Meta:
        ordering = ("tenant_id", "version_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "version", "old", "passage"), name="consultation_origin_once"),
            models.UniqueConstraint(
                fields=("tenant", "version", "old"), condition=Q(passage=None), name="consultation_origin_gone_once"
            ),
            # Only what went has its reason here; what changed has it beside its words.
            models.CheckConstraint(condition=Q(passage=None) | Q(reason=""), name="consultation_origin_reason"),
        )

    def __str__(self) -> str:
        return f"{self.old_id}"


class Wish(models.TextChoices):
    """What somebody wants with a piece. The values are stored and never renamed."""

    KEEP = "keep", _("Houd dit zo")
    CHANGE = "change", _("Verander dit")


class Remark(Tenanted):
    """The detail of a contribution: about which section, as read in which version, and at which words.

    Without a section it is about the whole text. `agreed_shown` follows the number of devices that agree, in tens.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="remark")
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="remarks")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    wish = models.CharField(_("wat u ermee wilt"), max_length=6, choices=Wish, blank=True)
    quote = models.CharField(_("om welke woorden het gaat"), max_length=300, blank=True)
    before = models.CharField(max_length=32, blank=True)
    after = models.CharField(max_length=32, blank=True)
    agreed_shown = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "contribution_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="consultation_remark_once"),
            models.CheckConstraint(condition=Q(wish__in=("", *Wish.values)), name="consultation_remark_wish"),
            models.CheckConstraint(
                condition=Q(agreed_shown=0) | Q(agreed_shown__gte=K), name="consultation_remark_shown_k"
            ),
            models.CheckConstraint(
                condition=Q(section__isnull=False) | Q(quote="", before="", after=""),
                name="consultation_remark_quote_of_section",
            ),
        )
        indexes = (models.Index(fields=("tenant", "section"), name="consultation_remark_of"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Agreed(Tenanted):
    """One device agrees with one remark. `device` is the keyed hash of a token that only the device has."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="agreed_by")
    device = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "device")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution", "device"), name="consultation_agreed_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Credit(Tenanted):
    """A remark because of which a passage says what it says now."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="credits")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="text_credits")

    class Meta:
        ordering = ("tenant_id", "passage_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "passage", "contribution"), name="consultation_credit_once"),
        )

    def __str__(self) -> str:
        return f"{self.passage_id} {self.contribution_id}"
