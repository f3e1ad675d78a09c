"""The standing question: one per body, with a room and a term in working days, without an end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_process, make_room, make_round, make_world
from tests.form_client import go_on

from brink.domain.framework.levels import Level
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.processes import queries
from brink.domain.processes.dates import NEVER
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.services import processes, progress_notes, rooms, rounds
from brink.domain.processes.services.standing_question import (
    StandingFacts,
    open_standing,
    standing_round,
    standing_row,
)
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.processes.steps import Step, findings
from brink.domain.processes.tests.conftest import facts as process_facts
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import ANYONE

pytestmark = pytest.mark.django_db


def facts(world: World, **changes) -> StandingFacts:
    values = {
        "contact": world.contact, "decider": world.executive, "adopted_by": world.executive,
        "adopted_on": clock.today(), **changes,
    }  # fmt: skip
    return StandingFacts(**values)


@pytest.fixture
def question(world: World, officer: Actor) -> Process:
    return open_standing(tenant=world.body, facts=facts(world), actor=officer, key="one")


def test_it_is_open_at_once_with_a_published_room_that_has_a_term_and_no_days(question: Process) -> None:
    room = RoomStatement.objects.get(process=question)
    assert process_state(question, clock.now()) is ProcessState.OPEN
    assert (room.reply_within, room.decision_on, room.reply_on) == (10, None, None)
    assert room.content_hash == rooms.content_hash(room, list(room.boundaries.all()))
    assert question.closes_at is None
    assert standing_round(question).room == room
    assert Entry.objects.get(kind="standing.opened").public


def test_a_second_time_under_the_same_key_is_the_same_question_and_under_another_is_refused(
    world: World, officer: Actor, question: Process
) -> None:
    assert open_standing(tenant=world.body, facts=facts(world), actor=officer, key="one") == question
    with pytest.raises(NotNow, match="staat al open"):
        open_standing(tenant=world.body, facts=facts(world), actor=officer, key="two")
    assert Process.objects.filter(standing=True).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"), [({"working_days": 0}, "working_days"), ({"adopted_on": date(2030, 1, 1)}, "adopted_on")]
)
def test_a_term_of_no_days_and_an_adoption_still_to_come_are_refused(
    world: World, officer: Actor, changes: dict, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        open_standing(tenant=world.body, facts=facts(world, **changes), actor=officer, key=None)
    assert refused.value.field == field
    assert not Process.objects.filter(standing=True).exists()


def test_people_of_another_body_are_refused(world: World, officer: Actor) -> None:
    other = make_world("emmen")
    with pytest.raises(BadInput, match="eigen organisatie"):
        open_standing(tenant=world.body, facts=facts(world, contact=other.contact), actor=officer, key=None)


def test_it_never_ends_by_any_road(world: World, officer: Actor, question: Process) -> None:
    acts = (
        lambda: processes.withdraw_process(process=question, reason="Klaar.", actor=officer, key=None),
        lambda: processes.start_weighing(process=question, actor=officer, key=None),
        lambda: processes.mark_answered(process=question, actor=officer, key=None),
        lambda: processes.evaluate(process=question, note="Klaar.", actor=officer, key=None),
        lambda: rounds.close_round(round=standing_round(question), actor=officer, key=None),
        lambda: rounds.extend_round(
            round=standing_round(question), closes_on=date(2030, 1, 1), reason="Langer.", actor=officer, key=None
        ),
    )
    for act in acts:
        with pytest.raises(NotNow):
            act()
    for step in (Step.WEIGH, Step.DECIDE, Step.ANSWER, Step.EVALUATE):
        assert [one.key for one in findings(step, question)] == ["standing"]


@pytest.mark.parametrize("moment", ["weighing_at", "decided_at", "answered_at", "evaluated_at", "closes_at"])
def test_the_database_knows_no_end_of_it_either(question: Process, moment: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Process.objects.filter(pk=question.pk).update(**{moment: clock.now()})


def test_the_database_allows_one_per_body_and_none_that_becomes_one(world: World, question: Process) -> None:
    other = make_process(world, "wonen")
    for change in ({"pk": other.pk, "to": True}, {"pk": question.pk, "to": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Process.objects.filter(pk=change["pk"]).update(standing=change["to"])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_process(world, "nog-een", room=False, standing=True)


def test_the_database_gives_a_term_to_a_standing_question_only_and_days_to_the_others(
    world: World, question: Process
) -> None:
    ordinary = make_process(world, "wonen", room=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_room(world, ordinary, decision_on=None, reply_on=None, reply_within=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_room(world, question, version=2, change_reason="Met dagen.")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_room(world, ordinary, decision_on=None)


def test_the_database_refuses_a_round_without_end_on_another_question(world: World) -> None:
    ordinary = make_process(world, "wonen")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(ordinary, closes_at=NEVER)


def test_a_new_version_of_its_room_takes_another_term_and_no_decision_moment(
    world: World, officer: Actor, question: Process
) -> None:
    draft = rooms.draft_room(process=question, actor=officer, key=None)
    changes = rooms.RoomChanges(reply_within=5, change_reason="Sneller.")
    rooms.edit_room(room=draft, changes=changes, actor=officer, key=None)
    rooms.adopt_room(room=draft, organ=world.executive, on=clock.today(), actor=officer, key=None)
    published = rooms.publish_room(room=draft, actor=officer, key=None)
    assert (published.version, published.reply_within) == (2, 5)
    assert not question.moments.exists()


def test_a_room_without_its_term_is_not_published(world: World, officer: Actor, question: Process) -> None:
    draft = rooms.draft_room(process=question, actor=officer, key=None)
    changes = rooms.RoomChanges(reply_within=None, change_reason="Weg.")
    rooms.edit_room(room=draft, changes=changes, actor=officer, key=None)
    rooms.adopt_room(room=draft, organ=world.executive, on=clock.today(), actor=officer, key=None)
    with pytest.raises(NotNow, match="hoeveel werkdagen"):
        rooms.publish_room(room=draft, actor=officer, key=None)


def test_lists_calendar_and_news_of_where_a_question_stands_leave_it_out(question: Process) -> None:
    assert question in queries.listed(ANYONE)
    assert question not in queries.asked(ANYONE)
    assert question not in queries.open_now(ANYONE)
    today = clock.today()
    items = queries.calendar_items(ANYONE, today - timedelta(days=1), date(9999, 6, 1))
    assert [one for one in items if one.process == question] == []
    assert progress_notes.note_standing() == 0


def test_its_page_tells_the_term_and_no_decision(question: Process) -> None:
    page = Client().get(f"/processen/{question.slug}/").content.decode()
    assert "Binnen 10 werkdagen" in page
    assert "Dat hangt af van het onderwerp" in page
    assert "Dit is besloten" not in page
    assert "9999" not in page
    sign = Client().get(f"/processen/{question.slug}/wegwijzer/").content.decode()
    assert "dat kan altijd" in sign
    assert "9999" not in sign


def test_staff_open_it_at_the_desk_and_are_asked_to_until_they_did(world: World) -> None:
    desk = Client()
    desk.force_login(world.clerk)
    assert "Zet de vaste vraag" in desk.get("/balie/").content.decode()
    address = f"/balie/vaste-vraag/{world.body.slug}/"
    said = {"key": "k1", "contact": world.contact.pk, "decider": world.executive.pk, "working_days": "0",
            "adopted_by": world.executive.pk, "adopted_on": clock.today().isoformat()}  # fmt: skip
    assert desk.get(address).status_code == 200
    assert desk.post(address, said).status_code == 422
    done = go_on(desk, address, {**said, "working_days": "8"}, follow=True)
    assert "De vaste vraag staat open" in done.content.decode()
    assert "9999" not in done.content.decode()
    assert "Trek dit proces in" not in done.content.decode()
    assert RoomStatement.objects.get().reply_within == 8
    assert "Zet de vaste vraag" not in desk.get("/balie/").content.decode()
    assert desk.get(address).status_code == 302


def test_the_opening_page_is_for_the_desk_of_that_body(world: World) -> None:
    other = make_world("emmen")
    stranger = Client()
    stranger.force_login(other.clerk)
    assert stranger.get(f"/balie/vaste-vraag/{world.body.slug}/").status_code == 404
    assert Client().get(f"/balie/vaste-vraag/{world.body.slug}/").status_code == 404


def test_the_pages_of_the_wizard_show_it_without_days(world: World, question: Process) -> None:
    desk = Client()
    desk.force_login(world.officer)
    for page in ("", "onderwerp/", "keuze/", "speelruimte/", "rondes/", "controle/"):
        shown = desk.get(f"/balie/processen/{question.slug}/{page}")
        assert shown.status_code == 200, page
        assert "9999" not in shown.content.decode(), page
    desk.post(f"/balie/processen/{question.slug}/doe/versie/", {"key": "v"})
    form = desk.get(f"/balie/processen/{question.slug}/speelruimte/").content.decode()
    assert "Binnen hoeveel werkdagen antwoordt u?" in form
    assert "Wanneer valt het besluit?" not in form


def test_a_row_that_was_made_for_handed_over_words_is_the_one_that_opens(world: World, officer: Actor) -> None:
    with transaction.atomic():
        waiting = standing_row(world.body, world.contact)
    assert process_state(waiting, clock.now()) is ProcessState.DRAFT
    opened = open_standing(tenant=world.body, facts=facts(world), actor=officer, key=None)
    assert opened == waiting
    assert Round.objects.get(process=waiting).endless


def test_an_ordinary_question_keeps_its_own_level_and_dates(world: World, officer: Actor) -> None:
    ordinary = processes.create_process(
        tenant=world.body, framework=world.framework, facts=process_facts(world), actor=officer, key=None
    )
    room = make_room(world, ordinary)
    assert (room.level, room.reply_within, ordinary.standing) == (Level.ADVISE, None, False)
