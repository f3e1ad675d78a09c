"""The timing check, decision moments and events."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.journal.models import Entry
from brink.domain.processes.dates import MARGIN_DAYS, last_day, timing_conflict
from brink.domain.processes.models import DecisionMoment, Event, StatutoryTerm
from brink.domain.processes.services.rooms import adopt_room, publish_room
from brink.domain.processes.services.timeline import (
    EventFacts,
    cancel_event,
    change_event,
    drop_moment,
    drop_term,
    plan_event,
    plan_moment,
    set_term,
)
from brink.domain.processes.tests.conftest import filled_room, new_process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

TERM = date(2026, 10, 20)


def meeting(day: date, title: str = "Dorpstafel", **changes) -> EventFacts:
    start = datetime(day.year, day.month, day.day, 19, 30, tzinfo=clock.AMSTERDAM)
    return EventFacts(title, start, start + timedelta(hours=2), "Dorpshuis", **changes)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_an_event_is_fine_up_to_the_margin_and_never_after(day: date, closes_on: date) -> None:
    conflict = timing_conflict(day, [StatutoryTerm(name="zienswijzen", closes_on=closes_on)])
    assert (conflict is None) == ((closes_on - day).days >= MARGIN_DAYS)
    if conflict is not None:
        assert timing_conflict(conflict.latest, [StatutoryTerm(name="zienswijzen", closes_on=closes_on)]) is None


def test_after_the_decision_an_event_is_free_again() -> None:
    term = [StatutoryTerm(name="zienswijzen", closes_on=TERM)]
    assert timing_conflict(date(2026, 11, 2), term, date(2026, 11, 1)) is None
    assert timing_conflict(date(2026, 11, 1), term, date(2026, 11, 1)) is not None


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_last_day_is_the_day_that_was_meant(day: date) -> None:
    assert last_day(clock.end_of_day(day)) == day
    assert clock.start_of_day(day + timedelta(days=1)) == clock.end_of_day(day)


@pytest.mark.django_db
def test_a_table_three_days_before_the_term_closes_is_refused(world, officer) -> None:
    process = new_process(world, officer)
    set_term(process=process, name="zienswijzen", closes_on=TERM, actor=officer, key=None)
    with pytest.raises(BadInput) as refused:
        plan_event(tenant=world.body, process=process, facts=meeting(date(2026, 10, 17)), actor=officer, key=None)
    assert refused.value.field == "starts_at"
    assert str(refused.value) == (
        "De termijn 'zienswijzen' sluit op dinsdag 20 oktober 2026. "
        "Houd deze bijeenkomst uiterlijk op dinsdag 13 oktober 2026."
    )
    event = plan_event(tenant=world.body, process=process, facts=meeting(date(2026, 10, 13)), actor=officer, key=None)
    with pytest.raises(BadInput):
        change_event(event=event, facts=meeting(date(2026, 10, 14)), actor=officer, key=None)
    assert [one.starts_at for one in Event.objects.all()] == [event.starts_at]


@pytest.mark.django_db
def test_a_term_that_would_make_an_event_late_is_refused(world, officer) -> None:
    process = new_process(world, officer)
    event = plan_event(tenant=world.body, process=process, facts=meeting(date(2026, 10, 17)), actor=officer, key=None)
    with pytest.raises(BadInput, match=r"Dorpstafel.*Verzet die eerst"):
        set_term(process=process, name="zienswijzen", closes_on=TERM, actor=officer, key=None)
    assert StatutoryTerm.objects.count() == 0
    cancel_event(event=event, reason="De zaal is stuk.", actor=officer, key=None)
    term = set_term(process=process, name="zienswijzen", closes_on=TERM, actor=officer, key=None)
    set_term(process=process, name="zienswijzen", closes_on=date(2026, 10, 27), actor=officer, key=None)
    assert StatutoryTerm.objects.get().closes_on == date(2026, 10, 27)
    drop_term(term=term, actor=officer, key=None)
    assert StatutoryTerm.objects.count() == 0


@pytest.mark.django_db
def test_an_event_after_the_decision_of_the_room_is_allowed(world, officer) -> None:
    process = new_process(world, officer)
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    room = publish_room(room=room, actor=officer, key=None)
    set_term(process=process, name="zienswijzen", closes_on=TERM, actor=officer, key=None)
    after = room.decision_on + timedelta(days=1)
    plan_event(tenant=world.body, process=process, facts=meeting(after), actor=officer, key=None)
    with pytest.raises(BadInput):
        plan_event(tenant=world.body, process=process, facts=meeting(room.decision_on), actor=officer, key=None)


@pytest.mark.django_db
def test_a_cancelled_event_keeps_its_place_and_its_reason(world, officer) -> None:
    event = plan_event(tenant=world.body, process=None, facts=meeting(date(2026, 9, 5)), actor=officer, key=None)
    with pytest.raises(BadInput, match="waarom de bijeenkomst niet doorgaat"):
        cancel_event(event=event, reason="", actor=officer, key=None)
    cancel_event(event=event, reason="Storm.", actor=officer, key="s" * 22)
    cancel_event(event=event, reason="Storm.", actor=officer, key="s" * 22)
    with pytest.raises(NotNow):
        change_event(event=event, facts=meeting(date(2026, 9, 6)), actor=officer, key=None)
    assert Event.objects.get().cancel_reason == "Storm."
    assert [one.kind for one in Entry.objects.order_by("id")] == ["event.planned", "event.cancelled"]
    assert all(Entry.objects.values_list("public", flat=True))


@pytest.mark.django_db
def test_moments_on_the_way_come_and_go_but_the_final_one_follows_the_room(world, officer) -> None:
    process = new_process(world, officer)
    early = plan_moment(process=process, on=date(2026, 9, 20), organ=world.council, subject="Eerste gesprek",
                        actor=officer, key=None)  # fmt: skip
    with pytest.raises(BadInput, match="staat er al"):
        plan_moment(process=process, on=date(2026, 9, 20), organ=world.council, subject="Eerste gesprek",
                    actor=officer, key=None)  # fmt: skip
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    with pytest.raises(NotNow, match="hoort bij de speelruimte"):
        drop_moment(moment=DecisionMoment.objects.get(final=True), actor=officer, key=None)
    drop_moment(moment=early, actor=officer, key=None)
    assert [one.final for one in DecisionMoment.objects.all()] == [True]
