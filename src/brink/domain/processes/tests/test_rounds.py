"""Rounds: never outside a published room, closed once, at the announced local time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.builders import make_process, make_room

from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule
from brink.domain.journal.models import Entry
from brink.domain.processes.models import Deviation, Round, RoundExtension, RoundOutcome
from brink.domain.processes.queries.level_fits import has_mandate
from brink.domain.processes.services.processes import start_weighing, withdraw_process
from brink.domain.processes.services.rooms import adopt_room, publish_room
from brink.domain.processes.services.rounds import (
    close_round,
    drop_round,
    edit_round,
    extend_round,
    plan_round,
    release_round,
)
from brink.domain.processes.services.stakeholders import deviate
from brink.domain.processes.states import ProcessState, RoundState, process_state, round_state
from brink.domain.processes.tests.conftest import filled_room, new_process, round_facts
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.findings import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(world, officer):
    made = new_process(world, officer)
    room = filled_room(world, made, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    made.refresh_from_db()
    return made


def plan(world, process, officer, **changes) -> Round:
    return plan_round(process=process, facts=round_facts(world, **changes), actor=officer, key=None)


def test_a_released_round_is_open_until_its_last_day_is_over(world, officer, process, board) -> None:
    round = release_round(round=plan(world, process, officer), actor=officer, key=None)
    process.refresh_from_db()
    assert board.opened == ["hang-uw-briefje-op"]
    assert round_state(round, clock.now()) is RoundState.OPEN
    assert process_state(process, clock.now()) is ProcessState.OPEN
    last = datetime(2026, 9, 21, 22, 0, tzinfo=UTC)
    assert round.closes_at == last
    assert round_state(round, last - timedelta(microseconds=1)) is RoundState.OPEN
    assert round_state(round, last) is RoundState.OVER
    assert process_state(process, last) is ProcessState.CLOSED


def test_nothing_opens_without_a_published_room(world, officer) -> None:
    bare = new_process(world, officer)
    filled_room(world, bare, officer)
    round = plan(world, bare, officer)
    with pytest.raises(NotNow, match="Zet eerst de speelruimte op de site"):
        release_round(round=round, actor=officer, key=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(opened_at=clock.now())


def test_a_closed_round_stays_closed(world, officer, process, board) -> None:
    # Reliability N29: close, read, reopen is impossible; a new round is possible, and is in the journal.
    round = release_round(round=plan(world, process, officer), actor=officer, key=None)
    with pytest.raises(NotNow, match="open tot en met maandag 21 september 2026"):
        close_round(round=round, actor=officer, key=None)
    with clock.frozen(round.closes_at):
        with pytest.raises(NotNow, match="Begin een nieuwe ronde"):
            extend_round(round=round, closes_on=date(2026, 9, 30), reason="Meer tijd.", actor=officer, key=None)
        close_round(round=round, actor=officer, key="c" * 22)
        close_round(round=round, actor=officer, key="c" * 22)
        for act in (close_round, release_round, drop_round):
            with pytest.raises(NotNow, match="Begin een nieuwe ronde"):
                act(round=round, actor=officer, key=None)
        with pytest.raises(NotNow, match="Begin een nieuwe ronde"):
            edit_round(round=round, facts=round_facts(world), actor=officer, key=None)
        second = plan(world, process, officer, opens_on=date(2026, 9, 23), closes_on=date(2026, 9, 30))
        release_round(round=second, actor=officer, key=None)
    assert board.closed == ["hang-uw-briefje-op"]
    assert second.slug == "hang-uw-briefje-op-2"
    assert [one.kind for one in Entry.objects.filter(kind__startswith="round.").order_by("id")] == [
        "round.planned", "round.opened", "round.closed", "round.planned", "round.opened",
    ]  # fmt: skip
    for change in (
        lambda: Round.objects.filter(pk=round.pk).update(closed_at=None),
        lambda: Round.objects.filter(pk=round.pk).update(closes_at=clock.now() + timedelta(days=90)),
        lambda: RoundOutcome.objects.update(data={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("day", "closes"),
    [
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),  # the night the clock goes back
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (date(2027, 3, 27), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),  # the night it goes forward
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 2, 29, 23, 0, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_round_closes_at_local_midnight_also_when_the_clock_changes(world, officer, process, day, closes) -> None:
    # Reliability N53, both sides.
    round = plan(world, process, officer, closes_on=day)
    assert round.closes_at == closes
    round.opened_at = clock.now()
    assert round_state(round, closes - timedelta(seconds=1)) is RoundState.OPEN
    assert round_state(round, closes) is RoundState.OVER


def test_a_round_only_gets_longer_with_a_reason_and_before_its_end(world, officer, process) -> None:
    round = release_round(round=plan(world, process, officer), actor=officer, key=None)
    with pytest.raises(BadInput, match="niet korter"):
        extend_round(round=round, closes_on=date(2026, 9, 21), reason="Kort.", actor=officer, key=None)
    with pytest.raises(BadInput, match="waarom de ronde langer duurt"):
        extend_round(round=round, closes_on=date(2026, 9, 28), reason=" ", actor=officer, key=None)
    with pytest.raises(BadInput, match="valt het besluit"):
        extend_round(round=round, closes_on=date(2026, 10, 31), reason="Lang.", actor=officer, key=None)
    extend_round(round=round, closes_on=date(2026, 9, 28), reason="De post kwam laat.", actor=officer, key=None)
    process.refresh_from_db()
    assert process.closes_at == clock.end_of_day(date(2026, 9, 28))
    extension = RoundExtension.objects.get()
    assert (extension.closed_before, extension.reason) == (round.closes_at, "De post kwam laat.")
    assert Entry.objects.filter(kind="round.extended", public=True).count() == 1


def test_an_instrument_may_hold_its_round_back(world, officer, process, board) -> None:
    board.missing = (Finding("statements", "Zet eerst drie stellingen klaar."),)
    with pytest.raises(NotNow, match="Zet eerst drie stellingen klaar"):
        release_round(round=plan(world, process, officer), actor=officer, key=None)
    assert (board.opened, Round.objects.get().opened_at) == ([], None)


def test_an_unknown_instrument_is_refused(world, officer, process) -> None:
    with pytest.raises(BadInput, match="kent Brink niet"):
        plan(world, process, officer, instrument="duivenpost")


def test_a_round_that_closes_after_the_decision_is_refused(world, officer, process) -> None:
    round = plan(world, process, officer, closes_on=date(2026, 10, 31))
    with pytest.raises(NotNow, match="sluit na het besluit"):
        release_round(round=round, actor=officer, key=None)


def test_outside_the_kader_only_with_a_public_reason(world, officer, process) -> None:
    InstrumentRule.objects.filter(instrument="prikbord").update(max_level=Level.CONSULT)
    round = plan(world, process, officer)
    with pytest.raises(NotNow, match="hoogstens tot ‘meedenken’"):
        release_round(round=round, actor=officer, key=None)
    choice = {"process": process, "phase": world.phase, "instrument": "prikbord", "level": Level.ADVISE}
    with pytest.raises(BadInput, match="Leg uit"):
        deviate(**choice, motivation="", organ=world.executive, actor=officer, key=None)
    deviate(**choice, motivation="Het dorp vroeg erom.", organ=world.executive, actor=officer, key=None)
    release_round(round=round, actor=officer, key=None)
    deviation = Deviation.objects.get()
    assert deviation.rule == "Dit gaat hoogstens tot ‘meedenken’, en u heeft ‘adviseren’ gekozen."
    assert Entry.objects.get(kind="deviation.recorded").public


def test_permission_comes_with_the_deciding_organ_that_adopts_the_room(world, officer) -> None:
    InstrumentRule.objects.filter(instrument="prikbord").update(needs_mandate=True)
    """K5: the organ that decides allows it, also by consent; a room of before that rule allows nothing by another's."""
    for organ, consent in ((world.council, ""), (world.executive, "Besluit 12.")):
        made = new_process(world, officer)
        room = filled_room(world, made, officer, level=Level.COPRODUCE)
        room = adopt_room(room=room, organ=organ, consent=consent, actor=officer, key=None)
        assert has_mandate(room)
        publish_room(room=room, actor=officer, key=None)
        release_round(round=plan(world, made, officer), actor=officer, key=None)
    old = make_process(world, "oud", room=False)
    assert not has_mandate(make_room(world, old, level=Level.COPRODUCE))
    round = plan(world, old, officer)
    with pytest.raises(NotNow, match="alleen met toestemming van wie beslist"):
        release_round(round=round, actor=officer, key=None)


