"""An answer of a contact executive waits for who is responsible for its subject, and both names stand at it (C10)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import Answer, CoSignature
from brink.domain.contributions.services import answers, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.cosigning import cosign
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.decisions.models import ChosenTheme
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account, Membership, Person
from brink.foundation import clock
from brink.foundation.errors import NotAllowed, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
REASON = "Wij bouwen tien huizen in het dorp."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def anne(world: World) -> tuple[Account, Person]:
    """The contact executive of an area, who signs."""
    return make_account(world.body, world.executive, Role.EXECUTIVE, "Anne")


@pytest.fixture
def bert(world: World) -> tuple[Account, Person]:
    """The executive who has the theme."""
    account, person = make_account(world.body, world.executive, Role.EXECUTIVE, "Bert")
    ChosenTheme.objects.create(tenant=world.body, created_at=clock.now(), person=person, theme=world.theme)
    return account, person


@pytest.fixture
def receipt(world: World) -> Receipt:
    process = make_process(world)
    process.themes.set([world.theme])
    words = Words(kind="idea", text="Bouw iets voor jongeren.")
    return give(round=make_round(process), words=words, actor=RESIDENT, key=None)


def land(receipt: Receipt, signer: Person | None, reason: str = REASON) -> Answer:
    process = receipt.contribution.process
    where = answers.named_place(process=process, kind="round", title="Besluit")
    draft = AnswerDraft("adopted", reason, destination=where, signed_by=signer)
    return landing.land(process=process, draft=draft, contributions=[receipt.contribution], actor=STAFF)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def path(receipt: Receipt) -> str:
    client = Client()
    client.post("/volg/", {"code": receipt.code})
    return " ".join(client.get("/volg/pad/").content.decode().split())


def test_it_waits_then_both_names_stand_at_it(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    answer = land(receipt, anne[1])
    process = receipt.contribution.process
    with pytest.raises(NotNow, match=r"wacht op Bert.*, die over dit onderwerp gaat"):
        replying.send(process=process, actor=STAFF)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(sent_at=clock.now())
    desk = browser(world.officer)
    assert "wacht op Bert" in desk.get(f"/balie/antwoorden/{process.slug}/").content.decode()
    held = desk.get(f"/balie/antwoorden/{process.slug}/versturen/", follow=True)
    assert "wacht op Bert" in held.content.decode()
    mine = browser(bert[0])
    assert "een antwoord van Anne" in " ".join(mine.get("/mijn/").content.decode().split())
    where = f"/mijn/antwoorden/{CoSignature.objects.get().pk}/"
    page = mine.get(where).content.decode()
    assert REASON in page
    key = page.split('name="key" value="', 1)[1].split('"', 1)[0]
    for _press in range(2):
        assert mine.post(where, {"key": key, "agreed": "ja"})["Location"] == "/mijn/"
    assert CoSignature.objects.get().agreed is True
    assert "een antwoord van Anne" not in mine.get("/mijn/").content.decode()
    assert mine.get("/balie/").status_code != 200, "no desk rights"
    assert replying.send(process=process, actor=STAFF) == 1
    assert f"{anne[1].name}, samen met {bert[1].name} die over dit onderwerp gaat" in path(receipt)


def test_a_no_says_why_and_another_answer_asks_anew(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    land(receipt, anne[1])
    mine, process = browser(bert[0]), receipt.contribution.process
    along = CoSignature.objects.get()
    where = f"/mijn/antwoorden/{along.pk}/"
    silent = mine.post(where, {"agreed": "nee", "key": "k1"})
    assert (silent.status_code, "Schrijf op waarom u niet meetekent." in silent.content.decode()) == (422, True)
    assert mine.post(where, {"agreed": "nee", "reason": "Er is geen geld voor.", "key": "k2"}).status_code == 302
    with pytest.raises(NotNow, match=r"Bert.*, die over dit onderwerp gaat, tekent niet mee.*Er is geen geld voor"):
        replying.send(process=process, actor=STAFF)
    with pytest.raises(NotNow, match="al gezegd"):
        cosign(cosignature=along, agreed=True, actor=Actor(id=bert[0].pk, role="executive"))
    with pytest.raises(DatabaseError), transaction.atomic():
        CoSignature.objects.update(agreed=True, reason="")
    assert "Er is geen geld voor." in browser(world.officer).get(f"/balie/antwoorden/{process.slug}/").content.decode()
    land(receipt, anne[1], "Wij bouwen vijf huizen in het dorp.")
    assert CoSignature.objects.filter(answered_at=None).count() == 1


def test_nobody_else_signs_along(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    land(receipt, anne[1])
    along = CoSignature.objects.get()
    for account in (anne[0], world.officer):
        assert browser(account).get(f"/mijn/antwoorden/{along.pk}/").status_code == 404
        with pytest.raises(NotAllowed):
            cosign(cosignature=along, agreed=True, actor=Actor(id=account.pk, role="executive"))
    assert Client().get(f"/mijn/antwoorden/{along.pk}/").status_code in (302, 404)


def test_nobody_is_asked_where_nobody_else_is_responsible(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    land(receipt, bert[1])
    land(receipt, world.contact)
    land(receipt, None)
    assert not CoSignature.objects.exists()
    Membership.objects.filter(person=bert[1]).update(starts=date(2020, 1, 1), ends=date(2020, 2, 1))
    land(receipt, anne[1])
    assert not CoSignature.objects.exists()


def test_who_left_the_executive_keeps_no_answer_waiting_for_ever(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    """The last day passed and nobody can sign along any more: it is said what to do, and that works."""
    first, process = land(receipt, anne[1]), receipt.contribution.process
    Membership.objects.filter(person=bert[1]).update(starts=date(2020, 1, 1), ends=date(2020, 2, 1))
    where = f"/mijn/antwoorden/{CoSignature.objects.get().pk}/"
    gone = browser(bert[0])
    refused = [gone.get(where).status_code, gone.post(where, {"key": "k" * 20, "agreed": "ja"}).status_code]
    assert (refused, CoSignature.objects.get().agreed) == ([403, 403], None)
    with clock.frozen(clock.now() + timedelta(days=20)):
        with pytest.raises(NotNow, match=r"Zit Bert.* niet meer in het bestuur\? Verander dan het antwoord"):
            replying.send(process=process, actor=STAFF)
        again = AnswerDraft("adopted", REASON, destination=first.destination, signed_by=anne[1])
        landing.change(answer=first, draft=again, change_reason="Bert zit niet meer in het bestuur.", actor=STAFF)
        assert replying.send(process=process, actor=STAFF) == 1


def test_an_answer_that_was_replaced_waits_for_nobody(
    world: World, receipt: Receipt, anne: tuple[Account, Person], bert: tuple[Account, Person]
) -> None:
    land(receipt, anne[1])
    old = CoSignature.objects.get()
    land(receipt, world.contact)
    assert "een antwoord van Anne" not in browser(bert[0]).get("/mijn/").content.decode()
    with pytest.raises(NotNow, match="vervangen"):
        cosign(cosignature=old, agreed=True, actor=Actor(id=bert[0].pk, role="executive"))
    assert replying.send(process=receipt.contribution.process, actor=STAFF) == 1
