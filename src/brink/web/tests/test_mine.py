"""/mijn/: a member of a council before the debate, an executive before the meeting. For reading, without a desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_world

from brink.domain.commitments import services as promising
from brink.domain.decisions import services
from brink.domain.decisions.tests.test_publishing import NOTE, complete, make_draft
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, AreaContact
from brink.domain.processes.models import DecisionMoment
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.foundation.visibility import Role

MOST_QUERIES, MOST_BYTES = 15, 60_000
STAFF = Actor(role="clerk")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def member(world: World, role: Role = Role.COUNCIL, name: str = "Anne") -> Client:
    client = Client()
    organ = world.council if role is Role.COUNCIL else world.executive
    client.force_login(make_account(world.body, organ, role, name)[0])
    return client


def decided(world: World) -> None:
    draft = make_draft(world)
    complete(draft)
    services.edit(decision=draft, fields={"on": clock.today()}, actor=STAFF)
    services.publish(decision=draft, actor=STAFF)


def test_from_the_login_a_member_reads_the_minority_of_this_month_without_a_tap(world: World) -> None:
    decided(world)
    client = member(world)
    # Where the login leads is the desk; who has none goes on to the page of their own.
    home = client.get("/balie/")
    assert (home.status_code, home["Location"]) == (302, "/mijn/")
    with CaptureQueriesContext(connection) as counted:
        shown = client.get("/mijn/")
    page = shown.content.decode()
    assert NOTE["argument"] in page
    assert NOTE["holders"] in page
    assert "Wonen in kleine dorpen" in page
    assert len(counted) <= MOST_QUERIES
    assert len(shown.content) <= MOST_BYTES
    address = page.partition('href="/besluiten/')[2].partition('"')[0]
    assert 'id="minderheid"' in client.get(f"/besluiten/{address.partition('#')[0]}").content.decode()


def test_a_member_is_told_when_their_own_organ_decides_and_of_no_other(world: World) -> None:
    process, now = make_process(world), clock.now()
    common = {"tenant": world.body, "created_at": now, "process": process}
    for organ, subject in ((world.council, "Hoeveel huizen"), (world.executive, "Welke weg")):
        DecisionMoment.objects.create(**common, on=clock.today() + timedelta(days=9), organ=organ, subject=subject)
    passed = clock.today() - timedelta(days=1)
    DecisionMoment.objects.create(**common, on=passed, organ=world.council, subject="Voorbij")
    page = member(world).get("/mijn/").content.decode()
    assert ("Hoeveel huizen" in page, "Welke weg" in page, "Voorbij" in page) == (True, False, False)


def test_an_executive_reads_their_areas_and_their_promises(world: World) -> None:
    account, person = make_account(world.body, world.executive, Role.EXECUTIVE, "Jan")
    AreaContact.objects.create(
        tenant=world.body, created_at=clock.now(), person=person, area=world.village, expectation="Bel.",
        starts=clock.today(),
    )  # fmt: skip
    basics = Basics(title="Een bankje", owner=person, due_on=clock.today() + timedelta(days=9), published=True)
    promising.promise(tenant=world.body, receiver="Dorpsbelang", basics=basics, actor=STAFF, key=None)
    client = Client()
    client.force_login(account)
    page = client.get("/mijn/").content.decode()
    assert ("Proefdorp" in page, "Een bankje" in page) == (True, True)
    other = member(world, Role.EXECUTIVE, "Lies").get("/mijn/").content.decode()
    assert ("Proefdorp" in other, "Een bankje" in other) == (False, False)


def test_the_page_gives_no_desk_and_is_for_nobody_without_a_role(world: World) -> None:
    client = member(world)
    assert [client.get(one).status_code for one in ("/balie/besluiten/", "/balie/mensen/")] == [404, 404]
    assert Client().get("/mijn/")["Location"] == "/account/login/?next=/mijn/"
    stranger = Client()
    stranger.force_login(Account.objects.create_user("wie@voorbeeld.invalid"))
    assert stranger.get("/mijn/").status_code == 404
