"""Texts that the law asks for, made of what is there: each version is kept as it was made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.decisions.models import Decision
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.quotations import QuotingJSONField, QuotingTextField


class PublicText(Tenanted):
    """One version of a notice ("kennisgeving") or a motivation. Public from the moment it is there; it never changes.

    `parts` is a list of [heading, paragraphs], as it was made of room, calendar, contact, counts, bundles and decision.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", _("kennisgeving (hoe u mee kunt doen)")
        MOTIVATION = "motivation", _("motivering (hoe inwoners zijn gehoord)")

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="public_texts")
    kind = models.CharField(_("soort"), max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField(_("versie"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="public_texts")
    parts = QuotingJSONField(_("tekst"))
    reason = QuotingTextField(_("waarom opnieuw"), blank=True)

    class Meta:
        ordering = ("tenant_id", "process_id", "kind", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "process", "kind", "version"), name="accountability_text_version"
            ),
            models.CheckConstraint(
                name="accountability_text_decided",
                condition=models.Q(kind="notice", decision=None) | models.Q(kind="motivation", decision__isnull=False),
            ),
            models.CheckConstraint(
                name="accountability_text_reasoned", condition=models.Q(version=1) | ~models.Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.process_id} {self.kind} v{self.version}"
