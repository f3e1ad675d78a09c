"""What was sent by mistake is called back: while nobody read it and no mail went, and all is as it was before."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Answer, Contribution, Giver, Landing, Objection
from brink.domain.contributions.services import bundling, landing, objecting, recalling, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Content, Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer as vote
from brink.instruments.dialogue.services.body_answers import answer_statements
from brink.instruments.dialogue.services.statements import plant_seeds

pytestmark = pytest.mark.django_db
STAFF = Actor(role="clerk")
FIRST, WRONG = "Dat mag niet van de wet.", "Dit is de verkeerde tekst."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str = "Een bus.") -> Receipt:
    words = Words(kind="idea", text=text, email=f"{abs(hash(text))}@voorbeeld.invalid")
    return give(round=round, words=words, actor=RESIDENT, key=None)


def lay(process: Process, reason: str, *voices: Receipt, why: str = "") -> Answer:
    rows = [one.contribution for one in voices]
    return landing.land(
        process=process, draft=AnswerDraft("outside", reason), contributions=rows, change_reason=why, actor=STAFF
    )


def trail(receipt: Receipt) -> str:
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    return client.get("/volg/pad/").content.decode()


def everything() -> list[object]:
    """Everything that sending changes, as data; nothing may be left of it."""
    return [
        list(Contribution.objects.order_by("pk").values()),
        list(Landing.objects.order_by("pk").values()),
        list(Answer.objects.order_by("pk").values()),
        list(Objection.objects.order_by("pk").values()),
        list(Giver.objects.order_by("pk").values("pk", "erase_after")),
        list(Statement.objects.order_by("pk").values("pk", "told")),
    ]


def mails() -> list[str]:
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        notify()
    return [one.body for one in mail.outbox]


def test_called_back_is_as_never_sent(round: Round) -> None:
    """Of a first answer, one in place of a read one, one after "klopt niet", one after "klopt": nothing is left."""
    process, first, again, wrong, right = round.process, *(say(round, text) for text in "abcd")
    lay(process, FIRST, again, wrong, right)
    replying.send(process=process, actor=STAFF)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        objecting.object_to(contribution=wrong.contribution, code=wrong.code, text="Dat klopt niet.")
        self_service.confirm(contribution=right.contribution, code=right.code, key=None)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        other = bundling.make(process=process, title="Bus", contributions=[again.contribution], actor=STAFF)
        lay(process, WRONG, first)
        lay(process, WRONG, again, wrong, right, why="Wij lazen niet goed.")
        before = everything()
        assert replying.send(process=process, actor=STAFF) == 4
        assert everything() != before
        assert recalling.call_back(process=process, actor=STAFF) == 4
        assert everything() == before
        assert other.pk
        assert WRONG not in "".join(trail(one) for one in (first, again, wrong, right))
        assert FIRST in trail(again)
        # Sent anew it reaches everybody, and it is told once.
        assert replying.send(process=process, actor=STAFF) == 4
    entries = list(Entry.objects.filter(kind__startswith="answers.").order_by("id").values_list("kind", "public"))
    assert entries == [(f"answers.{name}", True) for name in ("sent", "sent", "called_back", "sent")]


def test_no_mail_goes_out_of_what_was_called_back_however_often_it_was_gathered(round: Round) -> None:
    voice = say(round)
    lay(round.process, WRONG, voice)
    replying.send(process=round.process, actor=STAFF)
    gather()
    assert News.objects.count() == 1
    recalling.call_back(process=round.process, actor=STAFF)
    assert mails() == []
    replying.send(process=round.process, actor=STAFF)
    gather()
    assert (len(mails()), News.objects.count()) == (1, 1)


def test_whoever_opened_the_page_keeps_the_answer(round: Round) -> None:
    one, other = say(round, "a"), say(round, "b")
    lay(round.process, WRONG, one)
    lay(round.process, WRONG, other)
    replying.send(process=round.process, actor=STAFF)
    assert WRONG in trail(one)
    assert recalling.call_back(process=round.process, actor=STAFF) == 1
    assert (WRONG in trail(one), WRONG in trail(other)) == (True, False)
    with pytest.raises(NotNow, match="hebben het al gelezen"):
        recalling.call_back(process=round.process, actor=STAFF)


def test_it_is_too_late_after_ten_minutes_and_nothing_is_noted_of_readers_then(round: Round) -> None:
    voice = say(round)
    lay(round.process, WRONG, voice)
    replying.send(process=round.process, actor=STAFF)
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        with pytest.raises(NotNow, match="tien minuten"):
            recalling.call_back(process=round.process, actor=STAFF)
        assert WRONG in trail(voice)
    assert Answer.objects.get().opened_at is None


def test_what_is_told_of_a_dialogue_goes_back_too(world: World) -> None:
    round = make_round(make_process(world), "dialogue", settings={"seeds": ["Een bus."]})
    plant_seeds(round, ["Een bus."])
    receipt = vote(round=round, token="t" * 32, answers={Statement.objects.get().pk: 1}).receipt
    now = clock.now()
    Round.objects.filter(pk=round.pk).update(closes_at=now, closed_at=now)
    round.refresh_from_db()
    answer_statements(round=round, statements=[Statement.objects.get()], draft=AnswerDraft("outside", WRONG),
                      actor=STAFF)  # fmt: skip
    landing.land_round(round=round, reason="Zie elk antwoord hieronder.", actor=STAFF)
    before = everything()
    replying.send(process=round.process, actor=STAFF)
    assert Statement.objects.get().told
    recalling.call_back(process=round.process, actor=STAFF)
    assert everything() == before
    assert receipt is not None
    assert WRONG not in trail(receipt)


def test_the_desk_sees_till_when_and_presses_once(world: World, round: Round) -> None:
    voice, desk = say(round), Client()
    desk.force_login(world.clerk)
    lay(round.process, WRONG, voice)
    address = f"/balie/antwoorden/{round.process.slug}/"
    assert "Haal de antwoorden terug" not in desk.get(address).content.decode()
    replying.send(process=round.process, actor=STAFF)
    assert "Haal de antwoorden terug" in desk.get(address).content.decode()
    for _press in range(2):
        assert desk.post(f"{address}terughalen/", {"key": "sleutel-van-zestien"}).status_code == 302
    assert Entry.objects.filter(kind="answers.called_back").count() == 1
    assert "Haal de antwoorden terug" not in desk.get(address).content.decode()


def test_the_log_takes_back_what_it_showed_of_an_answer_that_was_called_back(round: Round) -> None:
    """Else a check of an export would miss, for ever, a row that nobody may read any more."""
    made = lay(round.process, WRONG, say(round))
    replying.send(process=round.process, actor=STAFF)
    shown = Content.objects.filter(table__in=("contributions.answer", "contributions.landing"), shown=True)
    assert set(shown.values_list("row_id", flat=True)) == {made.pk, *made.landings.values_list("pk", flat=True)}
    recalling.call_back(process=round.process, actor=STAFF)
    assert not shown.exists()
    assert Content.objects.filter(row_id=made.pk, shown=False).exists()
