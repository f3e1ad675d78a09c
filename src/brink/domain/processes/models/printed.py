"""Which codes stand on sheets that were printed, so that one that was never printed can be told. Hashes only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models.rounds import Round


class Print(Tenanted):
    """One time that sheets were printed for a round, each with a code of its own.

    `unlisted` stands for all that was printed before codes were noted: such a code has no letter, and is taken in at
    the desk without being known. `at_home`: printed by somebody for themselves, who may never send it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="prints")
    copies = models.PositiveSmallIntegerField(_("aantal"))
    unlisted = models.BooleanField(default=False)
    at_home = models.BooleanField(_("thuis geprint"), default=False)

    class Meta:
        ordering = ("tenant_id", "created_at")
        indexes = (models.Index(fields=("tenant", "round"), name="processes_print_round"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.copies}"


class Back(models.TextChoices):
    """What became of a sheet that was printed."""

    NOT = "", _("niet terug")
    ENTERED = "entered", _("ingevoerd")
    LATE = "late", _("te laat, apart gehouden")
    REFUSED = "refused", _("telt niet mee")


class RefusedFor(models.TextChoices):
    """Why a sheet that came back says nothing that can be counted."""

    EMPTY = "empty", _("niets ingevuld")
    UNREADABLE = "unreadable", _("niet te lezen")
    CROSSED_OUT = "crossed", _("doorgestreept of gescheurd")
    TOO_MANY = "too_many", _("overal te veel hokjes aangekruist")
    ANSWERED = "answered", _("binnengekomen na ons antwoord")
    NOT_WANTED = "not_wanted", _("de gever wil het terug")


class PrintedCode(Tenanted):
    """The keyed hash of a code that stands on a sheet: a code that is not here was never printed.

    `back` says what became of the sheet, for the count of a pile; whose words they were is known by the code alone.
    """

    print = models.ForeignKey(Print, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField(_("blad"))
    code_hash = models.CharField(max_length=64)
    back = models.CharField(_("terug"), max_length=10, choices=Back, blank=True, default=Back.NOT)
    refused_for = models.CharField(_("waarom niet"), max_length=12, choices=RefusedFor, blank=True)

    class Meta:
        ordering = ("tenant_id", "print_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="processes_printed_once"),
            models.UniqueConstraint(fields=("tenant", "print", "number"), name="processes_printed_sheet"),
            models.CheckConstraint(
                condition=(models.Q(back=Back.REFUSED) & ~models.Q(refused_for=""))
                | (~models.Q(back=Back.REFUSED) & models.Q(refused_for="")),
                name="processes_printed_refused",
            ),
        )

    def __str__(self) -> str:
        return f"{self.print_id} {self.number}"
