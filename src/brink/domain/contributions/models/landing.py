"""Where a voice came down: an answer with outcome and reason, tied to a destination, for each contribution."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models.bundle import Bundle
from brink.domain.contributions.models.contribution import Contribution
from brink.domain.people.models import Account, Body, Person, Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class OutcomeCode(models.TextChoices):
    """What happened with a voice (domain.md §3.9)."""

    ADOPTED = "adopted", _("overgenomen")
    PARTLY = "partly", _("deels overgenomen")
    PLANNED = "planned", _("stond al in het plan")
    WEIGHED = "weighed", _("meegewogen, niet overgenomen")
    OUTSIDE = "outside", _("buiten de ruimte")
    ELSEWHERE = "elsewhere", _("naar een andere overheid")
    PARKED = "parked", _("bewaard tot later")
    UNUSABLE = "unusable", _("niet te gebruiken")
    COLLECTIVE = "collective", _("per onderdeel beantwoord")
    STOPPED = "stopped", _("de vraag is gestopt")


class Destination(Tenanted):
    """A place that can receive a voice. Whatever can receive one owns a row of this, one to one.

    Its page is told by the owner of its kind (`stories.register_places`): an address that is stored breaks.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, null=True, blank=True, related_name="destinations")
    kind = models.SlugField(_("soort"), max_length=30)
    title = QuotingCharField(_("titel"), max_length=200)

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        indexes = (models.Index(fields=("tenant", "process"), name="contributions_destination_ix"),)

    def __str__(self) -> str:
        return self.title


class Answer(Tenanted):
    """What the body says: outcome, reason, place. One answer may serve a whole bundle."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="answers")
    outcome = models.CharField(_("wat gebeurde ermee"), max_length=12, choices=OutcomeCode)
    reason = QuotingTextField(_("reden"))
    not_adopted = QuotingTextField(_("wat niet, en waarom"), blank=True)
    destination = models.ForeignKey(
        Destination, on_delete=models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("waar")
    )
    parked_until = models.DateField(_("bewaard tot"), null=True, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who at the desk reads it over and sends it; without one it is for whose the question is.
    handler = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wie het oppakt")
    )
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    # The moment of the sending that can still be called back; empty for what was sent at once, with its own act.
    batch = models.DateTimeField(null=True, blank=True)
    # When somebody first read it, noted only while it could be called back. Not who.
    opened_at = models.DateTimeField(_("gelezen sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="contributions_answer_reason"),
            models.CheckConstraint(
                name="contributions_answer_parked",
                condition=~models.Q(outcome="parked") | models.Q(parked_until__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("tenant", "process"), name="contributions_answer_ix"),)

    def __str__(self) -> str:
        return f"{self.outcome}: {self.reason[:40]}"


class ToldBy(models.TextChoices):
    """The road by which an answer reached its giver."""

    MAIL = "mail", _("per mail")
    CALL = "call", _("gebeld")
    LETTER = "letter", _("per brief")
    CODE = "code", _("gelezen met de code")


class Landing(Tenanted):
    """One contribution tied to one answer.

    The desk works on the `current` one, which is a draft until it is sent. The giver, and everybody else outside the
    desk, has the one that `holds`: the last that was sent. Others outside the desk read are those with `sent_at`: what
    was said before, and (`beside`) what another bundle of the same words was told.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="landings")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="landings")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, blank=True, related_name="landings")
    current = models.BooleanField(default=True)
    beside = models.BooleanField(default=False)
    sent_at = models.DateTimeField(_("bij de gever sinds"), null=True, blank=True)
    holds = models.BooleanField(default=False)
    change_reason = QuotingTextField(_("waarom veranderd"), blank=True)
    # When it reached its giver, and how. Empty: it stands under the code, and nobody knows whether it was read.
    told_at = models.DateTimeField(_("bij de gever bekend sinds"), null=True, blank=True)
    told_by = models.CharField(_("hoe bekend"), max_length=10, choices=ToldBy, blank=True)

    class Meta:
        ordering = ("tenant_id", "contribution_id", "-created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "contribution"),
                condition=models.Q(current=True),
                name="contributions_landing_current",
            ),
            models.UniqueConstraint(
                fields=("tenant", "contribution"), condition=models.Q(holds=True), name="contributions_landing_holds"
            ),
            models.CheckConstraint(
                condition=models.Q(holds=False) | models.Q(sent_at__isnull=False),
                name="contributions_landing_holds_sent",
            ),
        )
        indexes = (models.Index(fields=("tenant", "answer"), name="contributions_landing_answer"),)

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.answer_id}"


class Objection(Tenanted):
    """The giver says "klopt niet": once per contribution, answered within two weeks by a new landing."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="objection")
    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("wat misten wij"))
    due_on = models.DateField(_("antwoord uiterlijk op"))
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "due_on")
        constraints = (models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_objection_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class HandOver(Tenanted):
    """A contribution passed to another body, which gets a copy of its own under the same tracking code."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="hand_over")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("naar"))
    reason = QuotingTextField(_("waarom"))
    receiver = models.CharField(_("wie ontvangt het daar"), max_length=120, blank=True)
    copy_id = models.UUIDField(_("daar bekend als"))
    # The receiver may say that it is not theirs after all; the words are then the first body's to answer again.
    refused_at = models.DateTimeField(_("teruggegeven op"), null=True, blank=True)
    refused_reason = QuotingTextField(_("waarom teruggegeven"), blank=True)
    # When the desk of the receiver was mailed that words came, and that of the sender that they came back.
    receiver_mailed_at = models.DateTimeField(null=True, blank=True)
    sender_mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "contribution"), name="contributions_handover_once"),
            models.CheckConstraint(
                condition=models.Q(refused_at__isnull=True) | ~models.Q(refused_reason=""),
                name="contributions_handover_refused",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.to_body_id}"
