"""Rows of a survey: the frozen questions, what people answered, what became of their words, its weights."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Body, Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import hash_purpose
from brink.foundation.quotations import QuotingTextField


class FrozenQuestions(Tenanted):
    """The questions of a round as they were when it opened, with their SHA-256. The database refuses any change."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="frozen_questions")
    content = models.JSONField(_("vragen"))
    fingerprint = models.CharField(_("vingerafdruk"), max_length=64)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "round"), name="survey_frozen_once"),)

    def __str__(self) -> str:
        return self.fingerprint


class FilledSurvey(FilledSession):
    """All answers of one person that were sent: for every question one, and nothing of what was not asked."""

    PURPOSE = hash_purpose("survey participant")
    ACT = hash_purpose("survey filled")

    answers = models.JSONField(_("antwoorden"), default=dict, blank=True)

    class Meta(FilledSession.Meta):
        ordering = ("tenant_id", "round_id", "id")


class SurveyDraft(models.Model):
    """What somebody filled in and did not send yet. Gone when it is sent, and when the round closes.

    Not a `Tenanted` row on purpose: a moment of making would tell when somebody answered (reliability N31).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie"))
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="survey_drafts")
    participant = models.CharField(max_length=64)
    answers = models.JSONField(_("antwoorden"), default=dict, blank=True)

    class Meta:
        ordering = ("tenant_id", "id")
        constraints = (models.UniqueConstraint(fields=("tenant", "round", "participant"), name="survey_draft_once"),)

    def __str__(self) -> str:
        return f"{self.pk}"


class WordsAnswered(Tenanted):
    """What the body read in the own words at one question, and what it does with that: whoever wrote there reads it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="survey_words_answered")
    question = models.SlugField(_("vraag"), max_length=31)
    text = QuotingTextField(_("wat wij lazen en wat wij ermee doen"))

    class Meta:
        ordering = ("tenant_id", "round_id", "question")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "question"), name="survey_words_once"),
            models.CheckConstraint(condition=~Q(text=""), name="survey_words_said"),
        )

    def __str__(self) -> str:
        return self.question


class Weighting(Tenanted):
    """The weights of one survey: to which figures of the population, with what came of it, and how it was made.

    `result` holds only figures that may be told. The six texts are the form of accounting that publishing asks.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="survey_weighting")
    margins = models.JSONField(_("cijfers van de bevolking"), default=dict, blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    dated_on = models.DateField(_("van welke dag"), null=True, blank=True)
    result = models.JSONField(_("uitkomst"), default=dict, blank=True)
    aim = QuotingTextField(_("doel en opzet"), blank=True)
    maker = QuotingTextField(_("wie het maakte"), blank=True)
    population = QuotingTextField(_("over wie het gaat"), blank=True)
    sample = QuotingTextField(_("hoe mensen werden gevraagd"), blank=True)
    processing = QuotingTextField(_("hoe wij de antwoorden nakeken"), blank=True)
    limits = QuotingTextField(_("wat u er niet uit mag halen"), blank=True)
    published_at = models.DateTimeField(_("op de site sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="survey_weighting_once"),
            # Nothing is published with a hole in the form of accounting.
            models.CheckConstraint(
                name="survey_weighting_whole",
                condition=Q(published_at__isnull=True)
                | (
                    ~Q(source="") & Q(dated_on__isnull=False) & ~Q(aim="") & ~Q(maker="") & ~Q(population="")
                    & ~Q(sample="") & ~Q(processing="") & ~Q(limits="")
                ),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.round_id}"
