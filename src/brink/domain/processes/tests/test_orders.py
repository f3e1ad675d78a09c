"""Whatever officers do in whatever order: no round opens outside a published room, and nothing opens twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.processes.models import Process, RoomStatement, Round, RoundOutcome
from brink.domain.processes.services import processes, rooms, rounds
from brink.domain.processes.states import RoundState, round_state
from brink.domain.processes.tests.conftest import NOON, boundaries, new_process, room_words, round_facts
from brink.foundation import clock
from brink.foundation.errors import Refusal

ACTS = ("draft", "fill", "bound", "adopt", "publish", "strip", "plan", "release", "extend", "close", "drop", "weigh",
        "withdraw", "wait")  # fmt: skip
# Runs that get somewhere, so that the interesting states are reached as often as the refusals.
RUNS = (("draft", "fill", "bound", "adopt", "publish"), ("plan", "release"), ("wait", "wait", "close"))


def _act(name: str, world, process: Process, actor, day) -> None:
    """Do one act on whatever is there; a refusal is a fine answer."""
    room = process.rooms.first()
    round = process.rounds.order_by("-number").first()
    common = {"actor": actor, "key": None}
    if name == "draft":
        rooms.draft_room(process=process, **common)
    elif name == "plan":
        rounds.plan_round(process=process, facts=round_facts(world, closes_on=day + timedelta(days=9)), **common)
    elif name == "weigh":
        processes.start_weighing(process=process, **common)
    elif name == "withdraw":
        processes.withdraw_process(process=process, reason="Proef.", **common)
    elif room is not None and name in ("fill", "bound", "adopt", "publish", "strip"):
        {
            "fill": lambda: rooms.edit_room(
                room=room, changes=room_words(world, plan=str(day), change_reason="Proef."), **common
            ),
            "bound": lambda: rooms.set_boundaries(room=room, boundaries=boundaries(), **common),
            "adopt": lambda: rooms.adopt_room(room=room, organ=world.council, **common),
            "publish": lambda: rooms.publish_room(room=room, **common),
            "strip": lambda: rooms.edit_room(room=room, changes={"decider": None, "level": Level.INFORM}, **common),
        }[name]()
    elif round is not None and name in ("release", "extend", "close", "drop"):
        {
            "release": lambda: rounds.release_round(round=round, **common),
            "extend": lambda: rounds.extend_round(
                round=round, closes_on=day + timedelta(days=12), reason="Proef.", **common
            ),
            "close": lambda: rounds.close_round(round=round, **common),
            "drop": lambda: rounds.drop_round(round=round, **common),
        }[name]()


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*((act,) for act in ACTS), *RUNS]), min_size=3, max_size=14))
def test_no_order_of_acts_opens_a_round_without_a_room(world, officer, runs) -> None:
    with clock.frozen(NOON):
        process = new_process(world, officer)
    moment, entries, closed = NOON, Entry.objects.count(), {}
    for name in (act for run in runs for act in run):
        if name == "wait":
            moment += timedelta(days=5)
        with clock.frozen(moment):
            try:
                _act(name, world, process, officer, clock.today())
            except Refusal:
                assert Entry.objects.count() == entries
            entries = Entry.objects.count()
            process.refresh_from_db()
            published = RoomStatement.objects.filter(process=process, published_at__isnull=False)
            assert (process.room_published_at is not None) == published.exists()
            for room in published:
                assert room.content_hash == rooms.content_hash(room, list(room.boundaries.all()))
            for round in Round.objects.filter(process=process):
                if round.opened_at is not None:
                    assert round.room is not None
                    assert round.room.published_at <= round.opened_at
                if round.pk in closed:
                    assert (round.closed_at, round.closes_at) == closed[round.pk]
                if round_state(round, moment) is RoundState.CLOSED:
                    closed[round.pk] = (round.closed_at, round.closes_at)
                    assert RoundOutcome.objects.filter(round=round).count() == 1


@pytest.mark.django_db
def test_the_acts_above_can_open_and_close_a_round(world, officer) -> None:
    """The property is worth something: a good order does get there."""
    process = new_process(world, officer)
    for name in ("draft", "fill", "bound", "adopt", "publish", "plan", "release"):
        _act(name, world, process, officer, clock.today())
    round = Round.objects.get()
    assert round_state(round, clock.now()) is RoundState.OPEN
    with clock.frozen(round.closes_at):
        _act("close", world, process, officer, clock.today())
        _act("weigh", world, process, officer, clock.today())
    process.refresh_from_db()
    assert process.weighing_at == round.closes_at
