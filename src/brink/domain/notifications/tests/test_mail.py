"""Mail to givers: what, when, how often, to whom never; and the one press that ends it."""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import World, make_process, make_room, make_round, make_world

from brink.domain.contributions.models import Broker, Contribution, Giver
from brink.domain.contributions.services import (
    following,
    handover,
    landing,
    moderating,
    objecting,
    replying,
    retention,
    self_service,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.mail_topics import mail_topics
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor, record
from brink.domain.notifications.mailing import notify
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.domain.notifications.topics import sentence, telling
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.progress_notes import note_standing
from brink.foundation import clock

REFUSED = AnswerDraft("outside", "Daar gaat de provincie niet over.")
CLERK = Actor(role="clerk")
MAIL = "fatima@voorbeeld.invalid"
QUARTER = timedelta(minutes=16)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world), closes_at=clock.now() + timedelta(days=400))


@pytest.fixture
def start(round: Round) -> datetime:
    return clock.now() + timedelta(hours=1)


def say(round: Round, text: str = "Een geheime bus.", email: str = MAIL, **fields: Any) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, email=email, **fields), actor=RESIDENT, key=None)


def answer(process: Process, *receipts: Receipt, draft: AnswerDraft = REFUSED, **more: Any) -> None:
    voices = [receipt.contribution for receipt in receipts]
    landing.land(process=process, draft=draft, contributions=voices, actor=SYSTEM, **more)
    replying.send(process=process, actor=SYSTEM)


def sent_at(moment: datetime) -> int:
    with clock.frozen(moment):
        return notify()


def test_a_burst_of_acts_is_one_mail_once(round: Round, start: datetime) -> None:
    receipt = say(round)
    with clock.frozen(start):
        moderating.hold_for_moderation(contribution=receipt.contribution, reason="Even kijken.", actor=CLERK)
        answer(round.process, receipt)
        assert notify() == 0
    assert sent_at(start + QUARTER) == 1
    assert [sent_at(start + QUARTER * number) for number in (2, 3, 40)] == [0, 0, 0]
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == ([MAIL], "Er is nieuws over uw woorden")
    assert "U heeft antwoord. Uw woorden staan even niet op de site. Iemand kijkt ze na." in letter.body
    assert "Wij besloten wat er met uw woorden gebeurt" not in letter.body
    assert letter.body.count("/volg/") == 2


def test_a_mail_holds_no_words_no_names_no_reason_and_no_code(round: Round, start: datetime) -> None:
    receipt = say(round, publicity="named", public_name="Fatima", name="Fatima Bakker")
    with clock.frozen(start):
        moderating.hide(contribution=receipt.contribution, reason="Er stond een scheldwoord in.", actor=CLERK)
        answer(round.process, receipt)
    sent_at(start + QUARTER)
    letter = mail.outbox[0]
    whole = f"{letter.subject} {letter.body} {letter.extra_headers}"
    # One word of a code can be any Dutch word, also one of the mail; two beside each other are the code.
    code = receipt.code.split()
    pairs = [f"{one} {other}" for one, other in pairwise(code)]
    for secret in ("geheime", "Fatima", "Bakker", "scheldwoord", "provincie niet over", *pairs):
        assert secret not in whole, secret
    assert letter.message().get_content_type() == "text/plain"
    assert letter.from_email == "Brink <brink@voorbeeld.invalid>"


def test_words_with_the_same_address_share_a_mail(round: Round, start: datetime) -> None:
    receipts = [say(round, f"Een bus om {hour} uur.", MAIL.title() if hour % 2 else MAIL) for hour in range(5)]
    other = say(round, "Een brug.", "anders@voorbeeld.invalid")
    with clock.frozen(start):
        answer(round.process, *receipts, other)
    assert sent_at(start + QUARTER) == 2
    assert sorted(one.subject for one in mail.outbox) == [
        "Er is nieuws over uw woorden", "Er is nieuws over uw woorden in 5 bijdragen",
    ]  # fmt: skip


