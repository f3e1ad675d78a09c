"""The room statement: what is open, what is fixed, who decides and when. Versioned; never changed in silence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import Level
from brink.domain.people.models import Organ, Person, Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models.process import Process
from brink.foundation.quotations import QuotingCharField, QuotingJSONField, QuotingTextField


class RoomStatement(Tenanted):
    """One version (domain.md §3.6). Draft, then adopted by an organ, then published; a change is version n + 1."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="rooms")
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    question = QuotingCharField(_("vraag"), max_length=300, blank=True)
    audience = QuotingCharField(_("voor wie"), max_length=200, blank=True)
    level = models.CharField(_("niveau"), max_length=20, choices=Level, blank=True)
    promise = QuotingTextField(_("belofte, extra"), blank=True)
    decider = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wie beslist")
    )
    decision_on = models.DateField(_("wanneer"), null=True, blank=True)
    reply_on = models.DateField(_("antwoord uiterlijk op"), null=True, blank=True)
    # Of a standing question, in place of both dates: so many working days after somebody spoke.
    reply_within = models.PositiveSmallIntegerField(_("antwoord binnen (werkdagen)"), null=True, blank=True)
    reply_form = QuotingCharField(_("hoe u antwoord krijgt"), max_length=200, blank=True)
    contact = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bij wie kunt u terecht"),
    )
    open_points = QuotingJSONField(_("waarover wel"), default=list, blank=True)
    closed_points = QuotingJSONField(_("waarover niet, en waarom"), default=list, blank=True)
    all_open = models.BooleanField(_("alles ligt open"), default=False)
    money_cents = models.PositiveBigIntegerField(_("geld in centen"), null=True, blank=True)
    money_covers = QuotingCharField(_("wat het geld dekt"), max_length=200, blank=True)
    groundwork = QuotingTextField(_("wat er al is gedaan"), blank=True)
    small_print = QuotingTextField(_("wat verder geldt"), blank=True)
    plan = QuotingTextField(_("wie spreekt wanneer, en wat doen wij ermee"), blank=True)
    our_effort = QuotingTextField(_("wat wij doen"), blank=True)
    your_effort = QuotingTextField(_("wat wij van u vragen"), blank=True)
    internal = QuotingTextField(_("ruimte tussen volksvertegenwoordiging en bestuur"), blank=True)
    summary = QuotingTextField(_("in het kort"), blank=True)
    summary_reason = QuotingCharField(_("waarom de tekst zo blijft"), max_length=200, blank=True)
    already_decided = models.BooleanField(_("het besluit is al genomen"), default=False)
    adopted_by = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    # Of an adoption by another organ than the one that decides: where its consent is written down.
    consent = QuotingCharField(_("waar staat de toestemming van wie beslist"), max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    change_reason = QuotingTextField(_("waarom veranderd"), blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "-version")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "version"), name="processes_room_version"),
            # Promise 1 in the database: nothing is published while one of these is missing.
            models.CheckConstraint(
                name="processes_room_complete",
                condition=models.Q(published_at__isnull=True)
                | (
                    ~models.Q(question="")
                    & ~models.Q(level="")
                    & ~models.Q(summary="")
                    & models.Q(decider__isnull=False, contact__isnull=False, adopted_by__isnull=False)
                    & (
                        models.Q(decision_on__isnull=False, reply_on__isnull=False, reply_within__isnull=True)
                        | models.Q(decision_on__isnull=True, reply_on__isnull=True, reply_within__gte=1)
                    )
                ),
            ),
            models.CheckConstraint(
                name="processes_room_sealed",
                condition=models.Q(published_at__isnull=True)
                | (
                    ~models.Q(content_hash="")
                    & models.Q(adopted_at__isnull=False)
                    & (models.Q(version=1) | ~models.Q(change_reason=""))
                ),
            ),
            models.CheckConstraint(
                name="processes_room_foregone",
                condition=models.Q(already_decided=False) | models.Q(level__in=("", Level.INFORM)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.process_id} v{self.version}"


class Boundary(Tenanted):
    """One limit of the room: fixed, movable or lapsed, with where it comes from and who may move it."""

    class Kind(models.TextChoices):
        HARD = "hard", _("ligt vast")
        MOVABLE = "movable", _("kan schuiven")
        LAPSED = "lapsed", _("vervallen")

    class Source(models.TextChoices):
        LAW = "law", _("wet")
        POLICY = "policy", _("beleid")
        MONEY = "money", _("geld")
        TIME = "time", _("tijd")
        TECHNIQUE = "technique", _("techniek")
        AGREEMENT = "agreement", _("afspraak")

    room = models.ForeignKey(RoomStatement, on_delete=models.CASCADE, related_name="boundaries")
    number = models.PositiveSmallIntegerField(_("nummer"))
    subject = QuotingCharField(_("onderwerp"), max_length=160)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    source = models.CharField(_("bron"), max_length=12, choices=Source)
    reference = QuotingCharField(_("vindplaats"), max_length=200, blank=True)
    explanation = QuotingTextField(_("uitleg"))
    mover = QuotingCharField(_("wie mag schuiven"), max_length=120, blank=True)
    # A limit that stands for years lags behind what is the case (W14): since when it holds, and when one looks again.
    since = models.DateField(_("sinds"), null=True, blank=True)
    review_on = models.DateField(_("herzien op"), null=True, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("waar")
    )

    class Meta:
        ordering = ("tenant_id", "room_id", "number")
        constraints = (models.UniqueConstraint(fields=("tenant", "room", "number"), name="processes_boundary_number"),)

    def __str__(self) -> str:
        return self.subject
