"""Whoever has a seat or works beside it: added in one go, with the menu to their own page, and never with a desk."""

import pytest
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Membership, Person
from brink.domain.people.services import add_group
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
PERSON = {"do": "person", "login": "", "email": "", "phone": "", "group": "", "organ": "", "role": "", "starts": ""}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def griffie(world: World) -> Client:
    client = Client()
    client.force_login(make_account(world.body, world.council, Role.CLERK, "Griffie")[0])
    return client


def send(client: Client, name: str, **more: object) -> "tuple[int, str]":
    answer = client.post("/balie/mensen/", {**PERSON, "name": name, "key": f"sleutel-{name}".ljust(20, "x"), **more})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("role", ["chair", "committee_member", "group_staff", "researcher", "council"])
def test_somebody_is_added_with_what_they_are(world: World, griffie: Client, role: str) -> None:
    heide = add_group(organ=world.council, name="Heide", starts=clock.today(), actor=SYSTEM)
    more = {"role": role, "organ": world.council.pk, "group": heide.pk if role == "group_staff" else ""}
    assert f'value="{role}"' in griffie.get("/balie/mensen/").content.decode()
    assert send(griffie, "Fien", **more)[0] == 302
    seat = Membership.objects.get(person__name="Fien")
    assert (seat.role, seat.organ, seat.starts) == (role, world.council, clock.today())


def test_what_cannot_be_is_one_sentence_and_nobody_is_added(world: World, griffie: Client) -> None:
    before = Person.objects.count()
    for more, told, status in (
        ({"role": "researcher"}, "Kies bij welk orgaan.", 422),
        ({"role": "group_staff", "organ": world.council.pk}, "Kies voor welke fractie deze medewerker werkt.", 422),
        ({"role": "executive", "organ": world.executive.pk}, "bestuurssecretaris of beheerder dit", 403),
    ):
        code, page = send(griffie, "Gijs", **more)
        assert (code, told in page, "Gijs" in page) == (status, True, True)
    assert Person.objects.count() == before


def test_the_menu_leads_to_ones_own_page_for_who_has_a_seat_and_nobody_else(world: World) -> None:
    member = Client()
    member.force_login(make_account(world.body, world.council, Role.COUNCIL, "Anne")[0])
    desk = Client()
    desk.force_login(world.officer)
    shown = ['href="/mijn/"' in one.get("/hulp/").content.decode() for one in (member, desk, Client())]
    assert shown == [True, False, False]


def test_the_kader_offers_each_side_its_own_organ(world: World, griffie: Client) -> None:
    page = griffie.get("/balie/kader/").content.decode()
    offered = page.partition('name="organ"')[2].partition("</select>")[0]
    assert str(world.council.pk) in offered
    assert str(world.executive.pk) not in offered