def test_each_kind_of_news_has_its_sentence(world: World, round: Round, start: datetime) -> None:
    """The journal alone tells: each act is followed by the sentence that belongs to it."""
    receipt = say(round)
    voice, process = receipt.contribution, round.process
    other = make_world("emmen", "municipality").body
    elsewhere = AnswerDraft("unusable", "Wij begrijpen dit idee niet.")

    def change() -> None:
        current = voice.landings.get(current=True).answer
        landing.change(answer=current, draft=elsewhere, change_reason="Wij lazen verkeerd.", actor=SYSTEM)

    def change_room() -> None:
        make_room(world, process, version=2, change_reason="Er is meer geld.")
        room = process.rooms.get(version=2)
        record(tenant_id=process.tenant_id, kind="room.changed", subject="roomstatement", subject_id=room.pk,
               actor=CLERK, data={"process": str(process.pk)})  # fmt: skip

    def hand_over() -> None:
        handover.hand_over(contribution=voice, to_body=other, reason="De gemeente gaat over de bus.",
                             receiver="Team Vervoer", actor=SYSTEM)  # fmt: skip

    acts = [
        (lambda: moderating.hide(contribution=voice, reason="Zo.", actor=CLERK), {"hidden"}),
        (lambda: moderating.show(contribution=voice, actor=CLERK), {"shown"}),
        (lambda: moderating.revise(contribution=voice, text="Bus.", reason="Een naam.", actor=CLERK), {"revised"}),
        (change_room, {"room"}),
        (lambda: landing.land(process=process, draft=REFUSED, contributions=[voice], actor=SYSTEM), set()),
        (lambda: replying.send(process=process, actor=SYSTEM), {"replied"}),
        (change, set()),
        (lambda: replying.send(process=process, actor=SYSTEM), {"changed"}),
        (hand_over, {"handed_over"}),
    ]  # fmt: skip
    for day, (act, topics) in enumerate(acts):
        moment = start + timedelta(days=day)
        with clock.frozen(moment):
            voice.refresh_from_db()
            act()
        mail.outbox.clear()
        assert sent_at(moment + QUARTER) == bool(topics), topics
        said = {topic for topic in mail_topics.named() for letter in mail.outbox if sentence(topic) in letter.body}
        assert said == topics


def test_a_new_answer_after_klopt_niet_says_so(round: Round, start: datetime) -> None:
    receipt = say(round)
    with clock.frozen(start):
        answer(round.process, receipt)
    sent_at(start + QUARTER)
    with clock.frozen(start + timedelta(days=3)):
        objecting.object_to(contribution=receipt.contribution, code=receipt.code, text="De bus is weg.")
    assert sent_at(start + timedelta(days=3) + QUARTER) == 0
    with clock.frozen(start + timedelta(days=5)):
        answer(round.process, receipt)
    assert sent_at(start + timedelta(days=5) + QUARTER) == 1
    assert sentence("objection") in mail.outbox[-1].body
    assert "Na " in mail.outbox[-1].body


def test_the_answer_of_the_other_body_reaches_the_giver(world: World, round: Round, start: datetime) -> None:
    other = make_world("emmen", "municipality").body
    receipt = say(round)
    with clock.frozen(start):
        made = handover.hand_over(contribution=receipt.contribution, to_body=other, actor=SYSTEM,
                                    receiver="Team Vervoer", reason="De gemeente gaat over de bus.")  # fmt: skip
    assert sent_at(start + QUARTER) == 1
    later = start + timedelta(days=40)
    with clock.frozen(later):
        assert retention.erase_due() == 0
        inbox = Process.objects.get(tenant=other)
        copy = Contribution.objects.get(pk=made.copy_id)
        landing.land(process=inbox, draft=REFUSED, contributions=[copy], actor=SYSTEM)
        replying.send(process=inbox, actor=SYSTEM)
        # The term to object at the first body is over: the mail does not wait, or the address would be gone.
        assert (notify(), retention.erase_due()) == (1, 1)
    assert sentence("replied") in mail.outbox[-1].body
    assert sent_at(later + timedelta(days=1)) == 0


def test_withdrawn_words_and_erased_addresses_get_nothing(round: Round, start: datetime) -> None:
    withdrawn, erased, kept = (say(round, f"Woorden {name}.", f"{name}@voorbeeld.invalid") for name in ("a", "b", "c"))
    with clock.frozen(start):
        answer(round.process, withdrawn, erased, kept)
        assert gather() == 3
        followed = following.look_up(withdrawn.code)
        assert followed is not None
        self_service.withdraw_all(followed=followed)
        Giver.objects.filter(contribution=erased.contribution).delete()
    assert sent_at(start + QUARTER) == 1
    assert [one.to for one in mail.outbox] == [["c@voorbeeld.invalid"]]


def test_old_news_is_not_told_to_whoever_left_an_address_afterwards(round: Round, start: datetime) -> None:
    receipt = say(round, email="")
    with clock.frozen(start):
        answer(round.process, receipt)
    with clock.frozen(start + timedelta(minutes=2)):
        self_service.leave_contact(contribution=receipt.contribution, code=receipt.code, email=MAIL)
    assert sent_at(start + QUARTER) == 0
    assert News.objects.count() == 0


