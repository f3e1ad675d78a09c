"""A survey with a condition, in a round that is open or still being set up."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.survey import services
from brink.instruments.survey.editing import Draft, add
from brink.instruments.survey.instrument import Survey
from brink.instruments.survey.questions import Questionnaire

OFFICER = Actor(role="officer")


def make_questions() -> Questionnaire:
    """Return five questions on three pages; the second page only for who has a car."""
    found = Questionnaire()
    for draft in (
        Draft("Heeft u een auto?", "one", "fact", options="ja\nnee", specials=(97,), required=True),
        Draft("Waarheen rijdt u?", "several", "fact", options="werk\nwinkel\nfamilie", specials=(95, 97), new_page=True,
              when=("v1:1",)),
        Draft("Hoe is de bus?", "scale", points=5, low="slecht", high="goed", specials=(97,), new_page=True),
        Draft("Hoe oud bent u?", "number", "background", least=0, most=120, unit="jaar", specials=(98,)),
        Draft("Wat wilt u nog zeggen?", "open"),
    ):  # fmt: skip
        found = add(found, draft)
    return found


def make_survey(world: World, slug: str = "wonen", *, opened: bool = True) -> Round:
    """Return a round with these questions, open or being set up."""
    settings = {"questions": make_questions().as_data()}
    found = make_round(make_process(world, slug), "survey", opened=opened, settings=settings)
    if opened:
        Survey().open(found, by=OFFICER, at=clock.now())
    return found


def make_closed(world: World, slug: str) -> Round:
    """Return a round with these questions that is over and closed; nobody filled it in."""
    found = make_survey(world, slug)
    with clock.frozen(found.closes_at + timedelta(minutes=1)):
        close_round(round=found, actor=OFFICER, key=None)
    return Round.objects.select_related("process__tenant").get(pk=found.pk)


def add_question(*, round: Round, draft: Draft, **staff: Any) -> Round:
    """Add one question to a round that is being set up."""
    return services.change_questions(round=round, edit=services.Edit("add", draft=draft), **staff)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def planned(world: World) -> Round:
    """A round that is being set up."""
    return make_round(make_process(world), "survey", opened=False, settings={"questions": make_questions().as_data()})


@pytest.fixture
def round(world: World) -> Round:
    """A round that is open."""
    found = make_round(make_process(world), "survey", settings={"questions": make_questions().as_data()})
    Survey().open(found, by=OFFICER, at=clock.now())
    return found
