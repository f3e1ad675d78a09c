"""Who may see which rows of a survey. Answers are opinions, so nobody but their giver ever sees a row of them."""

from django.db.models import Q

from brink.foundation.visibility import DESK, Rule, register
from brink.instruments.survey.models import FilledSurvey, FrozenQuestions, SurveyDraft, Weighting, WordsAnswered


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(FrozenQuestions, Rule(public=lambda: Q(round__opened_at__isnull=False), roles=DESK))
    # Not even staff: a row of answers singles a person out after five to eight known answers (reliability §4.2).
    register(FilledSurvey, Rule(under_code="contribution_id"))
    register(SurveyDraft, Rule())
    register(WordsAnswered, Rule(roles=DESK))
    register(Weighting, Rule(public=lambda: Q(published_at__isnull=False), roles=DESK))