def test_the_broker_hears_too_and_stops_alone(round: Round, start: datetime) -> None:
    receipt = say(round, broker_name="Jan", broker_email="jan@voorbeeld.invalid", consent_broker=True)
    with clock.frozen(start):
        answer(round.process, receipt)
    assert sent_at(start + QUARTER) == 2
    letter = next(one for one in mail.outbox if one.to == ["jan@voorbeeld.invalid"])
    address = stop_link(letter.body)
    assert Client().post(address).status_code == 200
    assert (Broker.objects.get().email, Giver.objects.get().email) == ("", MAIL)


def stop_link(body: str) -> str:
    found = re.search(r"http://\S+?(/volg/geen-mail/\S+)", body)
    assert found is not None
    return found.group(1)


def test_opening_the_stop_address_changes_nothing_and_the_button_ends_it(round: Round, start: datetime) -> None:
    """Reliability N42."""
    first, second = say(round), say(round, "Nog een bus.", phone="06 12345678")
    with clock.frozen(start):
        answer(round.process, first)
    sent_at(start + QUARTER)
    address = stop_link(mail.outbox[0].body)
    # Mail programs make a button of the header, which ends it at once (RFC 8058): no page of ours was open there.
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").endswith(address)
    client = Client()
    for _look in range(3):
        assert (client.get(address).status_code, client.head(address).status_code) == (200, 200)
    assert Giver.objects.exclude(email="").count() == 2
    pressed = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert pressed.status_code == 200
    for _press in range(2):
        page = client.post(address)
        assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
        assert "U krijgt geen mail meer" in page.content.decode()
    assert [(one.email, one.phone) for one in Giver.objects.all()] == [("", "06 12345678")]
    entries = Entry.objects.filter(kind="mail.stopped")
    assert {entry.subject_id for entry in entries} == {first.contribution.pk, second.contribution.pk}
    assert {entry.public for entry in entries} == {False}
    with clock.frozen(start + timedelta(days=1)):
        answer(round.process, second)
    assert sent_at(start + timedelta(days=1) + QUARTER) == 0
    for wrong in ("zomaar", address.split("/")[3] + "x"):
        assert client.get(f"/volg/geen-mail/{wrong}/").status_code == 404


def test_a_mail_server_that_is_away_is_waited_for(round: Round, start: datetime, settings: Any) -> None:
    receipt = say(round)
    with clock.frozen(start):
        answer(round.process, receipt)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert [sent_at(start + QUARTER), sent_at(start + 2 * QUARTER)] == [0, 0]
    assert {news.tries for news in News.objects.all()} == {2}
    settings.EMAIL_BACKEND = works
    assert sent_at(start + 2 * QUARTER) == 0
    assert sent_at(start + timedelta(days=2)) == 1
    assert len(mail.outbox) == 1


def test_a_line_break_in_an_address_adds_no_header(round: Round, start: datetime) -> None:
    """Reliability N40: also when such an address came in by a door that looks less closely than a form."""
    receipt = say(round, email="a@voorbeeld.invalid\nBcc: b@voorbeeld.invalid")
    fine = say(round, "Een brug.", "c@voorbeeld.invalid")
    with clock.frozen(start):
        answer(round.process, receipt, fine)
    assert sent_at(start + QUARTER) == 1
    assert [one.to for one in mail.outbox] == [["c@voorbeeld.invalid"]]


def test_contact_details_are_erased_after_the_last_day_and_it_is_in_the_journal(round: Round, start: datetime) -> None:
    receipt = say(round, broker_name="Jan", broker_email="jan@voorbeeld.invalid", consent_broker=True)
    with clock.frozen(start):
        answer(round.process, receipt)
    assert sent_at(start + QUARTER) == 2
    last = clock.end_of_day(start.astimezone(clock.AMSTERDAM).date() + timedelta(days=28))
    with clock.frozen(last - timedelta(seconds=1)):
        assert (notify(), retention.erase_due()) == (0, 0)
    with clock.frozen(last):
        assert retention.erase_due() == 1
        assert retention.erase_due() == 0
    assert (Giver.objects.count(), Broker.objects.get().email) == (0, "")
    entry = Entry.objects.get(kind="giver.erased")
    assert (entry.subject_id, entry.actor_role, entry.data) == (receipt.contribution.pk, "system", {})
    following_still = following.look_up(receipt.code)
    assert following_still is not None


def test_the_address_of_a_broker_without_giver_is_erased_too(round: Round, start: datetime) -> None:
    receipt = say(round, email="", broker_name="Jan", broker_email="jan@voorbeeld.invalid", consent_broker=True)
    with clock.frozen(start):
        assert retention.erase_due() == 0
        answer(round.process, receipt)
    day = start.astimezone(clock.AMSTERDAM).date()
    for days, erased in ((28, 0), (29, 1), (30, 0)):
        with clock.frozen(clock.start_of_day(day + timedelta(days=days))):
            assert retention.erase_due() == erased
    assert Broker.objects.get().email == ""
    assert Entry.objects.filter(kind="giver.erased").count() == 1


