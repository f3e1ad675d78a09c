"""Whoever filled in a survey is known again after the keys were rotated (tests/safety/test_rotation.py)."""

from collections.abc import Callable

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.instruments.survey.filling import keep_page
from brink.instruments.survey.instrument import Survey
from brink.instruments.survey.models import FilledSurvey, SurveyDraft
from brink.instruments.survey.round_settings import FILLED
from brink.instruments.survey.tests.conftest import make_questions
from brink.instruments.survey.tests.samples import give

Rotate = Callable[[], None]
TOKEN = "t" * 32


def _round() -> Round:
    settings = {"questions": make_questions().as_data()}
    found = make_round(make_process(make_world()), "survey", settings=settings)
    Survey().open(found, by=Actor(role="officer"), at=clock.now())
    return found


def a_device_writes_over_what_it_sent(rotate: Rotate) -> None:
    round = _round()
    keep_page(round=round, token=TOKEN, answers={})
    rotate()
    # What was not sent yet goes on as one draft, and goes when it is sent.
    keep_page(round=round, token=TOKEN, answers={})
    assert SurveyDraft.objects.count() == 1
    first = give(round, FILLED, person=TOKEN, words="Een bus.", closed=False, key="")
    assert SurveyDraft.objects.count() == 0
    rotate()
    again = give(round, FILLED, person=TOKEN, words="Een brug.", closed=False, key="")
    assert (again.contribution, again.code) == (first.contribution, first.code)
    assert FilledSurvey.objects.count() == 1


def who_took_it_back_does_not_count_again(rotate: Rotate) -> None:
    round = _round()
    sent = give(round, FILLED, person=TOKEN, words="Een bus.", closed=False, key="")
    withdraw(contribution=sent.contribution, code=sent.code)
    rotate()
    with pytest.raises(NotNow):
        give(round, FILLED, person=TOKEN, words="Een brug.", closed=False, key="")


SCENARIOS: dict[str, Callable[[Rotate], None]] = {
    "survey participant": a_device_writes_over_what_it_sent,
    "survey filled": who_took_it_back_does_not_count_again,
}
