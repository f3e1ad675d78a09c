"""Beside adding: whoever made a mistake changes or takes away a party, an interest, a partner, a lesson, a draft."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_world
from tests.form_client import go_on, read

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Interest, Partner, Process, RoomStatement, Stakeholder
from brink.domain.processes.services import processes, rooms, stakeholders
from brink.domain.processes.views import changing, small_forms

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def process(world: World) -> Process:
    return make_process(world)


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def rows(process: Process) -> dict[str, Any]:
    """Return one row of each kind, with what it becomes."""
    party = stakeholders.add_stakeholder(process=process, name="Dorp", actor=STAFF, key=None)
    interest = stakeholders.add_interest(process=process, title="Rust", actor=STAFF, key=None)
    other = make_world("assen", "municipality").body
    partner = stakeholders.add_partner(process=process, body=other, part="Denkt mee.", actor=STAFF, key=None)
    lesson = processes.add_lesson(process=process, happened="Laat.", change="Eerder.", actor=STAFF, key=None)
    return {
        "partij": (party, {"name": "Dorpsbelang", "aim": "Een bus."}),
        "belang": (interest, {"title": "Rust in het dorp", "stakeholder": party.pk}),
        "partner": (partner, {"part": "Betaalt mee."}),
        "leermoment": (lesson, {"happened": "Te laat.", "change": "Veel eerder."}),
    }


def test_whatever_is_added_and_stays_can_be_changed() -> None:
    """What else can be added has its own page, button or end: a meeting, a moment, a term, an end."""
    elsewhere = {"bijeenkomst", "moment", "termijn", "terugkijken", "intrekken"}
    assert set(small_forms.KINDS) - elsewhere == set(changing.KINDS)


def test_each_is_changed_and_taken_away(process: Process, desk: Client) -> None:
    for what, (row, becomes) in reversed(rows(process).items()):
        address = f"/balie/processen/{process.slug}/wijzigen/{what}/{row.pk}/"
        (form, drop) = [one for one in read(desk.get(address)).forms if one.can_be_sent][-2:]
        sent = {one.name: value for one in form.fields for value in one.stands} | becomes
        assert desk.post(address, sent).status_code == 302, what
        row.refresh_from_db()
        assert {name: getattr(row, f"{name}_id", None) or getattr(row, name) for name in becomes} == becomes
        if what == "partij":
            Interest.objects.update(stakeholder=None)
        keys = {one.name: value for one in drop.fields for value in one.stands}
        assert desk.post(drop.action, keys).status_code == 302
        assert not type(row).objects.filter(pk=row.pk).exists(), what


def test_a_party_with_an_interest_stays_and_says_why(process: Process, desk: Client) -> None:
    party = stakeholders.add_stakeholder(process=process, name="Dorp", actor=STAFF, key=None)
    stakeholders.add_interest(process=process, title="Rust", stakeholder=party, actor=STAFF, key=None)
    address = f"/balie/processen/{process.slug}/wijzigen/partij/{party.pk}/weg/"
    answer = desk.post(address, {"key": "k" * 22}, follow=True)
    assert "Deze partij heeft een belang." in answer.content.decode()
    assert Stakeholder.objects.count() == 1


def test_a_new_version_of_the_room_is_thrown_away_and_the_published_one_stays(process: Process, desk: Client) -> None:
    rooms.start_room(process=process, actor=STAFF, key=None)
    assert RoomStatement.objects.count() == 2
    go_on(desk, f"/balie/processen/{process.slug}/doe/versie-weg/")
    assert [one.version for one in RoomStatement.objects.all()] == [1]
    assert Partner.objects.count() == 0


def test_half_a_limit_holds_up_nothing_else_of_the_room(process: Process, desk: Client) -> None:
    rooms.start_room(process=process, actor=STAFF, key=None)
    address = f"/balie/processen/{process.slug}/speelruimte/"
    form = max(read(desk.get(address)).forms, key=lambda one: len(one.fields))
    sent = {one.name: value for one in form.fields for value in one.stands}
    sent |= {"plan": "Eerst het dorp, dan de raad.", "grens-0-reference": "Artikel 3"}
    answer = desk.post(address, sent)
    assert answer.status_code == 422
    assert RoomStatement.objects.get(version=2).plan == "Eerst het dorp, dan de raad."
    page = read(answer)
    assert "De grenzen zijn nog niet bewaard. Wat u verder invulde wel." in page.text
    back = max(page.forms, key=lambda one: len(one.fields))
    again = {one.name: value for one in back.fields for value in one.stands}
    assert (again["grens-0-reference"], again["plan"]) == ("Artikel 3", "Eerst het dorp, dan de raad.")
    rest = {"grens-0-subject": "Geld", "grens-0-kind": "hard", "grens-0-source": "law", "grens-0-explanation": "Op."}
    assert desk.post(address, again | rest).status_code == 302