def test_a_choice_inside_the_kader_needs_no_deviation(world, officer, process) -> None:
    with pytest.raises(NotNow, match="past al binnen het kader"):
        deviate(process=process, phase=world.phase, instrument="prikbord", level=Level.ADVISE, motivation="Toch.",
                organ=world.executive, actor=officer, key=None)  # fmt: skip


def test_an_instrument_that_the_kader_does_not_name_is_outside_it(world, officer, process) -> None:
    InstrumentRule.objects.filter(instrument="prikbord").delete()
    with pytest.raises(NotNow, match="staat niet in het kader"):
        release_round(round=plan(world, process, officer), actor=officer, key=None)


def test_a_planned_round_can_be_changed_and_dropped(world, officer, process) -> None:
    round = plan(world, process, officer)
    edit_round(round=round, facts=round_facts(world, title="Anders"), actor=officer, key=None)
    assert Round.objects.get().title == "Anders"
    assert drop_round(round=round, actor=officer, key="x" * 22) == process
    assert drop_round(round=round, actor=officer, key="x" * 22) == process
    assert Round.objects.count() == 0


def test_withdrawing_closes_and_counts_what_is_open(world, officer, process, board) -> None:
    round = release_round(round=plan(world, process, officer), actor=officer, key=None)
    with pytest.raises(BadInput, match="waarom u dit proces intrekt"):
        withdraw_process(process=process, reason="", actor=officer, key=None)
    withdraw_process(process=process, reason="Het geld is op.", actor=officer, key=None)
    round.refresh_from_db()
    assert round_state(round, clock.now()) is RoundState.CLOSED
    assert RoundOutcome.objects.count() == 1
    with pytest.raises(NotNow, match="ingetrokken"):
        plan(world, process, officer)


def test_weighing_waits_until_every_round_is_counted(world, officer, process) -> None:
    round = release_round(round=plan(world, process, officer), actor=officer, key=None)
    with pytest.raises(NotNow, match="Sluit eerst ronde"):
        start_weighing(process=process, actor=officer, key=None)
    with clock.frozen(round.closes_at):
        close_round(round=round, actor=officer, key=None)
        start_weighing(process=process, actor=officer, key=None)
        late = plan(world, process, officer, opens_on=date(2026, 9, 23), closes_on=date(2026, 9, 30))
        with pytest.raises(NotNow, match="weging is begonnen"):
            release_round(round=late, actor=officer, key=None)


def test_a_last_day_before_the_first_is_refused(world, officer, process) -> None:
    with pytest.raises(BadInput, match="vóór de eerste dag") as refused:
        plan(world, process, officer, closes_on=clock.today() - timedelta(days=1))
    assert refused.value.field == "closes_on"
