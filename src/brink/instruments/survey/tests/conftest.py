"""A survey with a condition, in a round that is open or still being set up."""

import pytest
from tests.builders import World, make_process, make_round, make_world

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
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
