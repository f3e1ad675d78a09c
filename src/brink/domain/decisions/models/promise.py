"""Commitments: who does what by when, and what came of it (aansluiten, afspreken, aanspreken, afrekenen)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Destination
from brink.domain.decisions.models.decision import Decision
from brink.domain.people.models import Person, Tenanted
from brink.domain.processes.models import Process


class Commitment(Tenanted):
    """A promise with an owner and a date."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="commitments")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments")
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, related_name="commitment")
    text = models.CharField(_("wat is beloofd"), max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie doet het"))
    due_on = models.DateField(_("klaar op"))
    kept = models.BooleanField(_("nagekomen"), null=True, blank=True)

    class Meta:
        ordering = ("tenant", "due_on")
        indexes = (models.Index(fields=("tenant", "process"), name="decisions_commitment_ix"),)

    def __str__(self) -> str:
        return self.text


class CommitmentStep(Tenanted):
    """One step in the life of a commitment, with its date and a sentence."""

    class Kind(models.TextChoices):
        AGREED = "agreed", _("afgesproken")
        REMINDED = "reminded", _("aangesproken")
        SETTLED = "settled", _("afgerekend")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("stap"), max_length=10, choices=Kind)
    note = models.TextField(_("toelichting"))

    class Meta:
        ordering = ("tenant", "commitment", "created_at")
        indexes = (models.Index(fields=("tenant", "commitment"), name="decisions_commitment_steps"),)

    def __str__(self) -> str:
        return f"{self.kind}"
