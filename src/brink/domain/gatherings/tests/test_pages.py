"""What people see of a gathering: sign up without an account, read it under a code, hear what changed, sign off."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client
from tests.builders import World, make_account, make_process, make_world

from brink.domain.gatherings.mailing import tell_signups
from brink.domain.gatherings.models import Gathering, Minutes, Presence, SignUp
from brink.domain.gatherings.services import Comer, forget_signups, sign_up
from brink.domain.gatherings.tests.gathering_facts import held, make_gathering
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.models import Event
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event
from brink.foundation import clock
from brink.foundation.visibility import Role

KEY = "sleutel-van-zestien-en-meer"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def gathering(world: World) -> Gathering:
    return make_gathering(make_process(world), capacity=2)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def facts(event: Event, **changed: Any) -> EventFacts:
    kept = {name: getattr(event, name) for name in ("title", "starts_at", "ends_at", "venue", "practical")}
    return EventFacts(**{**kept, **changed})


def desk_of(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _sign_up(client: Client, gathering: Gathering, **fields: str) -> str:
    """Sign up by the page, and return the code on the receipt."""
    where = f"/agenda/{gathering.event_id}/aanmelden/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(where).content.decode())
    assert key is not None
    sent = client.post(where, {"key": key[1], "party": "1", **fields}, follow=True)
    assert sent.status_code == 200
    found = re.search(r"[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]", sent.content.decode())
    assert found is not None
    return found[0]


def test_somebody_signs_up_without_account_and_opens_it_again_with_the_code(gathering: Gathering) -> None:
    client = Client()
    page = client.get(f"/agenda/{gathering.event_id}/")
    assert "Nog 2 plekken vrij van de 2." in text(page)
    assert page.content.decode().count("<h1") == 1
    code = _sign_up(client, gathering, name="Anna", needs="Een ringleiding")
    assert "U heeft een plek" in text(client.get("/aanmelding/"))
    assert "U komt met 1 persoon." in text(client.get("/aanmelding/"))
    other = Client()
    shown = other.post("/aanmelding/", {"code": code.upper()}, follow=True)
    assert "U heeft een plek" in text(shown)
    assert "Anna" not in text(shown)
    assert "Nog 1 plek vrij van de 2." in text(other.get(f"/agenda/{gathering.event_id}/"))
    # What somebody needs stands nowhere in the database as it was typed.
    row = SignUp.objects.get()
    raw = SignUp.objects.annotate(kept=Cast("needs", TextField()), n=Cast("name", TextField())).get()
    assert row.needs == "Een ringleiding"
    assert "ring" not in raw.kept
    assert raw.n != "Anna"


def test_who_is_too_late_waits_and_hears_by_mail_that_there_is_a_seat(gathering: Gathering) -> None:
    first, late = Client(), Client()
    _sign_up(first, gathering, party="2")
    assert "Vol. U kunt op de wachtlijst." in text(late.get(f"/agenda/{gathering.event_id}/"))
    _sign_up(late, gathering, email="laat@voorbeeld.nl")
    assert "U bent nummer 1 op de lijst" in text(late.get("/aanmelding/"))
    assert tell_signups() == 1
    assert not tell_signups()
    [taken_in] = mail.outbox
    assert taken_in.subject == "Op de wachtlijst: Drenthe in Debat"
    mail.outbox.clear()
    first.post("/aanmelding/afzeggen/", {"key": KEY})
    assert "U bent afgemeld" in text(first.get("/aanmelding/"))
    assert "U heeft een plek" in text(late.get("/aanmelding/"))
    assert tell_signups() == 1
    assert not tell_signups()
    [sent] = mail.outbox
    assert sent.to == ["laat@voorbeeld.nl"]
    assert "U heeft nu een plek" in sent.body


def test_a_move_and_a_cancelling_are_told_to_everyone_once(gathering: Gathering) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(capacity=50)
    gathering = Gathering.objects.get(pk=gathering.pk)
    for place in range(3):
        comer = Comer(email=f"p{place}@voorbeeld.nl" if place else "", phone="0592123456")
        sign_up(gathering=gathering, comer=comer, key=f"sleutel-nummer-{place}-lang")
    assert tell_signups() == 2
    for sent in mail.outbox:
        assert sent.subject == "Aangemeld: Drenthe in Debat"
        for told in ("met 1 persoon", gathering.event.venue, "staat niet in deze mail", "/aanmelding/"):
            assert told in sent.body
    mail.outbox.clear()
    event = gathering.event
    later = event.starts_at + timedelta(days=1)
    changed = facts(event, starts_at=later, ends_at=later + timedelta(hours=2))
    change_event(event=event, facts=changed, actor=SYSTEM, key=None)
    assert tell_signups() == 2
    assert not tell_signups()
    assert all("is nu op" in one.body for one in mail.outbox)
    cancel_event(event=event, reason="De zaal is dicht.", actor=SYSTEM, key=None)
    assert tell_signups() == 2
    assert not tell_signups()
    assert all("De zaal is dicht." in one.body for one in mail.outbox[2:])
    page = text(Client().get(f"/agenda/{event.pk}/"))
    assert "Gaat niet door. De zaal is dicht." in page
    assert "Meld u aan" not in page
    # In one's own calendar it is the same entry, with a higher number.
    file = Client().get(f"/agenda/{event.pk}/agenda.ics").content.decode()
    assert "METHOD:CANCEL" in file
    assert "STATUS:CANCELLED" in file
    assert "SEQUENCE:1" in file


def test_who_left_no_address_stands_on_the_list_of_calls_until_somebody_called(
    world: World, gathering: Gathering
) -> None:
    row = sign_up(gathering=gathering, comer=Comer(name="Berend", phone="0592123456"), key=KEY).signup
    event = gathering.event
    change_event(event=event, facts=facts(event, venue="Kerk"), actor=SYSTEM, key=None)
    desk = desk_of(world.officer)
    assert "1 aanmelding moet u bellen" in text(desk.get("/balie/"))
    people = desk.post(f"/balie/bijeenkomsten/{event.pk}/mensen/", follow=True)
    assert "Berend" in text(people)
    assert "Ik heb gebeld" in text(people)
    desk.post(f"/balie/bijeenkomsten/aanmelding/{row.pk}/gebeld/", {"key": f"{KEY}2"})
    assert "Ik heb gebeld" not in text(desk.post(f"/balie/bijeenkomsten/{event.pk}/mensen/", follow=True))
    # Each look is in the journal, and the page does not come back by itself.
    assert Entry.objects.filter(kind="signup.read").count() == 2
    assert "Berend" not in text(desk.get(f"/balie/bijeenkomsten/{event.pk}/mensen/", follow=True))


def test_a_week_after_the_day_nothing_is_known_of_who_came(gathering: Gathering) -> None:
    sign_up(gathering=gathering, comer=Comer(name="Anna", email="a@voorbeeld.nl", needs="Tolk"), key=KEY)
    assert not forget_signups()
    held(gathering, days_ago=8)
    assert forget_signups() == 1
    assert not forget_signups()
    row = SignUp.objects.get()
    assert not (row.name)
    assert not (row.email)
    assert not (row.needs)
    assert row.erased_at
    assert row.party == 1


def test_what_was_erased_stays_erased_on_a_site_that_was_restored(
    gathering: Gathering, django_capture_on_commit_callbacks: Any
) -> None:
    taken = sign_up(gathering=gathering, comer=Comer(name="Anna"), key=KEY)
    held(gathering, days_ago=8)
    with django_capture_on_commit_callbacks(execute=True):
        forget_signups()
    held(gathering, days_ago=-3)
    SignUp.objects.filter(pk=taken.signup.pk).update(name="Anna", erased_at=None)
    assert forget_signups() == 1
    assert not SignUp.objects.get().name


@pytest.mark.parametrize(("fields", "said"), [
    ({"party": "7"}, "7"), ({"email": "geen adres"}, "Dit is geen e-mailadres."), ({"needs": "x" * 501}, "te lang"),
])  # fmt: skip
def test_a_form_that_cannot_be_comes_back_with_what_was_typed(
    gathering: Gathering, fields: dict[str, str], said: str
) -> None:
    sent = {"key": KEY, "party": "1", "name": "Wiebe", **fields}
    answer = Client().post(f"/agenda/{gathering.event_id}/aanmelden/", sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Wiebe" in answer.content.decode()
    assert not SignUp.objects.exists()


def test_the_desk_arranges_seats_and_agenda_and_more_seats_go_to_who_waits(world: World) -> None:
    process = make_process(world)
    event = make_gathering(process, title="Ander").event
    Gathering.objects.filter(event=event).delete()
    desk, base = desk_of(world.officer), f"/balie/bijeenkomsten/{event.pk}/"
    form = {"kind": "hearing", "takes_signups": "on", "capacity": "1", "provisions": "Zonder drempels."}

    def version(where: str) -> str:
        found = re.search(r'name="version" value="([^"]+)"', desk.get(where).content.decode())
        assert found is not None
        return found[1]

    sent = desk.post(f"{base}plekken/", {**form, "key": KEY, "version": version(f"{base}plekken/")})
    assert sent.status_code == 302
    gathering = Gathering.objects.get(event=event)
    for place in range(3):
        sign_up(gathering=gathering, comer=Comer(), key=f"sleutel-nummer-{place}-lang")
    more = {**form, "capacity": "2", "key": f"{KEY}2", "version": version(f"{base}plekken/")}
    assert desk.post(f"{base}plekken/", more).status_code == 302
    assert Gathering.objects.get(event=event).seats_held == 2
    fewer = {**form, "capacity": "1", "key": f"{KEY}3", "version": version(f"{base}plekken/")}
    assert "Er zijn al 2 plekken vergeven." in text(desk.post(f"{base}plekken/", fewer))
    agenda = "Opening\nBrief van het dorp | https://stukken.voorbeeld.nl/brief.pdf\nFout | geen-adres"
    refused = desk.post(f"{base}agenda/", {"items": agenda, "key": f"{KEY}5", "version": version(f"{base}agenda/")})
    assert refused.status_code == 422
    assert "Op regel 3 staat geen goed adres." in text(refused)
    good = agenda.replace("geen-adres", "https://stukken.voorbeeld.nl/goed.pdf")
    desk.post(f"{base}agenda/", {"items": good, "key": f"{KEY}4", "version": version(f"{base}agenda/")})
    page = Client().get(f"/agenda/{event.pk}/")
    assert 'href="https://stukken.voorbeeld.nl/brief.pdf"' in page.content.decode()
    assert "hoorzitting" in text(page)


def test_w03_a_gathering_lists_who_was_there_by_role_and_who_was_not_with_the_reason(world: World) -> None:
    gathering = held(make_gathering(make_process(world), organ=world.executive))
    make_account(world.body, world.executive, Role.EXECUTIVE, "Jan")
    _account, away = make_account(world.body, world.executive, Role.EXECUTIVE, "Truus")
    desk, where = desk_of(world.officer), f"/balie/bijeenkomsten/{gathering.event_id}/aanwezig/"
    page = desk.get(where).content.decode()
    version = re.search(r'name="version" value="([^"]+)"', page)
    assert version is not None
    fields = dict.fromkeys(re.findall(r'name="(there_\w+)"', page), "present")
    fields[f"there_{away.pk.hex}"] = "absent"
    sent = {**fields, "key": KEY, "version": version[1], "person": str(world.contact.pk), "role": "officer"}
    answer = desk.post(where, sent)
    assert answer.status_code == 422
    assert "Schrijf op waarom Truus (voorbeeld) er niet was." in text(answer)
    assert not Presence.objects.exists()
    assert desk.post(where, {**sent, f"reason_{away.pk.hex}": "Ziek."}).status_code == 302
    public = text(Client().get(f"/agenda/{gathering.event_id}/"))
    assert re.search(r"Bestuurder Jan \(voorbeeld\) Truus \(voorbeeld\): was er niet bij. Ziek\.", public)
    assert re.search(r"Ambtenaar Aziz", public)


def test_w30_an_administrator_owes_what_they_took_along_within_fourteen_days_and_all_see_when_it_is_late(
    world: World,
) -> None:
    gathering = held(make_gathering(make_process(world)))
    account, person = make_account(world.body, world.executive, Role.EXECUTIVE, "Jan")
    row = Presence.objects.create(
        tenant=world.body, created_at=clock.now(), gathering=gathering, person=person, role="executive",
        attendance="present",
    )  # fmt: skip
    public = f"/agenda/{gathering.event_id}/"
    assert "leest u hier wat deze bestuurder meenam" in text(Client().get(public))
    own = desk_of(account)
    assert "Wat nam u mee?" in text(own.get("/mijn/"))
    held(gathering, days_ago=15)
    assert "Te laat. Dit had hier op" in text(Client().get(public))
    assert "1 bestuurder heeft nog niet opgeschreven" in text(desk_of(world.officer).get("/balie/"))
    where = f"/mijn/bijeenkomsten/{row.pk}/"
    version = re.search(r'name="version" value="([^"]+)"', own.get(where).content.decode())
    assert version is not None
    long = own.post(where, {"text": "woord " * 61, "key": KEY, "version": version[1]})
    assert long.status_code == 422
    assert "Gebruik hooguit 60 woorden." in text(long)
    said = "Ik vraag de busmaatschappij om een late rit en kom in mei terug."
    assert own.post(where, {"text": said, "key": KEY, "version": version[1]}).status_code == 302
    assert said in text(Client().get(public))
    assert "Te laat" not in text(Client().get(public))
    assert "Wat nam u mee?" not in text(own.get("/mijn/"))
    # Nobody else writes it for them but the desk.
    other, _person = make_account(world.body, world.executive, Role.EXECUTIVE, "Piet")
    assert desk_of(other).get(where).status_code == 404


def test_a_report_is_refused_without_source_contact_and_who_was_there_and_mended_by_a_next_version(
    world: World,
) -> None:
    gathering = held(make_gathering(make_process(world)))
    desk, where = desk_of(world.clerk), f"/balie/bijeenkomsten/{gathering.event_id}/verslag/"
    full = {"text": "Er is gepraat over de bus.", "source": "Notulen", "contact": "Griffie, 0592 36 55 55"}

    def send(key: str, **fields: str) -> Any:
        version = re.search(r'name="version" value="([^"]+)"', desk.get(where).content.decode())
        assert version is not None
        return desk.post(where, {**full, **fields, "key": f"{KEY}{key}", "version": version[1]})

    assert "Schrijf op wat de bron van het verslag is" in text(send("a", source=""))
    assert "Schrijf op bij wie mensen terechtkunnen" in text(send("b", contact=""))
    assert "Schrijf eerst op wie erbij was" in text(send("c"))
    Presence.objects.create(
        tenant=world.body, created_at=clock.now(), gathering=gathering, person=world.contact, role="officer",
        attendance="present",
    )  # fmt: skip
    assert not Minutes.objects.exists()
    assert send("d").status_code == 302
    assert "Schrijf op wat er niet klopte." in text(send("e", reason=""))
    better = send("f", text="Er is gepraat over de bus en de trein.", reason="De trein stond er niet bij.")
    assert better.status_code == 302
    page = text(Client().get(f"/agenda/{gathering.event_id}/"))
    assert "bus en de trein" in page
    assert "De trein stond er niet bij." in page
    assert "Wat er eerder stond" in page


@pytest.mark.django_db
def test_an_event_without_seats_has_a_page_and_the_calendar_leads_there(world: World) -> None:
    gathering = make_gathering(make_process(world))
    event = gathering.event
    gathering.delete()
    assert "U hoeft zich niet aan te melden." in text(Client().get(f"/agenda/{event.pk}/"))
    assert f'href="/agenda/{event.pk}/"' in Client().get("/agenda/").content.decode()
    assert Client().get(f"/agenda/{event.pk}/aanmelden/").status_code == 404
