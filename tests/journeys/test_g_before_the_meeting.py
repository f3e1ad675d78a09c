"""Journey G: a Statenlid on the train, a gedeputeerde ten minutes before the meeting, a resident who follows a village.

Each on a phone; what they come to read is looked at on a wide window too.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from brink.domain.commitments import services as promising
from brink.domain.decisions import services
from brink.domain.decisions.models import Involvement
from brink.domain.decisions.tests.test_publishing import NOTE, complete, make_draft
from brink.domain.following.mailing import mail_follows
from brink.domain.following.models import Follow
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, AreaContact, CouncilGroup, Membership, Person
from brink.domain.processes.models import DecisionMoment
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.registers.inbox.tests.test_inbox import opened
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.journeys.conftest import DESK, PHONE, Hand

STAFF = Actor(role="clerk")
TALK = "Wat doet u met de school in Sleen? Ik kan op dinsdag, liefst bellen."


@pytest.fixture
def world(committed: None) -> World:
    """A province that decided this month against the wish of some, and asks another question."""
    made = make_world()
    opened(made)
    draft = make_draft(made)
    complete(draft)
    services.edit(decision=draft, fields={"on": clock.today()}, actor=STAFF)
    services.publish(decision=draft, actor=STAFF)
    return made


def with_seat(world: World, role: Role, name: str) -> tuple[Account, Person]:
    organ = world.council if role is Role.COUNCIL else world.executive
    account, person = make_account(world.body, organ, role, name)
    AreaContact.objects.create(
        tenant=world.body, created_at=clock.now(), person=person, area=world.village, expectation="Bel.",
        starts=clock.today(),
    )  # fmt: skip
    return account, person


def asked_for_a_talk(world: World, person: Person) -> None:
    said = {"key": "k" * 20, "text": TALK, "area": "", "email": ""}
    answer = Client().post(f"/vragen/{world.body.slug}/gesprek/{person.slug}/", said, follow=True)
    assert answer.status_code == 200


def test_a_member_reads_the_minority_on_the_train_and_says_where_she_stands(device: Hand, world: World) -> None:
    account, person = with_seat(world, Role.COUNCIL, "Anne")
    Membership.objects.filter(person=person).update(group=CouncilGroup.objects.order_by("name").first())
    bus = make_process(world, "bus")
    make_round(bus)
    on = clock.today() + timedelta(days=9)
    DecisionMoment.objects.create(
        tenant=world.body, created_at=clock.now(), process=bus, on=on, organ=world.council, subject="Hoeveel bussen"
    )
    asked_for_a_talk(world, person)
    anne = device(PHONE)
    anne.login(account)
    anne.visit("/mijn/")
    for told in (NOTE["argument"], NOTE["holders"], "Hoeveel bussen", "Proefdorp", TALK[:30]):
        assert anne.reads(told), told
    anne.look("g-statenlid")
    taps = anne.clicks
    anne.follow_to("#minderheid")
    assert anne.clicks - taps <= 3
    assert NOTE["argument"] in anne.text()
    anne.visit("/mijn/")
    anne.follow("Mijn standpunten, thema's en wat buiten is gehoord")
    anne.look("g-onderwerpen")
    anne.visit("/mijn/standpunten/bus/")
    anne.pick("voor")
    anne.press("Sla op")
    assert "Nog niet verstuurd" in anne.text()
    anne.write("Waarom vindt u dat?", "Zonder bus komt niemand in het ziekenhuis.")
    anne.press("Sla op")
    assert anne.reads("Opgeslagen. Iedereen leest het bij de vraag.")
    anne.visit("/mijn/standpunten/bus/")
    anne.pick("tegen")
    anne.write("Waarom vindt u dat?", "De buurtbus doet het beter.")
    anne.write("Van mening veranderd, omdat", "De mensen in Sleen rijden haar zelf.")
    anne.press("Sla op")
    wide = device(DESK)
    wide.visit("/processen/bus/")
    wide.unfold("Lees wat er eerst stond")
    for told in ("De buurtbus doet het beter.", "De mensen in Sleen rijden haar zelf.", "Zonder bus komt niemand"):
        assert told in wide.text(), told
    wide.look("g-standpunt")


def test_an_executive_sees_in_ten_minutes_what_waits_for_him(device: Hand, world: World) -> None:
    account, person = with_seat(world, Role.EXECUTIVE, "Jan")
    process = make_process(world, "plein")
    Involvement.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, phase=process.phase, person=person,
        on=clock.today() + timedelta(days=2), what="Dorpstafel in Sleen",
    )  # fmt: skip
    due = clock.today() + timedelta(days=9)
    basics = Basics(title="Een bankje op het plein", owner=person, due_on=due, published=True)
    promising.promise(tenant=world.body, receiver="Dorpsbelang", basics=basics, actor=STAFF, key=None)
    asked_for_a_talk(world, person)
    for width in (DESK, PHONE):
        jan = device(width)
        jan.login(account)
        jan.visit("/mijn/")
        for told in ("Dorpstafel in Sleen", "Een bankje op het plein", "Proefdorp", NOTE["argument"], TALK[:30]):
            assert jan.reads(told), told
        jan.look("g-gedeputeerde")
    # He has no desk, and answers whoever asked him here.
    assert jan.fetch("/balie/besluiten/")[1].count("<form") <= 2
    jan.follow_to("/mijn/gesprekken/" + re.findall(r"/mijn/gesprekken/([^/]+)/", jan.fetch("/mijn/")[1])[0] + "/")
    jan.look("g-gesprek")
    jan.pick("Ik antwoord hier meteen")
    jan.write("Uw antwoord", "Ik bel u dinsdag om tien uur.")
    jan.press("Verstuur", exact=False)
    assert TALK[:30] not in jan.text()


def test_a_resident_is_mailed_about_her_village_without_an_account(device: Hand, world: World) -> None:
    fatima = device(PHONE)
    fatima.visit("/")
    fatima.write("Uw dorp, stad of postcode", "Proefdorp")
    fatima.press("Zoek", first=True)
    fatima.look("g-dorp")
    fatima.follow_to("/op-de-hoogte/plek/proefdorp/")
    fatima.look("g-volgen")
    fatima.write("Uw e-mailadres", "fatima@voorbeeld.invalid")
    fatima.press("Mail mij")
    fatima.look("g-gevraagd")
    mail_follows()
    (letter,) = [one for one in mail.outbox if one.to == ["fatima@voorbeeld.invalid"]]
    found = re.search(r"https?://[^/]+(/op-de-hoogte/ja/\S+)", letter.body)
    assert found is not None, letter.body
    fatima.visit(found[1])
    # The link in the mail is the fourth; the button there is the yes that the law asks.
    assert fatima.clicks + 1 <= 4
    fatima.press("Ja, mail mij")
    fatima.look("g-ja")
    assert Follow.objects.get().confirmed_at is not None
