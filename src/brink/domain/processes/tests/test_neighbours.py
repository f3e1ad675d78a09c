"""Class: a step that looks at what is only planned or at another question, or goes on after it was stopped."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.builders import World, make_process

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services import processes, rooms, rounds, stakeholders, timeline
from brink.domain.processes.services.timeline import EventFacts
from brink.domain.processes.tests.conftest import NOON, filled_room, new_process, round_facts
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def said(officer: Actor) -> dict[str, Any]:
    return {"actor": officer, "key": None}


@pytest.fixture
def published(world: World, officer: Actor, said: dict[str, Any]) -> Process:
    process = new_process(world, officer)
    room = filled_room(world, process, officer)
    rooms.adopt_room(room=room, organ=world.council, **said)
    rooms.publish_room(room=room, **said)
    process.refresh_from_db()
    return process


def planned(process: Process, world: World, said: dict[str, Any], days: int, title: str) -> Round:
    today = clock.today()
    facts = round_facts(world, title=title, opens_on=today + days * DAY, closes_on=today + (days + 20) * DAY)
    return rounds.plan_round(process=process, facts=facts, **said)


def test_the_days_of_a_question_are_those_of_its_released_rounds(
    world: World, published: Process, said: dict[str, Any]
) -> None:
    first, second = (planned(published, world, said, days, f"Ronde {days}") for days in (0, 10))
    published.refresh_from_db()
    assert (published.opens_at, published.closes_at) == (None, None)
    first = rounds.release_round(round=first, **said)
    published.refresh_from_db()
    assert (published.opens_at, published.closes_at) == (max(first.opens_at, NOON), first.closes_at)
    second = rounds.release_round(round=second, **said)
    published.refresh_from_db()
    assert (published.opens_at, published.closes_at) == (max(first.opens_at, NOON), second.closes_at)


@pytest.mark.parametrize("released", [False, True])
def test_a_level_goes_down_only_while_nobody_takes_part(
    world: World, officer: Actor, published: Process, said: dict[str, Any], released: bool
) -> None:
    one = planned(published, world, said, 0, "Ronde")
    if released:
        rounds.release_round(round=one, **said)
    room = filled_room(world, published, officer, level=Level.CONSULT, change_reason="De raad wil het zo.")
    rooms.adopt_room(room=room, organ=world.council, **said)
    if released:
        with pytest.raises(NotNow, match="hoger niveau"):
            rooms.publish_room(room=room, **said)
    else:
        assert rooms.publish_room(room=room, **said).level == Level.CONSULT


MEETING = EventFacts(title="Tafel", starts_at=NOON + 3 * DAY, ends_at=NOON + 4 * DAY, venue="Dorpshuis")
# What staff do to a question that runs; each is refused once it was stopped.
STEPS: dict[str, Callable[[Process, World, dict[str, Any]], Any]] = {
    "stakeholder": lambda process, world, said: stakeholders.add_stakeholder(process=process, name="De molen", **said),
    "interest": lambda process, world, said: stakeholders.add_interest(process=process, title="Rust", **said),
    "round": lambda process, world, said: planned(process, world, said, 0, "Ronde"),
    "event": lambda process, world, said: timeline.plan_event(
        tenant=process.tenant, facts=MEETING, process=process, **said
    ),
    "term": lambda process, world, said: timeline.set_term(
        process=process, name="Zienswijzen", closes_on=clock.today() + 200 * DAY, **said
    ),
    "room": lambda process, world, said: rooms.draft_room(process=process, **said),
    "weighing": lambda process, world, said: processes.start_weighing(process=process, **said),
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_nothing_more_is_done_to_a_question_that_was_stopped(
    world: World, published: Process, said: dict[str, Any], step: str
) -> None:
    """The same step is fine before, and beside it another question goes on."""
    other = make_process(world, "ernaast")
    processes.withdraw_process(process=published, reason="De wet is veranderd.", **said)
    published.refresh_from_db()
    before = Entry.objects.count()
    with pytest.raises((NotNow, BadInput)):
        STEPS[step](published, world, said)
    assert Entry.objects.count() == before
    STEPS[step](other, world, said)
    assert Entry.objects.count() > before