def test_a_changed_answer_keeps_the_address_until_it_was_sent(round: Round, start: datetime) -> None:
    receipt = say(round)
    with clock.frozen(start):
        answer(round.process, receipt)
    assert sent_at(start + QUARTER) == 1
    with clock.frozen(start + timedelta(days=20)):
        current = receipt.contribution.landings.get(current=True).answer
        unusable = AnswerDraft("unusable", "Wij begrijpen dit idee niet.")
        landing.change(answer=current, draft=unusable, change_reason="Wij lazen verkeerd.", actor=SYSTEM)
    with clock.frozen(start + timedelta(days=40)):
        assert (notify(), retention.erase_due()) == (0, 0)
        replying.send(process=round.process, actor=SYSTEM)
    assert sent_at(start + timedelta(days=40) + QUARTER) == 1
    with clock.frozen(start + timedelta(days=70)):
        assert retention.erase_due() == 1


def test_an_entry_that_commits_late_is_found(round: Round, start: datetime) -> None:
    receipt = say(round)
    sent_at(start)
    with clock.frozen(start - timedelta(minutes=5)):
        moderating.hide(contribution=receipt.contribution, reason="Zo.", actor=CLERK)
    assert sent_at(start + QUARTER) == 1
    assert News.objects.get().entry.at == start - timedelta(minutes=5)


def test_queries_do_not_grow_with_the_givers(round: Round, start: datetime, django_assert_max_num_queries: Any) -> None:
    receipts = [say(round, f"Bus {number}.", f"g{number}@voorbeeld.invalid") for number in range(40)]
    with clock.frozen(start):
        answer(round.process, *receipts)
    with clock.frozen(start + QUARTER), django_assert_max_num_queries(30):
        assert gather() == 40
    assert News.objects.values("contribution").distinct().count() == 40


@given(st.sets(st.sampled_from(list(mail_topics.named()))))
def test_what_is_told_is_part_of_what_happened_and_never_nothing(topics: set[str]) -> None:
    said = telling(topics)
    assert set(said) <= topics
    assert bool(said) == bool(topics)
    assert len(said) == len(set(said))


def test_the_first_reading_goes_back_one_day_only(round: Round, start: datetime) -> None:
    receipt = say(round)
    with clock.frozen(start):
        answer(round.process, receipt)
    assert sent_at(start + timedelta(days=3)) == 0


def stand_at(moment: datetime) -> tuple[int, int]:
    """Let the clock look where questions stand and mail what is due a quarter later; return both numbers."""
    with clock.frozen(moment):
        noted = note_standing()
        notify()
    return noted, sent_at(moment + QUARTER)


def test_every_six_weeks_and_at_each_change_givers_hear_where_a_question_stands(world: World) -> None:
    start = clock.now() + timedelta(hours=1)
    round = make_round(make_process(world), closes_at=start + timedelta(weeks=8))
    with clock.frozen(start - timedelta(minutes=30)):
        note_standing()
    waiting, answered = say(round), say(round, "Een brug.", "klaar@voorbeeld.invalid")
    assert stand_at(start) == (0, 0)
    assert stand_at(start + timedelta(weeks=6)) == (1, 2)
    assert "De vraag staat nog open. Wij bewaren uw woorden tot het besluit." in mail.outbox[-1].body
    with clock.frozen(start + timedelta(weeks=7)):
        answer(round.process, answered)
    sent_at(start + timedelta(weeks=7) + QUARTER)
    mail.outbox.clear()
    # The round ends by its date, without anybody acting: a change is told at once, and only to who still waits.
    assert stand_at(start + timedelta(weeks=9)) == (1, 1)
    told = [(one.to, "Wij leggen nu bij elkaar wat iedereen zei." in one.body) for one in mail.outbox]
    assert told == [([MAIL], True)]
    assert [stand_at(start + timedelta(weeks=9, days=day)) for day in (1, 20, 41)] == [(0, 0)] * 3
    assert stand_at(start + timedelta(weeks=15)) == (1, 1)
    with clock.frozen(start + timedelta(weeks=16)):
        answer(round.process, waiting)
    sent_at(start + timedelta(weeks=16) + QUARTER)
    assert stand_at(start + timedelta(weeks=21)) == (1, 0)


def test_the_stand_is_noted_once_and_not_of_questions_that_ended(round: Round, start: datetime) -> None:
    with clock.frozen(start):
        assert [note_standing(), note_standing()] == [1, 0]
        Process.objects.filter(pk=round.process_id).update(decided_at=start, answered_at=start)
    with clock.frozen(start + timedelta(weeks=7)):
        assert note_standing() == 0
