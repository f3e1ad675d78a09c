"""What ends otherwise than was said: a stopped question, a meeting called off, a longer round, words that come back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.formats import date_format
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import go_on

from brink.domain.contributions.models import Contribution, HandOver, Landing
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import handover, landing, objecting, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.deadlines import working_days_after
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.notifications.topics import sentence
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.processes import mark_answered, withdraw_process
from brink.domain.processes.services.progress_notes import note_standing
from brink.domain.processes.services.rounds import extend_round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event, plan_event
from brink.domain.processes.states import ProcessState, process_state
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role, Viewer

pytestmark = pytest.mark.django_db
WHY = "De raad heeft geen geld voor de bus."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: object) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **fields), actor=RESIDENT, key=None)  # type: ignore[arg-type]


def stop(process: Process, reason: str = WHY) -> Process:
    return withdraw_process(process=process, reason=reason, actor=SYSTEM, key=None)


def trail(receipt: Receipt) -> str:
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    return client.get("/volg/pad/").content.decode()


def queue(world: World) -> list[str]:
    viewer = Viewer(account_id=world.officer.pk, roles=frozenset({(world.body.pk, Role.OFFICER)}))
    return [item.title for item in desk_items(viewer)]


def letters() -> list[tuple[str, str]]:
    """Mail what there is to tell, without waiting till it settled, and return all mails so far."""
    gather()
    News.objects.update(due_at=clock.now())
    notify()
    return [(one.to[0], one.body) for one in mail.outbox]


def test_whoever_spoke_hears_that_the_question_was_stopped_the_same_day(round: Round) -> None:
    say(round, email="gever@voorbeeld.invalid", broker_name="Jan", broker_email="jan@voorbeeld.invalid",
        consent_broker=True)  # fmt: skip
    stop(round.process)
    told = letters()
    assert sorted(to for to, _body in told) == ["gever@voorbeeld.invalid", "jan@voorbeeld.invalid"]
    assert all(sentence("stopped") in body and WHY not in body for _to, body in told)


def test_the_trail_says_why_and_names_no_day_that_cannot_come(world: World, round: Round) -> None:
    receipt, room = say(round), round.process.rooms.get()
    decision = date_format(room.decision_on, "j F Y")
    assert decision in trail(receipt)
    stop(round.process)
    page = trail(receipt)
    assert "De vraag is gestopt" in page
    assert f"Reden: {WHY}" in page
    assert "Provinciale Staten besluit" not in page
    for day in (room.decision_on, room.reply_on):
        assert date_format(day, "j F") not in page
    due = working_days_after(clock.today(), 10)
    assert Contribution.objects.get().reply_due_on == due
    assert f"U hoort uiterlijk {date_format(due, 'l j F')}" in page


def test_it_stays_in_the_queue_till_everybody_has_an_answer(world: World, round: Round) -> None:
    receipts = [say(round, f"Bus {number}.") for number in range(3)]
    landing.land(process=round.process, draft=AnswerDraft("outside", "Dat mag niet van de wet."),
                 contributions=[receipts[0].contribution], actor=SYSTEM)  # fmt: skip
    process = stop(round.process)
    assert queue(world) == ["1 antwoord ligt klaar", "De vraag is gestopt: 2 mensen wachten op antwoord"]
    with pytest.raises(NotNow, match="2 stemmen hebben nog geen antwoord"):
        mark_answered(process=process, actor=SYSTEM, key=None)
    answer = landing.land_stopped(process=process, reason=WHY, actor=SYSTEM)
    assert Landing.objects.filter(answer=answer, current=True).count() == 3, "what lay ready spoke of a decision"
    with pytest.raises(NotNow, match="nog niet zijn verstuurd"):
        mark_answered(process=process, actor=SYSTEM, key=None)
    assert replying.send(process=process, actor=SYSTEM) == 3
    done = mark_answered(process=process, actor=SYSTEM, key=None)
    assert process_state(done, clock.now()) is ProcessState.WITHDRAWN_ANSWERED
    assert queue(world) == []
    page = trail(receipts[0])
    assert "Dit is ermee gedaan: de vraag is gestopt" in page
    assert "Dat mag niet van de wet." not in page


def test_the_desk_answers_everybody_of_a_stopped_question_in_one_go(world: World, round: Round) -> None:
    say(round)
    stop(round.process)
    client = Client()
    client.force_login(world.officer)
    address = f"/balie/antwoorden/{round.process.slug}/"
    assert WHY in client.get(address).content.decode()
    empty = client.post(f"{address}gestopt/", {"key": "sleutel-van-zestien", "reason": ""})
    assert empty.status_code == 422
    client.post(f"{address}gestopt/", {"key": "sleutel-van-zestien", "reason": WHY})
    go_on(client, f"{address}versturen/", {"key": "sleutel-van-zestien-2"})
    assert Landing.objects.get(holds=True).answer.outcome == "stopped"
    go_on(client, f"/balie/processen/{round.process.slug}/doe/terugkoppelen/", {"key": "sleutel-van-zestien-3"})
    assert Process.objects.get().answered_at is not None


@pytest.mark.parametrize("way", ["no reason", "decided", "twice", "not stopped"])
def test_a_wrong_stop_is_one_plain_sentence(round: Round, way: str) -> None:
    process, voice = round.process, say(round)
    if way == "no reason":
        with pytest.raises(BadInput, match="Schrijf op waarom"):
            stop(process, "  ")
    elif way == "decided":
        Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
        with pytest.raises(NotNow, match="Er is al besloten"):
            stop(process)
    elif way == "twice":
        stop(process)
        with pytest.raises(NotNow, match="al gestopt"):
            stop(process, "Iets anders.")
        assert Process.objects.get().withdrawn_reason == WHY
    else:
        with pytest.raises(NotNow, match="niet gestopt"):
            landing.land_stopped(process=process, reason=WHY, actor=SYSTEM)
        with pytest.raises(BadInput, match="alleen bij een vraag die is gestopt"):
            landing.land(process=process, draft=AnswerDraft("stopped", WHY), contributions=[voice.contribution],
                         actor=SYSTEM)  # fmt: skip


def test_no_decision_is_published_in_a_stopped_question(round: Round) -> None:
    stop(round.process)
    process = Process.objects.get(pk=round.process_id)
    assert "Deze vraag is gestopt. Er wordt niets meer over besloten." in [
        one.message for one in findings(Step.DECIDE, process)
    ]


def test_the_database_lets_nothing_be_decided_or_answered_out_of_order(round: Round) -> None:
    now, rows = clock.now(), Process.objects.filter(pk=round.process_id)
    for fields in ({"withdrawn_at": now, "withdrawn_reason": WHY, "decided_at": now}, {"answered_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_a_stopped_question_takes_no_more_words_and_says_so(round: Round) -> None:
    page = f"/processen/{round.process.slug}/"
    stop(round.process)
    with pytest.raises(NotNow, match="Deze vraag is gestopt"):
        say(round)
    html = Client().get(page).content.decode()
    assert "Deze vraag is gestopt op" in html
    assert "Doe nu mee" not in html
    room = round.process.rooms.get()
    for day in (room.decision_on, room.reply_on):
        assert date_format(day, "j F Y") not in html
    feed = Client().get(f"{page}agenda.ics").content.decode()
    # That one could take part since yesterday happened, and stays.
    assert feed.count("STATUS:CANCELLED") == feed.count("BEGIN:VEVENT") - 1
    sign = Client().get(f"{page}wegwijzer/").content.decode()
    assert "De vraag is gestopt" in sign
    assert date_format(room.decision_on, "j F") not in sign


def test_who_waits_hears_again_every_six_weeks(round: Round) -> None:
    say(round, email="gever@voorbeeld.invalid")
    stop(round.process)
    start = clock.now()
    letters()
    with clock.frozen(start + timedelta(days=1)):
        assert note_standing() == 0
    with clock.frozen(start + timedelta(weeks=6, minutes=1)):
        assert note_standing() == 1
        mail.outbox.clear()
        assert [sentence("stands_stopped") in body for _to, body in letters()] == [True]


def meeting(world: World, process: Process) -> EventFacts:
    start = clock.now() + timedelta(days=9)
    return EventFacts("Inloopavond", start, start + timedelta(hours=2), "Dorpshuis", world.village)


def test_who_spoke_hears_that_a_meeting_moves_or_is_called_off(world: World, round: Round) -> None:
    receipt, process = say(round, email="gever@voorbeeld.invalid"), round.process
    facts = meeting(world, process)
    event = plan_event(tenant=world.body, process=process, facts=facts, actor=SYSTEM, key=None)
    assert letters() == []
    more = EventFacts(facts.title, facts.starts_at, facts.ends_at, facts.venue, facts.area, "Er is koffie.")
    change_event(event=event, facts=more, actor=SYSTEM, key=None)
    assert letters() == [], "another note is no news"
    later = EventFacts(facts.title, facts.starts_at + timedelta(days=1), facts.ends_at + timedelta(days=1), "School")
    change_event(event=event, facts=later, actor=SYSTEM, key=None)
    assert sentence("event_moved") in letters()[-1][1]
    assert "Verplaatst: Inloopavond" in trail(receipt)
    cancel_event(event=event, reason="De zaal is te klein.", actor=SYSTEM, key=None)
    assert sentence("event_off") in letters()[-1][1]
    page = trail(receipt)
    assert "Gaat niet door: Inloopavond" in page
    assert "De zaal is te klein." in page
    assert "De zaal is te klein." in Client().get(f"/processen/{process.slug}/").content.decode()


def test_the_meetings_of_a_stopped_question_are_called_off(world: World, round: Round) -> None:
    receipt, process = say(round), round.process
    plan_event(tenant=world.body, process=process, facts=meeting(world, process), actor=SYSTEM, key=None)
    stop(process)
    assert process.events.get().cancelled_at is not None
    assert "Gaat niet door: Inloopavond" in trail(receipt)


def test_who_spoke_hears_that_the_round_lasts_longer(round: Round) -> None:
    receipt = say(round, email="gever@voorbeeld.invalid")
    extend_round(round=round, closes_on=clock.today() + timedelta(days=40), reason="Het was vakantie.", actor=SYSTEM,
                 key=None)  # fmt: skip
    assert sentence("longer") in letters()[-1][1]
    assert "Het was vakantie." in trail(receipt)


@pytest.fixture
def passed(round: Round) -> tuple[Receipt, World, HandOver]:
    receipt, other = say(round, email="gever@voorbeeld.invalid"), make_world("emmen", "municipality")
    made = handover.hand_over(contribution=receipt.contribution, to_body=other.body, receiver="Team Vervoer",
                                reason="De gemeente gaat over de bus.", actor=SYSTEM)  # fmt: skip
    return receipt, other, made


def give_back(made: HandOver, reason: str = "De bus is toch van de provincie.") -> HandOver:
    return handover.give_back(contribution=Contribution.objects.get(pk=made.copy_id), reason=reason, actor=SYSTEM)


def test_words_that_are_refused_go_back_and_the_giver_keeps_an_answer(
    world: World, passed: tuple[Receipt, World, HandOver]
) -> None:
    receipt, other, made = passed
    letters()
    give_back(made)
    assert sentence("came_back") in letters()[-1][1]
    assert queue(other) == []
    assert queue(world) == ["1 bijdrage kwam terug van een andere overheid"]
    page = trail(receipt)
    assert f"Teruggegeven door {other.body.told}" in page
    assert "De bus is toch van de provincie." in page
    assert "De gemeente gaat over de bus." in page
    voice = Contribution.objects.get(pk=receipt.contribution.pk)
    refusal = AnswerDraft("outside", "Daar is nu geen geld voor.")
    landing.land(process=voice.process, draft=refusal, contributions=[voice], actor=SYSTEM)
    assert "Daar is nu geen geld voor." not in trail(receipt)
    assert queue(world) == ["1 antwoord ligt klaar"]
    replying.send(process=voice.process, actor=SYSTEM)
    assert "Daar is nu geen geld voor." in trail(receipt)
    assert queue(world) == []


def test_the_receiver_gives_back_from_the_desk(passed: tuple[Receipt, World, HandOver]) -> None:
    _receipt, other, made = passed
    client = Client()
    client.force_login(other.officer)
    page = client.get(f"/balie/inbreng/{made.copy_id}/").content.decode()
    assert "De gemeente gaat over de bus." in page, "the receiver reads who passed it on, and why"
    sent = {"key": "sleutel-van-zestien", "reason": "De bus is toch van de provincie."}
    go_on(client, f"/balie/inbreng/{made.copy_id}/teruggeven/", sent)
    assert HandOver.objects.get().refused_at is not None


def test_giving_back_wrongly_is_one_plain_sentence(passed: tuple[Receipt, World, HandOver]) -> None:
    receipt, other, made = passed
    with pytest.raises(BadInput):
        give_back(made, "")
    with pytest.raises(NotNow, match="kwamen niet van een andere overheid"):
        handover.give_back(contribution=receipt.contribution, reason="Dit is niet van ons.", actor=SYSTEM)
    give_back(made)
    with pytest.raises(NotNow, match="al teruggegeven"):
        give_back(made)
    with pytest.raises(NotNow, match="kwamen terug"):
        handover.hand_over(contribution=receipt.contribution, to_body=other.body, receiver="Team Vervoer",
                             reason="Toch nog een keer.", actor=SYSTEM)  # fmt: skip
    with pytest.raises(NotNow, match="nog geen antwoord"):
        objecting.object_to(contribution=receipt.contribution, code=receipt.code, text="Wie dan?")
