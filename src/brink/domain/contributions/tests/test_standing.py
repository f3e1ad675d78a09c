"""Voices on the standing question: each has its own due day, its own answer, and the same code when passed on."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.path import path_of, read
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import deadlines, handover, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.states import ContributionState
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_round
from brink.foundation import clock
from brink.foundation.visibility import Role, Viewer

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
REFUSED = AnswerDraft("outside", "Dat is niet aan ons, maar aan het Rijk.")


@pytest.fixture
def world() -> World:
    return make_world()


def opened(world: World, days: int = 10) -> Process:
    facts = StandingFacts(world.contact, world.executive, world.executive, clock.today(), days)
    return open_standing(tenant=world.body, facts=facts, actor=SYSTEM, key=None)


def speak(process: Process, text: str = "De bus rijdt niet op zondag.") -> Receipt:
    return give(round=standing_round(process), words=Words(kind="idea", text=text), actor=RESIDENT, key=None)


def test_a_voice_is_due_so_many_working_days_after_its_own_day(world: World) -> None:
    with clock.frozen(FRIDAY):
        question = opened(world)
        # 5, 14 and 15 May 2026 are no working days.
        assert speak(question).contribution.reply_due_on == date(2026, 5, 20)
    with clock.frozen(FRIDAY.replace(day=4)):
        assert speak(question).contribution.reply_due_on == date(2026, 5, 21)
        deadlines.reset_due(process=question, actor=SYSTEM)
    assert [one.reply_due_on.day for one in Contribution.objects.order_by("created_at")] == [20, 21]


def test_the_follow_page_promises_that_day_and_no_decision(world: World) -> None:
    with clock.frozen(FRIDAY):
        receipt = speak(opened(world))
        path = path_of(read(receipt.code)[0], today=clock.today())
    assert "uiterlijk woensdag 20 mei" in path.now
    assert [stop.kind for stop in path.stops if stop.state == "ahead"] == ["reply"]


def test_a_voice_is_answered_while_the_question_stays_open(world: World) -> None:
    question = opened(world)
    first, second = speak(question), speak(question, "Er staat een lege school.")
    landing.land(process=question, draft=REFUSED, contributions=[first.contribution], actor=SYSTEM)
    replying.send(process=question, actor=SYSTEM)
    states = [path_of(read(one.code)[0], today=clock.today()).state for one in (first, second)]
    assert states == [ContributionState.REPLIED, ContributionState.RECEIVED]
    speak(question, "En nog iets.")


def test_the_queue_does_not_ask_to_bundle_what_is_answered_one_by_one(world: World) -> None:
    question = opened(world)
    speak(question)
    viewer = Viewer(roles=frozenset({(world.body.pk, Role.OFFICER)}))
    assert [one.key for one in desk_items(viewer) if ".bundle." in one.key] == []


def test_words_passed_on_without_a_question_land_on_the_standing_one_under_the_same_code(world: World) -> None:
    other = make_world("emmen")
    voice = give(
        round=make_round(make_process(world)), words=Words(kind="idea", text="Een bankje."), actor=RESIDENT, key=None
    )
    said = {"to_body": other.body, "reason": "Emmen gaat over deze weg.", "receiver": "het gebiedsteam"}
    with clock.frozen(FRIDAY):
        handover.hand_over(contribution=voice.contribution, **said, actor=SYSTEM)
    copy = Contribution.objects.get(tenant=other.body)
    assert (copy.process.standing, copy.process.room_published_at, copy.round) == (True, None, None)
    assert copy.reply_due_on == date(2026, 5, 20)
    question = opened(other)
    assert question == copy.process
    again = give(round=make_round(make_process(world, "water")), words=Words(kind="idea", text="Nog een."),
                 actor=Actor(None, "resident"), key=None)  # fmt: skip
    handover.hand_over(contribution=again.contribution, **said, actor=SYSTEM)
    second = Contribution.objects.get(tenant=other.body, text="Nog een.")
    assert (second.process, second.round) == (question, standing_round(question))
    assert {row.contribution for row in read(again.code)} == {again.contribution, second}


def test_the_upgrade_turns_the_invented_place_into_the_standing_question_with_its_voices(world: World) -> None:
    """What version dd01c66 left behind: a process named binnengekomen-..., with voices that have no round."""
    old = make_process(world, f"binnengekomen-{world.body.slug}", room=False, participation=False, ground="Van buiten.")
    round = make_round(make_process(world, "wonen"))
    receipt = give(round=round, words=Words(kind="idea", text="Een bankje."), actor=RESIDENT, key=None)
    Contribution.objects.filter(pk=receipt.contribution.pk).update(process=old, round=None)
    rules = import_module("brink.domain.processes.migrations.0006_standing_rules")
    editor = connection.schema_editor()
    rules.allow(apps, editor)
    rules.turn(apps, None)
    rules.forbid(apps, editor)
    old.refresh_from_db()
    assert (old.standing, old.title, old.room_published_at) == (True, "Wat moeten wij weten?", None)
    assert opened(world) == old
    assert [row.contribution.process for row in read(receipt.code)] == [old]
    assert Round.objects.get(process=old).endless
