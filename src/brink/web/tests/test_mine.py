"""/mijn/: a member of a council before the debate, an executive before the meeting. For reading, without a desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.commitments import services as promising
from brink.domain.contributions.models import Contribution
from brink.domain.decisions import services
from brink.domain.decisions.models import ChosenTheme, Involvement
from brink.domain.decisions.tests.test_publishing import NOTE, complete, make_draft
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, AreaContact, CouncilGroup, Membership, Person
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


def full_page(world: World) -> Client:
    """Return a member of a fractie of whose page every part has something to tell."""
    decided(world)
    client = member(world)
    anne = Person.objects.get(name="Anne (voorbeeld)")
    Membership.objects.filter(person=anne).update(group=CouncilGroup.objects.get(name="B"))
    common = {"tenant": world.body, "created_at": clock.now()}
    AreaContact.objects.create(**common, person=anne, area=world.village, expectation="Bel.", starts=clock.today())
    ChosenTheme.objects.create(**common, person=anne, theme=world.theme)
    process = make_process(world, "bus")
    round = make_round(process)
    seat = Membership.objects.select_related("person", "group").get(person=anne)
    for as_group in (True, False):
        services.take_position(
            process=process, seat=seat, as_group=as_group, stance="for", text="Wij willen een bus.",
            actor=Actor(anne.account_id, "council"),
        )  # fmt: skip
    day = clock.today() + timedelta(days=9)
    Involvement.objects.create(
        **common, process=process, phase=process.phase, person=anne, on=day, what="Dorpstafel in Sleen"
    )
    DecisionMoment.objects.create(**common, process=process, on=day, organ=world.council, subject="Hoeveel bussen")
    Contribution.objects.create(
        **common, process=process, round=round, kind="idea", channel="visit", area=world.village,
        text="De bus komt hier nooit.",
    )  # fmt: skip
    at_home = {"channel": "web", "area": world.village, "text": "Een idee van thuis."}
    Contribution.objects.create(**common, process=process, round=round, kind="idea", **at_home)
    return client


def test_a_full_page_stays_small_and_leads_to_both_minorities_in_one_tap(world: World) -> None:
    client = full_page(world)
    with CaptureQueriesContext(connection) as counted:
        shown = client.get("/mijn/")
    page = shown.content.decode()
    for told in (NOTE["argument"], "Dorpstafel in Sleen", "Hoeveel bussen", "Proefdorp", "/mijn/onderwerpen/"):
        assert told in page, told
    assert len(counted) <= MOST_QUERIES, [one["sql"][-200:] for one in counted.captured_queries]
    assert len(shown.content) <= MOST_BYTES
    with CaptureQueriesContext(connection) as counted:
        topics = client.get("/mijn/onderwerpen/").content.decode()
    for told in ("De bus komt hier nooit.", "Uw fractie: voor", world.theme.name, "uw thema"):
        assert told in topics, told
    # What came by the site was not heard outside.
    assert "Een idee van thuis." not in topics
    assert len(counted) <= MOST_QUERIES
    # From the login: this page, and one tap to the decision with the minority of residents and of the council.
    address = page.partition('href="/besluiten/')[2].partition('"')[0].partition("#")[0]
    with CaptureQueriesContext(connection) as counted:
        decision = client.get(f"/besluiten/{address}")
    told = decision.content.decode().partition('id="minderheid"')[2].partition('id="minderheid-raad"')
    assert NOTE["argument"] in told[0]
    assert "Zo komt er een heel dorp bij." in told[2]
    assert len(counted) <= MOST_QUERIES, len(counted)
    assert len(decision.content) <= MOST_BYTES
