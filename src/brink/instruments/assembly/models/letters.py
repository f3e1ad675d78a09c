"""Letters of the first stage: waves with how many went where, and of each letter the hash of its code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField


class LetterWave(Tenanted):
    """One wave: so many letters to addresses that a municipality drew. Whose address it is never comes here."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_waves")
    number = models.PositiveSmallIntegerField(_("golf"))
    place = QuotingCharField(_("gemeente of dorp"), max_length=120)
    ground = QuotingCharField(_("grond waarop het register is gebruikt"), max_length=200)
    letters = models.PositiveIntegerField(_("brieven"))
    posted_on = models.DateField(_("op de post op"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("onbestelbaar terug"), default=0)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="assembly_wave_number"),
            models.CheckConstraint(
                condition=Q(letters__gte=1, returned__lte=F("letters")) & ~Q(ground=""), name="assembly_wave_whole"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.number}"


class LetterCode(Tenanted):
    """The code of one letter, as a hash: it signs up one person, once."""

    wave = models.ForeignKey(LetterWave, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveIntegerField(_("volgnummer"))
    code_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "wave_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="assembly_code_once"),
            models.UniqueConstraint(fields=("tenant", "wave", "number"), name="assembly_code_number"),
        )

    def __str__(self) -> str:
        return f"{self.wave_id} {self.number}"
