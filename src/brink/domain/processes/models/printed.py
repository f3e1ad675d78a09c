"""Which codes stand on sheets that were printed, so that one that was never printed can be told. Hashes only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models.rounds import Round


class Print(Tenanted):
    """One time that sheets were printed for a round, each with a code of its own.

    `unlisted` stands for all that was printed before codes were noted: such a code has no letter, and is taken in at
    the desk without being known.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="prints")
    copies = models.PositiveSmallIntegerField(_("aantal"))
    unlisted = models.BooleanField(default=False)

    class Meta:
        ordering = ("tenant", "created_at")
        indexes = (models.Index(fields=("tenant", "round"), name="processes_print_round"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.copies}"


class PrintedCode(Tenanted):
    """The keyed hash of a code that stands on a sheet: a code that is not here was never printed."""

    print = models.ForeignKey(Print, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField(_("blad"))
    code_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant", "print", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="processes_printed_once"),
            models.UniqueConstraint(fields=("tenant", "print", "number"), name="processes_printed_sheet"),
        )

    def __str__(self) -> str:
        return f"{self.print_id} {self.number}"
