"""The desk page about people: who may come, what each button does, and few queries."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_area, make_world

from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import AreaContact, Membership, Person, RoleGrant
from brink.domain.people.services import add_person, link_account, request_role
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
PAGE = "/balie/mensen/"


@pytest.fixture
def world() -> World:
    world = make_world()
    make_area("Proefstad", "municipality", world.province)
    return world


@pytest.fixture
def admins(world: World) -> list[Client]:
    clients = []
    for name in ("Bea", "Cor"):
        clients.append(Client())
        clients[-1].force_login(make_account(world.body, world.office, Role.ADMIN, name)[0])
    return clients


def key_of(client: Client, form: str) -> str:
    found = re.search(rf'name="key" value="([^"]+)" id="{form}-key"', client.get(PAGE).content.decode())
    assert found is not None
    return found.group(1)


def ask(client: Client, world: World, person: Person, key: str) -> HttpResponse:
    today = clock.today().isoformat()
    values = {"do": "role", "key": key, "person": person.pk, "role": "officer", "organ": world.office.pk}
    return client.post(PAGE, {**values, "reason": "Neemt werk over.", "starts": today})


def test_only_those_who_mind_people_come_here(world: World, admins: list[Client], client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/account/login/?next={PAGE}"
    client.force_login(world.officer)
    assert client.get(PAGE).status_code == 404
    client.force_login(world.clerk)
    page = client.get(PAGE).content.decode()
    assert ("Voeg iemand toe" in page, "Wijs een contactpersoon aan" in page) == (True, False)
    assert "Vraag een rol aan" not in page
    assert client.post(PAGE, {"do": "role"}).status_code == 403
    assert "Vraag een rol aan" in admins[0].get(PAGE).content.decode()
    elsewhere = make_world("emmen")
    assert admins[0].get(f"{PAGE}?organisatie={elsewhere.body.slug}").status_code == 404


def test_a_newcomer_gets_a_role_by_two_administrators(world: World, admins: list[Client]) -> None:
    key = key_of(admins[0], "person")
    values = {"do": "person", "key": key, "name": "Dirk (voorbeeld)", "login": "dirk@voorbeeld.invalid"}
    assert [admins[0].post(PAGE, values).status_code for _ in range(2)] == [302, 302]
    person = Person.objects.get(name="Dirk (voorbeeld)")
    key = key_of(admins[0], "role")
    assert [ask(admins[0], world, person, key).status_code for _ in range(2)] == [302, 302]
    grant = RoleGrant.objects.get()
    own, other = (client.get(PAGE).content.decode() for client in admins)
    assert ("Bevestig de rol" in own, "Bevestig de rol" in other) == (False, True)
    press = {"do": "confirm", "id": grant.pk, "key": f"confirm-{grant.pk}"}
    assert admins[0].post(PAGE, press).status_code == 403
    assert Membership.objects.filter(person=person).count() == 0
    assert [admins[1].post(PAGE, press).status_code for _ in range(2)] == [302, 302]
    assert Membership.objects.get(person=person).role == Role.OFFICER
    stop = {"do": "end", "id": Membership.objects.get(person=person).pk}
    assert admins[0].post(PAGE, stop).status_code == 302
    assert Membership.objects.get(person=person).ends == clock.today()


def test_a_request_can_be_taken_back(world: World, admins: list[Client]) -> None:
    ask(admins[0], world, world.contact, key_of(admins[0], "role"))
    assert admins[0].post(PAGE, {"do": "withdraw", "id": RoleGrant.objects.get().pk}).status_code == 302
    assert RoleGrant.objects.get().withdrawn_at is not None


def test_a_contact_is_assigned_and_handed_over(world: World, admins: list[Client]) -> None:
    town = Area.objects.get(slug="proefstad")
    secretary, desk = make_account(world.body, world.executive, Role.SECRETARY, "Hiske")[0], Client()
    desk.force_login(secretary)
    values = {"do": "contact", "area": town.pk, "expectation": "Bel mij."}
    for name, day in (("Lies", "2026-01-01"), ("Harm", "2026-06-01")):
        person = make_account(world.body, world.executive, Role.EXECUTIVE, name)[1]
        sent = {**values, "key": key_of(desk, "contact"), "person": person.pk, "starts": day}
        assert desk.post(PAGE, sent).status_code == 302
    # Who sits elsewhere is not on the list, and an administrator names nobody.
    sent = {**values, "key": key_of(desk, "contact"), "person": world.contact.pk, "starts": "2026-07-01"}
    assert desk.post(PAGE, sent).status_code == 422
    assert admins[0].post(PAGE, sent).status_code == 403
    found = AreaContact.objects.order_by("starts").values_list("person__slug", "starts", "ends")
    assert [(slug, str(starts), str(ends)) for slug, starts, ends in found] == [
        ("lies", "2026-01-01", "2026-05-31"),
        ("harm", "2026-06-01", "None"),
    ]


def test_what_is_wrong_stands_at_the_field(world: World, admins: list[Client]) -> None:
    person = add_person(body=world.body, name="Zonder adres", actor=SYSTEM)
    answer = ask(admins[0], world, person, key_of(admins[0], "role"))
    assert answer.status_code == 422
    twice = {"do": "person", "key": "k" * 20, "name": "Nog iemand", "login": world.officer.email}
    answer = admins[0].post(PAGE, twice)
    assert answer.status_code == 422
    assert "Fout: Dit e-mailadres hoort al bij iemand anders." in answer.content.decode()
    assert Person.objects.filter(name="Nog iemand").count() == 0
    for wrong in ({"do": "gooi weg"}, {"do": "confirm", "id": "geen"}, {"do": "end", "id": world.body.pk}):
        assert admins[0].post(PAGE, wrong).status_code == 404


def test_queries_stay_few_with_more_people(world: World, admins: list[Client]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert admins[0].get(PAGE).status_code == 200
        return len(counted)

    bea = Person.objects.get(slug="bea").account_id
    request = {"organ": world.office, "reason": "Werk.", "starts": clock.today(), "actor": Actor(bea, "admin")}
    request_role(person=world.contact, role=Role.CLERK, **request)
    before = cost()
    for number in range(6):
        make_area(f"Stad{number}", "municipality", world.province)
        _, person = make_account(world.body, world.office, Role.OFFICER, f"Lid{number}")
        request_role(person=person, role=Role.CLERK, **request)
        link_account(
            person=add_person(body=world.body, name="x", actor=SYSTEM), email=f"{number}@x.invalid", actor=SYSTEM
        )
    assert cost() == before
    assert before <= 20
