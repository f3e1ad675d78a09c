"""Wist u waarover u kon meepraten: asked once under each code, told from ten people on, and never needed (H15)."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Clarity, Clear
from brink.domain.contributions.queries.clarity import clarity_facts, final_clarity, told_clarity
from brink.domain.contributions.services.clarity import say_clear
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.contributions.tests.test_standing import opened, speak
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow

pytestmark = pytest.mark.django_db
ASKED = "Wist u waarover u kon meepraten?"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.", **fields: object) -> Receipt:
    words = Words(kind="idea", text=text, **fields)  # type: ignore[arg-type]
    return give(round=round, words=words, actor=RESIDENT, key=None)


def browser(code: str) -> Client:
    client = Client()
    client.post("/volg/", {"code": code})
    return client


def answers(round: Round, yes: int, no: int) -> None:
    for number in range(yes + no):
        given = say(round, f"Een bus, zegt {number}.")
        say_clear(contribution=given.contribution, code=given.code, answer="yes" if number < yes else "no")


def desk(world: World, process: Process) -> str:
    client = Client()
    client.force_login(world.officer)
    return client.get(f"/balie/processen/{process.slug}/").content.decode()


def test_it_is_asked_once_and_counted_once(round: Round) -> None:
    given = say(round)
    client = browser(given.code)
    page = client.get("/volg/pad/").content.decode()
    form = page.split('action="/volg/duidelijk/"', 1)[1].split("</form>", 1)[0]
    sent = dict(re.findall(r'<input type="hidden" name="(voice|key)" value="([^"]+)"', form))
    nothing = client.post("/volg/duidelijk/", sent)
    assert (nothing.status_code, "Kies ja, voor een deel, of nee." in nothing.content.decode()) == (422, True)
    for _press in range(2):
        assert client.post("/volg/duidelijk/", {**sent, "answer": "partly"})["Location"] == "/volg/pad/"
    assert [one.said for one in Clarity.objects.all()] == [Clear.PARTLY]
    assert ASKED not in client.get("/volg/pad/").content.decode()
    other = client.post("/volg/duidelijk/", {**sent, "key": "another", "answer": "yes"})
    assert other.status_code == 409
    assert "U heeft dit al gezegd" in other.content.decode()
    assert not Entry.objects.get(kind="clarity.said").public


def test_the_database_keeps_one_answer_a_code(round: Round) -> None:
    given = say(round)
    say_clear(contribution=given.contribution, code=given.code, answer="no")
    row = Clarity.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clarity.objects.create(
            tenant_id=row.tenant_id, created_at=clock.now(), contribution=row.contribution, process=row.process,
            said="yes",
        )  # fmt: skip


def test_only_the_giver_says_it_and_only_what_is_asked(round: Round) -> None:
    given = say(round, broker_name="Buur", consent_broker=True)
    with pytest.raises(NotAllowed):
        say_clear(contribution=given.contribution, code=given.broker_code, answer="yes")
    assert ASKED not in browser(given.broker_code).get("/volg/pad/").content.decode()
    with pytest.raises(BadInput):
        say_clear(contribution=given.contribution, code=given.code, answer="perhaps")


def test_the_standing_question_is_about_anything_and_asks_it_not(world: World) -> None:
    given = speak(opened(world))
    assert ASKED not in browser(given.code).get("/volg/pad/").content.decode()
    with pytest.raises(NotNow):
        say_clear(contribution=given.contribution, code=given.code, answer="yes")


def test_nine_people_are_told_to_nobody_and_ten_to_the_desk(world: World, round: Round) -> None:
    answers(round, 9, 0)
    assert "Wisten mensen" not in desk(world, round.process)
    answers(round, 11, 0)
    page = desk(world, round.process)
    assert "20 mensen: ja: 20" in page
    assert "Minder dan 80 procent" not in page


def test_the_owner_hears_when_it_was_not_clear(world: World, round: Round) -> None:
    answers(round, 11, 10)
    assert "21 mensen: ja: 11, nee: 10. Minder dan 80 procent wist het." in desk(world, round.process)


def test_a_few_are_never_found_by_subtracting() -> None:
    told = told_clarity({"yes": 30, "no": 2})
    assert told is not None
    assert (told.total, told.parts) == (32, (("in kleine aantallen verdeeld", 32),))
    assert told_clarity({"yes": 5, "no": 4}) is None


def test_the_result_says_it_and_stands_still(world: World, round: Round) -> None:
    answers(round, 12, 10)
    assert final_clarity(round.process) is None
    Process.objects.filter(pk=round.process_id).update(decided_at=clock.now(), answered_at=clock.now())
    process = Process.objects.annotate(**clarity_facts()).get()
    told = final_clarity(process)
    assert told is not None
    assert told.total == 22
    page = Client().get(f"/processen/{process.slug}/").content.decode()
    assert re.search(r"Wisten mensen waarover zij konden meepraten\? 22 mensen.*ja: 12, nee: 10", page, re.DOTALL)
    given = say_later(round)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        say_clear(contribution=given.contribution, code=given.code, answer="no")
    assert final_clarity(Process.objects.annotate(**clarity_facts()).get()) == told


def say_later(round: Round) -> Receipt:
    """Give words in a question that is answered: only the count matters here."""
    Process.objects.update(answered_at=None)
    given = say(round, "Nog iets.")
    Process.objects.update(answered_at=clock.now())
    return given


def test_withdrawn_words_keep_counting(round: Round) -> None:
    given = say(round)
    say_clear(contribution=given.contribution, code=given.code, answer="yes")
    withdraw(contribution=given.contribution, code=given.code)
    assert Clarity.objects.count() == 1
