"""A giver puts other words in the place of own ones: what follows, what stays readable, and when it is too late."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import read

from brink.domain.contributions.models import Contribution, EarlierWords, Moderation, Quotation, Source
from brink.domain.contributions.services import answers, changing, handover, landing, moderating, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.changing import OwnWords
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.pausing import pause_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import ANYONE, visible

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
OLD, NEW = "Een bus elk uur naar het dorp.", "Een bus elk half uur, ook op zondag."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def receipt(world: World) -> Receipt:
    return said(make_round(make_process(world)))


def said(round: Round, **fields: object) -> Receipt:
    words = Words(kind="idea", text=OLD, **fields)  # type: ignore[arg-type]
    return give(round=round, words=words, actor=RESIDENT, key=None)


def change(receipt: Receipt, text: str = NEW, **fields: object) -> Contribution:
    return changing.change(
        contribution=receipt.contribution, code=receipt.code, words=OwnWords(text, **fields),  # type: ignore[arg-type]
    )  # fmt: skip


def now(receipt: Receipt) -> Contribution:
    return Contribution.everything.get(pk=receipt.contribution.pk)


def browser(code: str) -> Client:
    client = Client()
    client.post("/volg/", {"code": code})
    return client


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form for own words."""
    form = page.split("data-draft=\"change-", 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'<input type="hidden" name="(key|version)" value="([^"]+)"', form))


def idea_page(receipt: Receipt) -> str:
    voice = now(receipt)
    assert voice.round is not None
    link = registry[voice.round.instrument].way_on(voice)[0]
    return Client().get(link.url).content.decode()


def test_new_words_stand_there_and_the_old_ones_with_their_day(receipt: Receipt) -> None:
    client = browser(receipt.code)
    where = f"/volg/veranderen/?bij={receipt.contribution.pk}"
    assert where in client.get("/volg/pad/").content.decode()
    sent = {**hidden(client.get(where).content.decode()), "text": NEW, "title": "De bus", "publicity": "pseudonym"}
    first, again = (client.post(where, sent) for _press in range(2))
    assert [one["Location"] for one in (first, again)] == ["/volg/pad/"] * 2
    assert EarlierWords.objects.count() == 1, "a double press changes once"
    page = idea_page(receipt)
    assert NEW in page
    day = clock.today().day
    assert re.search(rf"Eerder stond hier.*Tot {day} .*{OLD}", page, re.DOTALL)
    path = client.get("/volg/pad/").content.decode()
    assert f"‘{NEW}’" in path
    assert re.search(rf"U heeft uw woorden veranderd.*{OLD}", path, re.DOTALL)
    assert Entry.objects.get(kind="contribution.changed").public


def test_a_second_device_loses_nothing_and_overwrites_nothing(receipt: Receipt) -> None:
    where = f"/volg/veranderen/?bij={receipt.contribution.pk}"
    one, two = browser(receipt.code), browser(receipt.code)
    forms = [hidden(client.get(where).content.decode()) for client in (one, two)]
    one.post(where, {**forms[0], "text": NEW, "publicity": "pseudonym"})
    answer = two.post(where, {**forms[1], "text": "Een trein.", "publicity": "pseudonym"})
    page = answer.content.decode()
    assert (answer.status_code, now(receipt).text) == (409, NEW)
    assert "Een trein." in page
    assert f"Hier staat nu: {NEW}" in page


@pytest.mark.parametrize("when", ["closed", "paused", "answered", "hidden", "stopped"])
def test_too_late_is_one_sentence_and_what_was_typed_stays(world: World, receipt: Receipt, when: str) -> None:
    where, client = f"/volg/veranderen/?bij={receipt.contribution.pk}", browser(receipt.code)
    form, voice = hidden(client.get(where).content.decode()), receipt.contribution
    round = voice.round
    assert round is not None
    if when == "closed":
        Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    elif when == "paused":
        pause_round(round=round, reason="Er is storing.", actor=STAFF, key=None)
    elif when == "answered":
        place = answers.named_place(process=voice.process, kind="round", title="Besluit")
        draft = AnswerDraft("adopted", "Dat doen wij.", destination=place)
        landing.land(process=voice.process, draft=draft, contributions=[voice], actor=SYSTEM)
    elif when == "hidden":
        moderating.hide(contribution=voice, reason="Er staat een naam in.", actor=STAFF)
    else:
        Process.objects.filter(pk=voice.process_id).update(
            withdrawn_at=clock.now(), withdrawn_reason="Er is geen geld meer."
        )
    answer = client.post(where, {**form, "text": NEW, "publicity": "pseudonym"})
    assert (answer.status_code, now(receipt).text) == (409, OLD)
    assert NEW in answer.content.decode()
    assert not EarlierWords.objects.exists()
    assert where not in client.get("/volg/pad/").content.decode()
    late = client.get(where).content.decode()
    assert "<textarea" not in late
    assert re.search(r"(veranderen|antwoord)\.|niet veranderen", late)


def test_a_broker_and_a_stranger_change_nothing(world: World) -> None:
    given = said(make_round(make_process(world)), broker_name="Buur", consent_broker=True)
    for code in (given.broker_code, "heide lijster brug 0000 0000"):
        with pytest.raises(NotAllowed):
            changing.change(contribution=given.contribution, code=code, words=OwnWords(NEW))
    where = f"/volg/veranderen/?bij={given.contribution.pk}"
    assert browser(given.broker_code).get(where).status_code == 404
    assert Client().get(where)["Location"] == "/volg/"
    lost = Client().post(where, {"text": NEW})
    assert (lost.status_code, NEW in lost.content.decode()) == (409, True)


