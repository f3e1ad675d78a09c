"""What people see of a round of meetings: ask, say, read what became of it; and a report that waits for that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import go_on

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words
from brink.domain.gatherings.models import Gathering, Kind, Presence
from brink.domain.gatherings.services import ReportFacts, publish_report
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Event, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.instruments.meetings.models import Spoken, Stance
from brink.instruments.meetings.outcome import make_outcome
from brink.instruments.meetings.round_settings import SAID
from brink.instruments.meetings.services import give_words

BASE = "/processen/wonen/ronde-1/bijeenkomsten/"
KEY = "sleutel-van-zestien-en-meer"
OFFICER = Actor(role="officer")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world), "meetings")


@pytest.fixture
def hall(round: Round) -> Gathering:
    now = clock.now()
    event = Event.objects.create(
        tenant=round.tenant, created_at=now, process=round.process, round=round, title="Drenthe in Debat",
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1), venue="Dorpshuis",
    )  # fmt: skip
    return Gathering.objects.create(tenant=round.tenant, created_at=now, event=event, kind=Kind.DEBATE)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _ask(hall: Gathering, words: str = "Wanneer rijdt de bus weer?") -> Contribution:
    form = {"key": KEY, "text": words, "publicity": "pseudonym", "gathering": str(hall.pk)}
    sent = Client().post(f"{BASE}vraag/", form, follow=True)
    assert sent.status_code == 200
    assert "Uw bonnetje" in text(sent)
    return Contribution.objects.get(text=words)


def test_d08_a_debate_yields_words_with_a_code_whose_giver_reads_what_became_of_them(
    world: World, hall: Gathering
) -> None:
    voice = _ask(hall)
    said = {"key": f"{KEY}2", "text": "Wij willen hier blijven.", "publicity": "pseudonym", "stance": "for"}
    assert Client().post(f"{BASE}zeggen/", said).status_code == 302
    page = text(Client().get(BASE))
    assert "Wanneer rijdt de bus weer?" in page
    assert "Wij willen hier blijven." in page
    assert "Drenthe in Debat" in page
    desk = Client()
    desk.force_login(world.officer)
    assert "Wanneer rijdt de bus weer?" in text(desk.get(f"{BASE}balie/"))
    where = f"{BASE}balie/{voice.pk}/"
    version = re.search(r'name="version" value="([^"]+)"', desk.get(where).content.decode())
    assert version is not None
    form = {"key": f"{KEY}3", "version": version[1], "handling": "answered", "text": "De bus rijdt vanaf mei."}
    assert desk.post(where, {**form, "text": ""}).status_code == 422
    assert go_on(desk, where, form).status_code == 302
    assert "Ter plekke beantwoord. De bus rijdt vanaf mei." in text(Client().get(BASE))


def test_a_report_waits_for_what_became_of_each_question(world: World, hall: Gathering) -> None:
    voice = _ask(hall)
    Presence.objects.create(
        tenant=world.body, created_at=clock.now(), gathering=hall, person=world.contact, role="officer",
        attendance="present",
    )  # fmt: skip
    facts = ReportFacts("Er is gepraat over de bus.", "Notulen", "Griffie")
    with pytest.raises(BadInput, match="Bij 1 vraag staat nog niet wat ermee is gedaan"):
        publish_report(gathering=hall, facts=facts, actor=OFFICER, key=None)
    told = {"handling": "later", "handling_text": "Volgt in mei.", "handled_at": clock.now()}
    Spoken.objects.filter(contribution=voice).update(**told)
    publish_report(gathering=hall, facts=facts, actor=OFFICER, key=None)
    assert "Er is gepraat over de bus." in text(Client().get(f"/agenda/{hall.event_id}/"))


def test_a_question_that_was_taken_back_holds_no_report_back(world: World, hall: Gathering) -> None:
    voice = _ask(hall)
    Contribution.objects.filter(pk=voice.pk).update(withdrawn_at=clock.now(), text="")
    Presence.objects.create(
        tenant=world.body, created_at=clock.now(), gathering=hall, person=world.contact, role="officer",
        attendance="present",
    )  # fmt: skip
    facts = ReportFacts("Er is gepraat over de bus.", "Notulen", "Griffie")
    publish_report(gathering=hall, facts=facts, actor=OFFICER, key=None)
    assert hall.reports.count() == 1


def test_a_form_that_stops_keeps_what_was_typed(hall: Gathering) -> None:
    form = {"key": KEY, "text": "Bel mij op 06 12345678", "publicity": "pseudonym"}
    asked = Client().post(f"{BASE}zeggen/", form)
    assert "Klopt dit?" in text(asked)
    assert "06 12345678" in asked.content.decode()
    assert not Contribution.objects.exists()
    assert Client().post(f"{BASE}zeggen/", {**form, "seen": "gezien"}).status_code == 302


def test_the_same_words_twice_are_one_and_a_closed_round_takes_none(round: Round, hall: Gathering) -> None:
    _ask(hall)
    _ask(hall)
    assert Spoken.objects.get().gathering_id == hall.pk
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    sent = Client().post(f"{BASE}vraag/", {"key": f"{KEY}9", "text": "Nog iets.", "publicity": "pseudonym"})
    assert sent.status_code == 422
    assert "Deze ronde is niet open." in text(sent)
    assert "Nog iets." in sent.content.decode()


def test_each_side_is_counted_and_a_few_are_never_found(round: Round) -> None:
    def say(stance: Stance, number: int) -> None:
        for one in range(number):
            words = Words(kind=SAID, text=f"Zo denk ik erover: {stance} {one}.")
            give_words(round=round, words=words, stance=stance, actor=RESIDENT, key=None)

    def told() -> list[str]:
        return [one.text for one in make_outcome(round).findings if one.key.startswith("side-")]

    say(Stance.FOR, 12)
    say(Stance.AGAINST, 10)
    assert told() == ["12 mensen zijn voor.", "10 mensen zijn tegen."]
    # Three beside them would be found by subtracting, so the smaller of the two goes too.
    say(Stance.NEUTRAL, 3)
    assert told() == ["12 mensen zijn voor."]
    say(Stance.NEUTRAL, 8)
    assert told() == ["12 mensen zijn voor.", "11 mensen zijn niet voor en niet tegen.", "10 mensen zijn tegen."]
