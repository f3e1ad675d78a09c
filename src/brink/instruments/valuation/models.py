"""Rows: the question that was frozen, what each person advised, what the body does with each option, and groups."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Destination, OutcomeCode
from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingJSONField, QuotingTextField
from brink.instruments.valuation.round_settings import Door


class FrozenTask(Tenanted):
    """The question of a round as it was when it was released, with its SHA-256. The database refuses any change."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="frozen_task")
    content = models.JSONField(_("vraag"))
    fingerprint = models.CharField(_("vingerafdruk"), max_length=64)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "round"), name="valuation_task_once"),)

    def __str__(self) -> str:
        return self.fingerprint


class Advice(FilledSession):
    """What one person advised: by which door, the level per option, and why in own words.

    One row and no rows below it: those would keep in which order somebody chose. `levels` and `reasons` are by the
    number of the option; a 0 is a no that stands on paper.
    """

    door = models.CharField(_("hoe iemand meedoet"), max_length=10, choices=Door, blank=True)
    levels = models.JSONField(_("keuzes"), default=dict, blank=True)
    reasons = models.JSONField(_("redenen"), default=dict, blank=True)

    class Meta(FilledSession.Meta):
        ordering = ("tenant_id", "round_id", "id")
        constraints = (  # type: ignore[assignment]
            *FilledSession.Meta.constraints,
            models.CheckConstraint(condition=Q(door__in=("", *Door.values)), name="valuation_advice_door"),
        )


class OptionAnswer(Tenanted):
    """What the body does with one option, and with what people wrote at it; number 0 is what they wrote of the whole.

    `told` is what people read of it: the rest is a draft of the desk until everybody's answer is sent.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="valuation_answers")
    number = models.PositiveSmallIntegerField(_("optie"))
    outcome = models.CharField(_("wat gebeurde ermee"), max_length=12, choices=OutcomeCode)
    reason = QuotingTextField(_("reden"))
    not_adopted = QuotingTextField(_("wat niet, en waarom"), blank=True)
    destination = models.ForeignKey(
        Destination, on_delete=models.PROTECT, null=True, blank=True, related_name="valuation_answers"
    )
    told = QuotingJSONField(default=dict, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="valuation_answer_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="valuation_answer_reason"),
            models.CheckConstraint(condition=Q(outcome__in=OutcomeCode.values), name="valuation_answer_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class FoundGroups(Tenanted):
    """Who chooses otherwise, found after closing in a question too large to wait for. Written once; counts of people
    in it may all be told.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="valuation_groups")
    data = models.JSONField(_("groepen"))

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "round"), name="valuation_groups_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}"
