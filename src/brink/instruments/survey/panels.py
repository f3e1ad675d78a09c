"""The pieces of pages that a survey adds: for everybody, for the desk, and for whoever holds the code."""

from collections.abc import Sequence
from uuid import UUID

from brink.domain.contributions.queries.told import given
from brink.domain.participation.counting import taken_part
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel, SignalAnswer
from brink.domain.processes.models import Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.visibility import Viewer
from brink.instruments.survey.answers import Disposition, from_data
from brink.instruments.survey.models import FilledSurvey
from brink.instruments.survey.queries import questions_of, words_answered
from brink.instruments.survey.questions import Kind
from brink.instruments.survey.round_settings import FILLED


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Return the way in while it is open, and the way to what came of it afterwards."""
    frame = frame_of(round)
    questionnaire = questions_of(round)
    people = taken_part(round, FILLED)
    context = {
        "one_line": frame.from_one_line(f"contribution.received {FILLED}", people) if people else "",
        "frame": frame, "start_url": frame.address(), "results_url": frame.address("results"),
        "outcome": frozen_outcome(round), "people": people, "questions": len(questionnaire),
        "minutes": questionnaire.minutes,
    }  # fmt: skip
    return Panel("survey/panel.html", context)


def desk_panel(round: Round, viewer: Viewer) -> Panel:
    """Return what staff see: the questions, and how many took part, in tens. Never an answer while it is open."""
    frame = frame_of(round)
    context = {
        "people": taken_part(round, FILLED), "planned": round.opened_at is None, "desk_url": frame.address("desk"),
        "words_url": frame.address("words"), "weighting_url": frame.address("weighting"),
        "closed": round.closed_at is not None,
    }  # fmt: skip
    return Panel("survey/desk.html", context)


def _session(contribution_id: UUID) -> FilledSurvey | None:
    rows = FilledSurvey.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    return rows.select_related("round__process").first()


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Return the own answers, for whoever holds the code."""
    session = _session(contribution_id)
    if session is None:
        return None
    questionnaire, answers = questions_of(session.round), from_data(session.answers)
    lines = [
        (one.text, answers[one.key].in_words(one))
        for one in questionnaire
        if one.key in answers and answers[one.key].disposition is not Disposition.NOT_ASKED
    ]
    frame = frame_of(session.round)
    context = {"lines": lines, "frame": frame, "start_url": frame.address(), "results_url": frame.address("results")}
    return Panel("survey/follow.html", context)


def signal_answers(contribution_id: UUID) -> Sequence[SignalAnswer]:
    """Return what became of each answer: all land with everybody in the round, own words with what was read there."""
    session = _session(contribution_id)
    if session is None:
        return ()
    landing = given().filter(contribution=contribution_id).select_related("answer").first()
    outcome = str(landing.answer.get_outcome_display()) if landing is not None else ""
    reason = landing.answer.reason if landing is not None else ""
    read = words_answered(session.round) if landing is not None else {}
    answers, found = from_data(session.answers), []
    for one in questions_of(session.round):
        given_here = answers.get(one.key)
        if given_here is None or given_here.disposition is not Disposition.ANSWERED:
            continue
        own = read.get(one.key, reason) if one.kind is Kind.OPEN else reason
        found.append(SignalAnswer(one.text, given_here.in_words(one), outcome, own))
    if found or not answers:
        return found
    # Who knew nothing of anything still reads what became of it all.
    return (SignalAnswer(session.round.prompt or session.round.title, "", outcome, reason),)
