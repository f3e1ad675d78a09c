"""Reads of a survey. Answers of others are never among them: they leave here as figures that may be told."""

from brink.domain.participation.counting import counted
from brink.domain.participation.sessions import participant_of, session_of
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.survey.answers import Answer, from_data
from brink.instruments.survey.models import FilledSurvey, FrozenQuestions, SurveyDraft, Weighting, WordsAnswered
from brink.instruments.survey.questions import Kind, Questionnaire
from brink.instruments.survey.round_settings import FILLED, planned_questions


def questions_of(round: Round) -> Questionnaire:
    """Return the questions of a round: those that were frozen, or before it opens those that are being set up."""
    frozen = FrozenQuestions.objects.filter(tenant_id=round.tenant_id, round=round).values_list("content", flat=True)
    content = frozen.first()
    return planned_questions(round.settings) if content is None else Questionnaire.from_data(content)


def draft_of(round: Round, token: str | None) -> SurveyDraft | None:
    """Return what the holder of `token` filled in and did not send. One query."""
    if token is None:
        return None
    own = participant_of(FilledSurvey, round, token)
    return SurveyDraft.objects.filter(tenant_id=round.tenant_id, round=round, participant__in=own.every).first()


def own_answers(round: Round, token: str | None) -> tuple[dict[str, Answer], FilledSurvey | None]:
    """Return what the holder of `token` answered, sent or not, and the sent form when there is one. Two queries."""
    session = session_of(FilledSurvey, round, token)
    draft = draft_of(round, token)
    if draft is not None:
        return from_data(draft.answers), session
    return (from_data(session.answers), session) if session is not None else ({}, None)


def counted_answers(round: Round) -> list[tuple[str, dict[str, Answer]]]:
    """Return the answers that count with the contribution of each, in a steady order. One query."""
    rows = FilledSurvey.objects.filter(tenant_id=round.tenant_id, round=round, contribution__in=counted(round, FILLED))
    found = rows.order_by("contribution_id").values_list("contribution_id", "answers")
    return [(str(pk), from_data(answers)) for pk, answers in found]


def open_words(round: Round, key: str) -> list[str]:
    """Return what people wrote at one question, in an order that tells nothing. One query."""
    rows = FilledSurvey.objects.filter(tenant_id=round.tenant_id, round=round, contribution__in=counted(round, FILLED))
    found = (answers.get(key, {}).get("words", "") for answers in rows.values_list("answers", flat=True))
    return sorted(words for words in found if words)


def wrote(round: Round) -> frozenset[str]:
    """Return the open questions at which somebody wrote something. Two queries."""
    keys = [one.key for one in questions_of(round) if one.kind is Kind.OPEN]
    if not keys:
        return frozenset()
    rows = [answers for _pk, answers in counted_answers(round)]
    return frozenset(key for key in keys if any(row[key].words for row in rows if key in row))


def words_answered(round: Round) -> dict[str, str]:
    """Return what the body said of the own words at each question. One query."""
    rows = WordsAnswered.objects.filter(tenant_id=round.tenant_id, round=round)
    return dict(rows.values_list("question", "text"))


def published_weighting(round: Round) -> Weighting | None:
    """Return the weights of a round when they stand on the site. One query."""
    return visible(ANYONE, Weighting.objects.filter(tenant_id=round.tenant_id, round=round)).first()
