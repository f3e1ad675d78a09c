"""The draw: a pool that is frozen, its record file by file, what two people wrote down of chance, and the ticket."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Account, Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.assembly.models.volunteer import Volunteer
from brink.instruments.assembly.round_settings import Pick


class Draw(Tenanted):
    """One draw of a round, or a test of one. There is one real draw that was not taken back: the database sees to that.

    Frozen at `created_at`; `progress` is how far the preparation is, in percent; `committed_at` is when the commitment
    became public; `held_at` when chance had spoken. Once held it cannot be taken back. `result` is what a test found.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assembly_draws")
    number = models.PositiveSmallIntegerField(_("nummer"))
    test = models.BooleanField(_("proef"), default=False)
    seats = models.PositiveSmallIntegerField(_("plaatsen"))
    people = models.PositiveIntegerField(_("mensen"))
    source = QuotingCharField(_("waar het toeval vandaan komt"), max_length=200, blank=True)
    pick = models.CharField(_("hoe het lot volgt"), max_length=6, choices=Pick, default=Pick.HASH)
    progress = models.PositiveSmallIntegerField(_("hoe ver"), default=0)
    failed = models.TextField(_("waarom het niet lukt"), blank=True)
    result = models.JSONField(default=dict, blank=True)
    commitment = models.CharField(_("controlegetal"), max_length=64, blank=True)
    committed_at = models.DateTimeField(_("vastgelegd op"), null=True, blank=True)
    ticket = models.PositiveIntegerField(_("lot"), null=True, blank=True)
    held_at = models.DateTimeField(_("geloot op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_reason = QuotingTextField(_("waarom ingetrokken"), blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="assembly_draw_number"),
            models.UniqueConstraint(
                fields=("tenant", "round"), name="assembly_draw_one", condition=Q(test=False, withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="assembly_draw_test", condition=Q(test=False) | Q(committed_at__isnull=True, held_at__isnull=True)
            ),
            models.CheckConstraint(
                name="assembly_draw_held",
                condition=Q(held_at__isnull=True, ticket__isnull=True)
                | Q(held_at__isnull=False, ticket__isnull=False, committed_at__isnull=False, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="assembly_draw_committed",
                condition=Q(committed_at__isnull=True, commitment="")
                | (Q(committed_at__isnull=False) & ~Q(commitment="")),
            ),
            models.CheckConstraint(
                name="assembly_draw_withdrawn", condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class PoolPlace(Tenanted):
    """Where a volunteer stands in the record: the pseudonym, and once it is made the place and on how many tickets."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="places")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="places")
    pseudonym = models.CharField(_("schuilnaam"), max_length=32)
    place = models.PositiveIntegerField(_("nummer"), null=True, blank=True)
    tickets = models.PositiveIntegerField(_("loten"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "draw_id", "place")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "draw", "volunteer"), name="assembly_place_volunteer"),
            models.UniqueConstraint(fields=("tenant", "draw", "pseudonym"), name="assembly_place_pseudonym"),
            models.UniqueConstraint(fields=("tenant", "draw", "place"), name="assembly_place_place"),
        )

    def __str__(self) -> str:
        return f"{self.draw_id} {self.place}"


class RecordFile(Tenanted):
    """One file of the record, written once: the database refuses another of the same name, a change, and removal."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("bestand"), max_length=40)
    content = models.TextField(_("inhoud"))

    class Meta:
        ordering = ("tenant_id", "draw_id", "name")
        constraints = (models.UniqueConstraint(fields=("tenant", "draw", "name"), name="assembly_file_once"),)

    def __str__(self) -> str:
        return self.name


class Randomness(Tenanted):
    """What one person wrote down of what chance said. Two people must have written the same before it counts."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="heard")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie"))
    words = models.TextField(_("wat er getrokken is"))
    heard_at = models.DateTimeField(_("wanneer getrokken"))

    class Meta:
        ordering = ("tenant_id", "draw_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "draw", "by"), name="assembly_chance_person"),)

    def __str__(self) -> str:
        return f"{self.draw_id}"
