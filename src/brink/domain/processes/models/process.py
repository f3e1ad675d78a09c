"""One question on its way from room to reply. The state is computed from these facts, see `states.process_state`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.people.models import Account, Body, Organ, Person, Tenanted
from brink.domain.places.models import Area
from brink.domain.processes.models.dossier import Dossier, Theme
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Process(Tenanted):
    """A question that a body puts, and its path. Facts only: moments are set by services, never edited back."""

    class Lead(models.TextChoices):
        GOVERNMENT = "government", _("de overheid trekt")
        TOGETHER = "together", _("samen")
        SOCIETY = "society", _("inwoners trekken")

    slug = models.SlugField(_("adres"), max_length=80)
    title = QuotingCharField(_("titel"), max_length=160)
    # The body's one question that is always open ("Wat moeten wij weten?"): home of words outside any other (ADR 17).
    standing = models.BooleanField(_("vaste vraag"), default=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="processes")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+", verbose_name=_("kader"))
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("fase"))
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+", verbose_name=_("schaal"))
    themes = models.ManyToManyField(Theme, related_name="processes")
    areas = models.ManyToManyField(Area, related_name="processes")
    predecessor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name=_("volgt op")
    )
    lead = models.CharField(_("wie trekt"), max_length=20, choices=Lead, default=Lead.GOVERNMENT)
    # "Participatiebesluit": each dossier starts with yes or no, with a ground (domain.md F36).
    participation = models.BooleanField(_("inwoners doen mee"), default=True)
    ground = QuotingCharField(_("grond"), max_length=200, blank=True)
    motivation = QuotingTextField(_("waarom"), blank=True)
    # From this moment anybody may read the yes or no, with its ground; before it the process is a draft.
    participation_at = models.DateTimeField(_("participatiebesluit openbaar sinds"), null=True, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("contactpersoon"))
    # Who at the desk takes it up; without one it is the contact's. Nobody outside the desk reads it.
    handler = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wie het oppakt")
    )
    room_published_at = models.DateTimeField(null=True, blank=True)
    weighing_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = QuotingTextField(_("reden van intrekken"), blank=True)
    evaluation_note = QuotingTextField(_("waarom er geen leermoment is"), blank=True)
    # First opening and last closing over the released rounds, kept by the round services: lists filter on them.
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # Kept by the contribution services in the same transaction; recomputable with `recount`.
    contribution_count = models.PositiveIntegerField(default=0)
    landed_count = models.PositiveIntegerField(default=0)
    source = models.TextField(_("herkomst van het materiaal"), blank=True)
    # Since when colleagues may start from this question; a template is nothing else than a question that is copied.
    template_at = models.DateTimeField(_("sjabloon sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "-created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="processes_process_slug"),
            models.UniqueConstraint(
                fields=("tenant",), condition=models.Q(standing=True), name="processes_process_one_standing"
            ),
            models.CheckConstraint(
                name="processes_process_stands",
                condition=models.Q(standing=False)
                | models.Q(
                    weighing_at=None, decided_at=None, answered_at=None, evaluated_at=None, withdrawn_at=None,
                    closes_at=None,
                ),
            ),
            models.CheckConstraint(
                name="processes_process_withdrawn",
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
            ),
            # Where nothing will be decided any more, nothing may be; and only what ended can have been answered.
            models.CheckConstraint(
                name="processes_process_stopped_undecided",
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="processes_process_answered_ended",
                condition=models.Q(answered_at__isnull=True)
                | models.Q(decided_at__isnull=False)
                | models.Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="processes_process_grounded",
                condition=models.Q(participation_at__isnull=True) | (~models.Q(ground="") & ~models.Q(motivation="")),
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "closes_at"), name="processes_process_closes"),
            models.Index(fields=("tenant", "-created_at"), name="processes_process_recent"),
        )

    def __str__(self) -> str:
        return self.title


class Partner(Tenanted):
    """Another body that puts the question together with the tenant."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="partners")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("wat doet deze overheid"), max_length=200)

    class Meta:
        ordering = ("tenant_id", "process_id", "body_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "process", "body"), name="processes_partner_once"),)

    def __str__(self) -> str:
        return f"{self.process_id} {self.body_id}"


def choice_key(phase: str, instrument: str, level: str) -> str:
    """Return the name of one choice of instrument, under which a deviation from the kader covers it and no other."""
    return f"{phase}-{instrument}-{level}".lower()


class Deviation(Tenanted):
    """A choice outside the kader, with its public motivation. `key` names the choice, see `choice_key`."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="deviations")
    key = models.SlugField(_("keuze"), max_length=90)
    subject = QuotingCharField(_("wat wijkt af"), max_length=200)
    rule = QuotingCharField(_("wat zegt het kader"), max_length=300)
    motivation = QuotingTextField(_("waarom wij afwijken"))
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie besloot dit"))

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "key"), name="processes_deviation_once"),
            models.CheckConstraint(condition=~models.Q(motivation=""), name="processes_deviation_motivated"),
        )

    def __str__(self) -> str:
        return self.subject


class StatutoryTerm(Tenanted):
    """A term that the law sets, such as six weeks for views on a draft; events too close to its end are refused."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="statutory_terms")
    name = models.CharField(_("naam"), max_length=120)
    closes_on = models.DateField(_("laatste dag"))

    class Meta:
        ordering = ("tenant_id", "process_id", "closes_on")
        constraints = (models.UniqueConstraint(fields=("tenant", "process", "name"), name="processes_term_once"),)

    def __str__(self) -> str:
        return self.name
