"""Lists, calendar, hints, the queue, and who sees what."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import make_area, make_process, make_round, make_world

from brink.domain.people.models import Body
from brink.domain.places.models import AreaKind
from brink.domain.processes.models import Dossier, Event, Lesson, Process, RoomStatement, Round, RoundOutcome, Theme
from brink.domain.processes.queries import (
    about,
    after,
    before,
    calendar_items,
    desk_items,
    in_state,
    listed,
    open_now,
    same_topic,
    touching,
)
from brink.domain.processes.services.processes import publish_participation, start_weighing
from brink.domain.processes.services.rooms import adopt_room, draft_room, edit_room, publish_room
from brink.domain.processes.services.rounds import close_round, plan_round, release_round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, plan_event, set_term
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.processes.tests.conftest import NOON, filled_room, new_process, round_facts
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, Role, Viewer, rules, visible

MOMENTS = st.one_of(st.none(), st.integers(-3, 3).map(lambda days: NOON + timedelta(days=days)))

FACTS = ("room_published_at", "opens_at", "closes_at", "weighing_at", "decided_at", "answered_at", "evaluated_at",
         "withdrawn_at")  # fmt: skip


def staff(world) -> Viewer:
    return Viewer(account_id=world.officer.pk, roles=frozenset({(world.body.pk, Role.OFFICER)}))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.fixed_dictionaries(dict.fromkeys(FACTS, MOMENTS)))
def test_the_state_in_the_database_is_the_state_of_the_rules(world, facts) -> None:
    process = Process.objects.first() or make_process(world, room=False)
    if facts["withdrawn_at"]:
        facts["decided_at"] = None  # the database lets nothing be decided in a question that was stopped
    elif facts["answered_at"] and not facts["decided_at"]:
        facts["decided_at"] = facts["answered_at"]
    reason = "Proef." if facts["withdrawn_at"] else ""
    Process.objects.filter(pk=process.pk).update(**facts, withdrawn_reason=reason)
    process.refresh_from_db()
    wanted = process_state(process, NOON)
    found = [state for state in ProcessState if Process.objects.filter(in_state(state, NOON)).exists()]
    assert found == [wanted]


@pytest.mark.django_db
def test_drafts_are_for_the_desk_of_their_own_body_only(world, officer) -> None:
    other = make_world("emmen", Body.Kind.MUNICIPALITY)
    process = new_process(world, officer, dossier="Kernen")
    room = filled_room(world, process, officer)
    round = plan_round(process=process, facts=round_facts(world), actor=officer, key=None)
    Lesson.objects.create(tenant=world.body, created_at=NOON, process=process, happened="Iets.", change="Anders.")
    meeting = EventFacts("Tafel", NOON + timedelta(days=3), NOON + timedelta(days=3, hours=2), "Dorpshuis")
    event = plan_event(tenant=world.body, process=process, facts=meeting, actor=officer, key=None)
    council = Viewer(account_id=world.clerk.pk, roles=frozenset({(world.body.pk, Role.COUNCIL)}))
    rows = (process, room, round, event, Lesson.objects.get(), Dossier.objects.get(), room.boundaries.first())
    for viewer, seen in ((ANYONE, 0), (council, 0), (staff(other), 0), (staff(world), 1)):
        for row in rows:
            assert visible(viewer, type(row).objects.filter(pk=row.pk)).count() == seen, row
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    public = {type(row).__name__ for row in rows if visible(ANYONE, type(row).objects.filter(pk=row.pk)).exists()}
    assert public == {"Process", "RoomStatement", "Event", "Dossier", "Boundary"}
    release_round(round=round, actor=officer, key=None)
    draft_room(process=process, actor=officer, key=None)
    assert [one.version for one in visible(ANYONE, RoomStatement.objects.all())] == [1]
    assert visible(ANYONE, Round.objects.all()).count() == 1
    with clock.frozen(round.closes_at):
        assert visible(ANYONE, RoundOutcome.objects.all()).count() == 0
        close_round(round=round, actor=officer, key=None)
        assert visible(ANYONE, RoundOutcome.objects.all()).count() == 1


@pytest.mark.django_db
def test_a_public_yes_or_no_shows_the_process_and_nothing_of_its_draft(world, officer) -> None:
    process = new_process(world, officer)
    filled_room(world, process, officer)
    publish_participation(process=process, actor=officer, key=None)
    assert visible(ANYONE, Process.objects.all()).count() == 1
    assert visible(ANYONE, RoomStatement.objects.all()).count() == 0


def test_every_model_of_this_room_has_a_rule() -> None:
    from django.apps import apps

    own = [model for model in apps.get_app_config("processes").get_models() if not model._meta.auto_created]
    assert [model.__name__ for model in own if rules.get(model._meta.label) is None] == []


@pytest.mark.django_db
def test_lists_by_area_theme_and_chain(world) -> None:
    town = make_area("Elders", AreaKind.MUNICIPALITY, world.province)
    here, wide, there = (make_process(world, slug) for slug in ("hier", "breed", "daar"))
    wide.areas.set([world.province])
    there.areas.set([town])
    other = Theme.objects.create(slug="water", name="Water")
    there.themes.set([other])
    rows = listed(ANYONE)
    found = {
        area.name: sorted(one.slug for one in touching(rows, area)) for area in (world.village, town, world.province)
    }
    assert found == {
        "Proefdorp": ["breed", "hier"],
        "Elders": ["breed", "daar"],
        "Proefland": ["breed", "daar", "hier"],
    }
    assert [one.slug for one in about(rows, other)] == ["daar"]
    Process.objects.filter(pk=there.pk).update(predecessor=here)
    there.refresh_from_db()
    assert (before(there, ANYONE), after(here, ANYONE), before(here, ANYONE)) == (here, [there], None)
    Process.objects.filter(pk=here.pk).update(room_published_at=None)
    assert (before(there, ANYONE), before(there, staff(world))) == (None, here)


@pytest.mark.django_db
def test_what_closes_first_stands_first_and_the_queries_do_not_grow(world) -> None:
    counts = []
    for batch in range(2):
        for number in range(4):
            process = make_process(world, f"vraag-{batch}-{number}")
            make_round(process, closes_at=NOON + timedelta(days=9 - number, hours=batch))
        with CaptureQueriesContext(connection) as seen:
            rows = [(one.slug, one.in_force[0].question, len(one.areas.all())) for one in open_now(ANYONE)]
        counts.append(len(seen))
        with CaptureQueriesContext(connection) as seen:
            items = calendar_items(ANYONE, date(2026, 8, 1), date(2026, 12, 31))
        counts.append(len(seen))
        with CaptureQueriesContext(connection) as seen:
            waiting = desk_items(staff(world))
        counts.append(len(seen))
    assert counts[:3] == counts[3:]
    assert [slug for slug, *_rest in rows][:2] == ["vraag-0-3", "vraag-1-3"]
    assert len(items) == 8 * 2 + 8
    assert waiting == []


@pytest.mark.django_db
def test_the_calendar_holds_what_is_promised(world, officer) -> None:
    process = new_process(world, officer)
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    set_term(process=process, name="zienswijzen", closes_on=date(2026, 10, 20), actor=officer, key=None)
    plan_round(process=process, facts=round_facts(world, title="Later"), actor=officer, key=None)
    round = plan_round(process=process, facts=round_facts(world), actor=officer, key=None)
    release_round(round=round, actor=officer, key=None)
    start = datetime(2026, 9, 9, 19, 30, tzinfo=clock.AMSTERDAM)
    facts = EventFacts("Dorpstafel", start, start + timedelta(hours=2), "Dorpshuis", world.village)
    event = plan_event(tenant=world.body, process=process, facts=facts, actor=officer, key=None)
    cancel_event(event=event, reason="Storm.", actor=officer, key=None)
    items = calendar_items(ANYONE, date(2026, 9, 1), date(2027, 3, 1), process)
    assert [(one.kind, one.on, one.cancelled) for one in items] == [
        ("opens", date(2026, 9, 1), False),
        ("event", date(2026, 9, 9), True),
        ("closes", date(2026, 9, 21), False),
        ("term", date(2026, 10, 20), False),
        ("decision", date(2026, 10, 31), False),
        ("reply", date(2026, 11, 28), False),
    ]
    assert calendar_items(ANYONE, date(2026, 9, 1), date(2027, 3, 1)) == items
    assert [one.kind for one in calendar_items(ANYONE, date(2026, 9, 21), date(2026, 10, 20))] == ["closes", "term"]


@pytest.mark.django_db
def test_hints_come_from_published_work_of_others_on_the_same_theme_nearby(world) -> None:
    other = make_world("emmen", Body.Kind.MUNICIPALITY)
    alike = make_process(other, "alike")
    Process.objects.filter(pk=alike.pk).update(title="Woningbouw bij de kern van het dorp")
    unlike = make_process(other, "unlike")
    Process.objects.filter(pk=unlike.pk).update(title="Een nieuw zwembad")
    far = make_process(other, "far")
    far.areas.set([make_area("Elders", AreaKind.VILLAGE, make_area("Ander", AreaKind.PROVINCE))])
    otherwise = make_process(other, "otherwise")
    otherwise.themes.set([Theme.objects.create(slug="water", name="Water")])
    make_process(other, "draft", room=False)
    make_process(world, "own")
    withdrawn = make_process(other, "withdrawn")
    Process.objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOON, withdrawn_reason="Weg.")
    asked = {"tenant_id": world.body.pk, "title": "Wonen in kleine dorpen", "themes": [world.theme]}
    hints = same_topic(**asked, areas=[world.province])
    assert [hint.process.slug for hint in hints] == ["alike", "unlike"]
    assert (hints[0].shared_themes, hints[0].shared_areas) == (("Wonen",), ("Proefdorp",))
    assert hints[0].score > hints[1].score
    # Other words for the same thing, and the desk reads which: "wonen in kleine dorpen" is woningbouw in a dorpskern.
    assert (set(hints[0].shared_words) >= {"dorp"}, hints[1].shared_words) == (True, ())
    assert same_topic(**asked, areas=[]) == []


@pytest.mark.django_db
def test_the_queue_names_the_next_step_all_the_way(world, officer) -> None:
    process, seen = new_process(world, officer), []

    def look() -> None:
        seen.append([(item.key.rsplit("-", 5)[0], item.act, item.due) for item in desk_items(staff(world))])

    look()
    room = filled_room(world, process, officer)
    look()
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    look()
    publish_room(room=room, actor=officer, key=None)
    look()
    round = plan_round(process=process, facts=round_facts(world), actor=officer, key=None)
    look()
    release_round(round=round, actor=officer, key=None)
    look()
    with clock.frozen(round.closes_at):
        look()
        close_round(round=round, actor=officer, key=None)
        look()
        start_weighing(process=process, actor=officer, key=None)
        look()
    assert seen == [
        [("process-draft", "Ga verder", None)],
        [("process-room", "Ga verder", None)],
        [("process-publish", "Zet op de site", None)],
        [("process-plan", "Plan", None)],
        [("round-release", "Geef vrij", date(2026, 9, 1))],
        [],
        [("round-close", "Sluit en tel", date(2026, 9, 22))],
        [("process-weigh", "Begin de weging", date(2026, 10, 31))],
        [],
    ]
    assert desk_items(staff(make_world("emmen", Body.Kind.MUNICIPALITY))) == []
    assert desk_items(ANYONE) == []


@pytest.mark.django_db
def test_a_change_that_waits_and_a_review_that_is_due_are_in_the_queue(world, officer) -> None:
    process = new_process(world, officer)
    room = filled_room(world, process, officer)
    adopt_room(room=room, organ=world.council, actor=officer, key=None)
    publish_room(room=room, actor=officer, key=None)
    second = draft_room(process=process, actor=officer, key=None)
    edit_room(room=second, changes={"plan": "Anders."}, actor=officer, key=None)
    assert [item.act for item in desk_items(staff(world))] == ["Maak af", "Plan"]


@pytest.mark.django_db
def test_events_of_a_body_alone_are_public(world, officer) -> None:
    facts = EventFacts("Open huis", NOON, NOON + timedelta(hours=1), "Provinciehuis")
    plan_event(tenant=world.body, process=None, facts=facts, actor=officer, key=None)
    for viewer, kind in product((ANYONE, staff(world)), (Event,)):
        assert visible(viewer, kind.objects.all()).count() == 1
