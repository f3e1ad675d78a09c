"""A question that was stopped, or closed after looking back, takes no act any more: all acts, drawn from the kernel."""

from datetime import timedelta
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules

import pytest
from tests.builders import make_world

from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.domain.processes import services
from brink.domain.processes.models import Interest, Lesson, Partner, Process, Stakeholder
from brink.domain.processes.services.rooms import adopt_room, publish_room, start_room
from brink.domain.processes.services.rounds import plan_round
from brink.domain.processes.services.timeline import EventFacts, plan_event, plan_moment, set_term
from brink.domain.processes.tests.conftest import NOON, filled_room, new_process, round_facts
from brink.foundation import clock
from brink.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
HERE = "brink.domain.processes.services."
# What may still be done, and why.
ALLOWED = {
    "processes.create_process": "makes another question",
    "beginning.begin_from_example": "makes another question",
    "processes.mark_answered": "whoever spoke still gets an answer after a question was stopped",
    "processes.withdraw_process": "says in words of its own that it was stopped before",
    "progress_notes.note_state": "the clock tells where a question stands; nobody's act",
    "printing.refuse_sheet": "a sheet that came back is told of, whatever became of the question",
    "standing_question.open_standing": "is done on a body, whose question never ends",
    "themes.add_theme": "is done on a body",
    "themes.change_theme": "is done on a body",
    "themes.remove_theme": "is done on a body",
    "assigning.assign_process": "whoever spoke still gets an answer, from somebody",
    "copying.copy_process": "makes another question",
    "copying.keep_as_template": "makes a pattern for other questions",
    "copying.drop_template": "ends a pattern for other questions",
}


def names() -> list[str]:
    for module in iter_modules(services.__path__, f"{services.__name__}."):
        import_module(module.name)  # an act is in the register once somebody imported it
    every = (name for name in acts.ALL if name.startswith(HERE))
    return sorted([name for name in every if name.removeprefix(HERE) not in ALLOWED])


@pytest.fixture
def rows(world, officer) -> dict[str, object]:
    """One row of everything that an act of a question is done on."""
    process, said = new_process(world, officer), {"actor": officer, "key": None}
    first = filled_room(world, process, officer)
    adopt_room(room=first, organ=world.council, **said)
    publish_room(room=first, **said)
    process.refresh_from_db()
    common = {"tenant": world.body, "process": process, "created_at": NOON}
    party = Stakeholder.objects.create(**common, name="Dorpsbelang", joined_on=clock.today())
    facts = EventFacts("Tafel", NOON + timedelta(days=3), NOON + timedelta(days=3, hours=2), "Dorpshuis")
    return {
        "process": process,
        "room": start_room(process=process, **said),
        "round": plan_round(process=process, facts=round_facts(world), **said),
        "term": set_term(process=process, name="Zienswijzen", closes_on=clock.today() + timedelta(days=200), **said),
        "moment": plan_moment(process=process, on=clock.today(), organ=world.council, subject="Een stap", **said),
        "event": plan_event(tenant=world.body, process=process, facts=facts, **said),
        "stakeholder": party,
        "interest": Interest.objects.create(**common, stakeholder=party, title="Een huis"),
        "partner": Partner.objects.create(**common, body=make_world("assen", "municipality").body, part="Denkt mee."),
        "lesson": Lesson.objects.create(**common, happened="Laat begonnen.", change="Eerder beginnen."),
        "tenant": world.body,
    }


@pytest.mark.parametrize("ended", ["withdrawn_at", "evaluated_at"])
@pytest.mark.parametrize("name", names(), ids=lambda name: name.removeprefix(HERE))
def test_a_question_that_is_over_takes_no_act(world, officer, rows, name, ended) -> None:
    Process.objects.filter(pk=rows["process"].pk).update(
        **{ended: NOON, "withdrawn_reason": "Het geld is op." if ended == "withdrawn_at" else ""}
    )
    before, one = Entry.objects.count(), acts.ALL[name]
    asked = {each: rows.get(each) for each in signature(one.function).parameters} | {"actor": officer, "key": None}
    assert any(isinstance(value, Process) or hasattr(value, "process") for value in asked.values()), name
    with pytest.raises(NotNow, match=r"ingetrokken|is klaar"):
        one(**asked)
    assert Entry.objects.count() == before


def test_what_may_still_be_done_exists() -> None:
    assert {HERE + name for name in ALLOWED} <= set(acts.ALL)