def test_nothing_changed_and_nothing_left_are_said_and_not_done(receipt: Receipt) -> None:
    for text, said_at in ((OLD, "niets veranderd"), ("  ", "Schrijf eerst op"), ("a" * 5001, "te lang")):
        with pytest.raises(BadInput, match=said_at):
            change(receipt, text)


def test_somebodys_details_in_the_old_words_are_read_by_nobody(receipt: Receipt) -> None:
    change(receipt, "Jan rijdt te hard.")
    change(receipt, "Iemand rijdt te hard.", private=True)
    assert not visible(ANYONE, EarlierWords.objects.all()).exists()
    assert EarlierWords.objects.count() == 2
    assert "Jan" not in idea_page(receipt)


def test_words_that_nobody_could_read_are_not_shown_afterwards(world: World) -> None:
    given = said(make_round(make_process(world)), publicity="closed")
    change(given, publicity="pseudonym")
    assert visible(ANYONE, Contribution.objects.all()).get().text == NEW
    assert not visible(ANYONE, EarlierWords.objects.all()).exists()


def test_words_of_which_a_moderator_took_something_out_wait_for_one(receipt: Receipt) -> None:
    moderating.revise(contribution=receipt.contribution, text="Een bus naar het dorp.", reason="Naam.", actor=STAFF)
    change(receipt)
    assert now(receipt).moderation == Moderation.WAITING
    kept = EarlierWords.objects.get()
    assert (kept.text, kept.verbatim, Source.objects.get().verbatim) == ("Een bus naar het dorp.", OLD, NEW)


def test_a_moderator_takes_out_the_same_of_what_stood_there_before(receipt: Receipt) -> None:
    change(receipt)
    moderating.revise(contribution=now(receipt), text="Een bus.", reason="Er stond een naam.", actor=STAFF)
    assert not visible(ANYONE, EarlierWords.objects.all()).exists()


def test_the_desk_takes_earlier_words_from_the_site_with_a_reason(world: World, receipt: Receipt) -> None:
    change(receipt)
    client = Client()
    client.force_login(world.officer)
    voice = f"/balie/inbreng/{receipt.contribution.pk}/"
    assert OLD in client.get(voice).content.decode()
    asked = client.post(f"{voice}deel/eerder/", {"reason": "Er staat een naam in.", "key": "k1"})
    page = read(asked)
    assert "verdwijnt van de site" in page.text
    (form,) = [one for one in page.forms if any(field.name == "doorgaan" for field in one.fields)]
    for _press in range(2):
        assert client.post(form.action, form.filled("")).status_code == 302
    assert OLD not in idea_page(receipt)
    assert "Er staat een naam in." in browser(receipt.code).get("/volg/pad/").content.decode()


def test_quotes_of_the_old_words_go_and_copies_follow(world: World) -> None:
    there = make_world("daar", "municipality")
    given = said(make_round(make_process(world)))
    voice = given.contribution
    Quotation.objects.create(
        tenant=world.body, created_at=clock.now(), contribution=voice, words="elk uur naar het dorp", was_public=True
    )
    handover.hand_over(
        contribution=voice, to_body=there.body, process=make_process(there, "daar"), reason="Dat doen zij.",
        receiver="Wonen", actor=STAFF,
    )  # fmt: skip
    with pytest.raises(NotNow, match="andere overheid"):
        change(given)
    copy = Contribution.objects.exclude(pk=voice.pk).get()
    handover.give_back(contribution=copy, reason="Toch niet van ons.", actor=STAFF)
    Contribution.objects.filter(pk=copy.pk).update(landed_at=None, replied_at=None)
    Contribution.objects.filter(pk=voice.pk).update(landed_at=None, replied_at=None, handed_over_at=None)
    change(given)
    assert [one.text for one in Contribution.objects.all()] == [NEW, NEW]
    assert Quotation.objects.get().words == ""


def test_withdrawing_empties_what_stood_there_before(receipt: Receipt) -> None:
    change(receipt)
    self_service.withdraw(contribution=now(receipt), code=receipt.code)
    kept = EarlierWords.objects.get()
    assert (kept.title, kept.text, kept.verbatim, kept.shown) == ("", "", "", False)


def test_the_database_keeps_what_stood_there_and_lets_it_be_emptied_alone(receipt: Receipt) -> None:
    change(receipt, private=True)
    rows = EarlierWords.objects.all()
    refused: tuple[Callable[[], object], ...] = (
        lambda: rows.update(text="Anders."), lambda: rows.update(shown=True), rows.delete,
        lambda: rows.update(created_at=clock.now() + timedelta(days=1)),
    )  # fmt: skip
    for one in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            one()
    assert rows.update(text="", title="") == 1


def test_a_kind_that_does_not_say_so_is_not_changed(world: World) -> None:
    round = make_round(make_process(world))
    idea = said(round)
    comment = give(
        round=round, words=Words(kind="comment", text="Goed plan."), actor=RESIDENT, key=None, parent=idea.contribution
    )
    with pytest.raises(NotNow, match="niet veranderen"):
        change(comment)
    for instrument in registry:
        assert instrument.card.changeable <= instrument.card.kinds
