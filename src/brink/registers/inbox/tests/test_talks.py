"""A conversation: asked without an account, under a code with a clock, and answered by whoever was asked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.builders import World, make_account, make_world
from tests.form_client import go_on

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services import self_service
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import AreaContact, Membership, Person
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role
from brink.registers.inbox import talks
from brink.registers.inbox.models import TalkRequest
from brink.registers.inbox.tests.test_inbox import FRIDAY, opened, told

pytestmark = pytest.mark.django_db
WORDS = "Wat doet u met de school in Sleen? Ik kan op dinsdag, liefst bellen."
KEY = "k" * 20


@pytest.fixture
def world() -> World:
    with clock.frozen(FRIDAY):
        made = make_world()
        opened(made)
        return made


@pytest.fixture
def anne(world: World) -> Person:
    return make_account(world.body, world.council, Role.COUNCIL, "Anne")[1]


def ask(world: World, who: Person, **changes: str) -> "tuple[str, int]":
    said = {"key": KEY, "text": WORDS, "area": "", "email": "", **changes}
    answer = Client().post(f"/vragen/{world.body.slug}/gesprek/{who.slug}/", said, follow=True)
    return answer.content.decode(), answer.status_code


def logged_in(who: Person) -> Client:
    client = Client()
    assert who.account is not None
    client.force_login(who.account)
    return client


def test_a_resident_asks_under_a_code_and_reads_the_answer_with_the_clock(world: World, anne: Person) -> None:
    with clock.frozen(FRIDAY):
        profile = Client().get(f"/overheden/{world.body.slug}/mensen/{anne.slug}/").content.decode()
        assert f"/vragen/{world.body.slug}/gesprek/{anne.slug}/" in profile
        receipt, status = ask(world, anne)
        again, _status = ask(world, anne)
        assert (status, "U hoort uiterlijk woensdag 20 mei 2026" in receipt) == (200, True)
        assert receipt.split("brink-receipt__code")[1][:300] == again.split("brink-receipt__code")[1][:300]
        voice = Contribution.objects.get()
        assert (voice.kind, voice.publicity, voice.reply_due_on) == ("talk", Publicity.CLOSED, date(2026, 5, 20))
        client, other = logged_in(anne), logged_in(make_account(world.body, world.council, Role.COUNCIL, "Bert")[1])
        address = f"/mijn/gesprekken/{TalkRequest.objects.get().pk}/"
        mine = client.get("/mijn/").content.decode()
        assert address in mine
        assert "Antwoord uiterlijk woensdag 20 mei" in mine
        assert address not in other.get("/mijn/").content.decode()
        assert [one.get(address).status_code for one in (client, other)] == [200, 404]
        typed = {"reply": "meet", "on": "2026-05-12", "where": "dorpshuis Sleen, 19.30 uur", "key": "a" * 20}
        short = client.post(address, {**typed, "text": ""})
        assert (short.status_code, "dorpshuis Sleen" in short.content.decode()) == (422, True)
        done = go_on(client, address, {**typed, "text": "Ik kom graag bij u langs in Sleen."})
        assert done["Location"] == "/mijn/"
        assert address not in client.get("/mijn/").content.decode()
        assert client.get(address).status_code == 404
    voice.refresh_from_db()
    assert voice.replied_at is not None
    answer = voice.landings.get(current=True).answer
    assert answer.signed_by == anne
    assert answer.destination is not None
    assert answer.destination.title == f"Gesprek met {anne.name} op 12 mei 2026: dorpshuis Sleen, 19.30 uur"


def test_a_late_answer_is_said_on_the_page_of_whoever_was_asked(world: World, anne: Person) -> None:
    with clock.frozen(FRIDAY):
        ask(world, anne)
    with clock.frozen(FRIDAY + timedelta(days=25)):
        mine = logged_in(anne).get("/mijn/").content.decode()
    assert "Te laat: het antwoord was beloofd voor woensdag 20 mei" in mine
    # The desk sees it too: nobody waits because one is ill.
    desk = Client()
    desk.force_login(world.officer)
    assert "Wat doet u met de school in Sleen?" in desk.get("/balie/vragen/").content.decode()


def test_only_who_has_a_seat_or_is_a_contact_can_be_asked(world: World, anne: Person) -> None:
    clerk = Person.objects.get(account=world.clerk)
    assert ask(world, clerk)[1] == 404
    with clock.frozen(FRIDAY):
        assert ask(world, anne, text="  ")[1] == 422
        Membership.objects.filter(person=anne).update(ends=clock.today() - timedelta(days=1), starts=date(2020, 1, 1))
        assert ask(world, anne)[1] == 404
    assert not TalkRequest.objects.exists()


def test_an_answer_that_cannot_be_is_one_sentence(world: World, anne: Person) -> None:
    with clock.frozen(FRIDAY):
        ask(world, anne)
        asked = TalkRequest.objects.get()
        me = Actor(anne.account_id, "council")
        answer = {"request": asked, "reply": "meet", "text": "Ik kom graag langs.", "actor": me}
        day = clock.today()
        for more, told in (
            ({"on": None}, "Kies een dag voor het gesprek"),
            ({"on": day - timedelta(days=1), "where": "x"}, "vandaag of later"),
            ({"on": day}, "Schrijf op waar u elkaar spreekt"),
            ({"reply": "zomaar"}, "Kies wat u antwoordt"),
            ({"reply": "not", "text": "Nee."}, "minstens één hele zin"),
        ):
            with pytest.raises(BadInput, match=told):
                talks.answer_talk(**{**answer, **more})  # type: ignore[arg-type]
        with pytest.raises(NotAllowed, match="aan iemand anders gevraagd"):
            talks.answer_talk(**{**answer, "reply": "write", "actor": Actor(world.officer.pk, "officer")})
        assert Contribution.objects.get().landed_at is None
        self_service.withdraw_again(contribution=asked.contribution, actor=SYSTEM, key=None)
        with pytest.raises(NotNow, match="teruggenomen"):
            talks.answer_talk(**{**answer, "reply": "write"})  # type: ignore[arg-type]


def test_the_contact_of_a_place_reads_along_what_was_written_there_and_nobody_else(world: World, anne: Person) -> None:
    """No name or address; nothing from elsewhere, taken back, taken away or handed on; not after the contact ends."""
    other = make_account(world.body, world.council, Role.COUNCIL, "Bert")[1]
    topics = "/mijn/onderwerpen/"
    with clock.frozen(FRIDAY):
        assert "via de open deur" not in logged_in(anne).get(topics).content.decode()
        contact = AreaContact.objects.create(
            tenant=world.body, created_at=FRIDAY, person=anne, area=world.village, starts=date(2020, 1, 1)
        )
        assert "is nog niets binnengekomen" in logged_in(anne).get(topics).content.decode()
        here = told(world, text="De brug is stuk.", area=str(world.village.pk), email="jo@example.org", key="h" * 20)
        told(world, text="Het pad is nat.", area=str(world.province.pk), key="e" * 20)
        page = logged_in(anne).get(topics).content.decode()
        assert "De brug is stuk." in page
        assert "Antwoord uiterlijk" in page
        assert [text for text in ("Het pad is nat.", "jo@example.org") if text in page] == []
        assert "De brug is stuk." not in logged_in(other).get(topics).content.decode()
        mine = Contribution.objects.filter(pk=here.pk)
        for gone, back in (({"handed_over_at": clock.now()}, {"handed_over_at": None}),
                           ({"moderation": "hidden"}, {"moderation": "shown"})):  # fmt: skip
            mine.update(**gone)
            assert "De brug is stuk." not in logged_in(anne).get(topics).content.decode(), gone
            mine.update(**back)
            assert "De brug is stuk." in logged_in(anne).get(topics).content.decode()
        AreaContact.objects.filter(pk=contact.pk).update(ends=clock.today() - timedelta(days=1))
        assert "De brug is stuk." not in logged_in(anne).get(topics).content.decode()
        AreaContact.objects.filter(pk=contact.pk).update(ends=None)
        self_service.withdraw_again(contribution=here, actor=SYSTEM, key=None)
        assert "De brug is stuk." not in logged_in(anne).get(topics).content.decode()
