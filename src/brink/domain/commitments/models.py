"""Commitments: what is promised to whom, by when, and how it went (aansluiten, afspreken, aanspreken, afrekenen)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Answer, Contribution
from brink.domain.people.models import Organ, Tenanted
from brink.domain.processes.models import Event
from brink.domain.records.models import Detail
from brink.foundation.addresses import address_of
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Commitment(Detail):
    """The facts of one promise; its text, owner and day stand in its record, its stage follows from the facts.

    Where it was promised is an answer, an event, or words (a visit, a phone call); a decision ties itself to it from
    above.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept", _("nagekomen")
        NOT_KEPT = "not_kept", _("niet nagekomen")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wie belooft het")
    )
    receiver = QuotingCharField(_("aan wie"), max_length=160)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    said_at = QuotingCharField(_("waar het is beloofd"), max_length=160, blank=True)
    accepted_at = models.DateTimeField(_("de ander sloot zich aan op"), null=True, blank=True)
    called_at = models.DateTimeField(_("aangesproken op"), null=True, blank=True)
    outcome = models.CharField(_("hoe liep het af"), max_length=10, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField(_("afgerekend op"), null=True, blank=True)
    reason = QuotingTextField(_("waarom"), blank=True)
    evidence = QuotingCharField(_("waaruit dit blijkt"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("gemeld op"), null=True, blank=True)
    # Once: whoever it was promised to says that what was reported is not so.
    objected_at = models.DateTimeField(_("klopt niet, gezegd op"), null=True, blank=True)
    # Their own words on it are for the desk, and go when they take back what they said.
    objection = models.TextField(_("wat er niet klopt"), blank=True)
    objected_by = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments_objected"
    )
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"), null=True, blank=True)

    # Before a page of this site, which is kept by its kind: its address may change.
    PAGE = "page:"

    class Meta:
        ordering = ("tenant_id", "record_id")
        constraints = (
            models.CheckConstraint(
                name="commitments_one_source",
                condition=models.Q(answer__isnull=True) | models.Q(event__isnull=True),
            ),
            models.CheckConstraint(
                name="commitments_settled",
                condition=models.Q(outcome="", outcome_at__isnull=True)
                | (~models.Q(outcome="") & ~models.Q(reason="") & models.Q(outcome_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="commitments_shown", condition=~models.Q(outcome="kept") | ~models.Q(evidence="")
            ),
            # Only "gemeld aan wie erom vroeg" ends a promise, and only one that was settled can be reported.
            models.CheckConstraint(
                name="commitments_reported", condition=models.Q(reported_at__isnull=True) | ~models.Q(outcome="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id}"

    @property
    def evidence_url(self) -> str:
        """Return where the evidence can be read; "" when it is words, as of promises from before it was asked for."""
        if self.evidence.startswith(self.PAGE):
            return address_of(self.evidence.removeprefix(self.PAGE))
        return self.evidence if self.evidence.startswith(("/", "https://", "http://")) else ""


class CommitmentStep(Tenanted):
    """One step in the life of a promise, with its day and a sentence. Steps are only ever added."""

    class Kind(models.TextChoices):
        MADE = "made", _("beloofd")
        ACCEPTED = "accepted", _("aangesloten")
        MOVED = "moved", _("nieuwe dag")
        CALLED = "called", _("aangesproken")
        SETTLED = "settled", _("afgerekend")
        REPORTED = "reported", _("gemeld")
        OBJECTED = "objected", _("klopt niet")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("stap"), max_length=10, choices=Kind)
    note = QuotingTextField(_("toelichting"))

    class Meta:
        ordering = ("tenant_id", "commitment_id", "created_at", "id")
        indexes = (models.Index(fields=("tenant", "commitment"), name="commitments_steps"),)

    def __str__(self) -> str:
        return self.kind


class Spending(Tenanted):
    """Money that went to a promise, typed in with its day. Below zero takes a mistake back."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="spendings")
    on = models.DateField(_("op welke dag"))
    cents = models.BigIntegerField(_("bedrag in centen"))
    what = QuotingCharField(_("waaraan"), max_length=160)

    class Meta:
        ordering = ("tenant_id", "commitment_id", "on", "id")
        constraints = (models.CheckConstraint(condition=~models.Q(cents=0), name="commitments_spending_counts"),)
        indexes = (models.Index(fields=("tenant", "commitment"), name="commitments_spent"),)

    def __str__(self) -> str:
        return self.what
