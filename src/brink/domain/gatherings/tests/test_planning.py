"""An event of a government that belongs to no question: planned, moved and called off by pages of the desk."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_world
from tests.form_client import go_on

from brink.domain.gatherings.models import Gathering
from brink.domain.gatherings.services import Comer, sign_up
from brink.domain.gatherings.tests.gathering_facts import make_gathering
from brink.domain.processes.models import Event
from brink.foundation import clock

KEY = "sleutel-van-zestien-en-meer"
NEW = "/balie/bijeenkomsten/nieuw/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.clerk)
    return client


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def fields(**changed: Any) -> dict[str, str]:
    return {"key": KEY, "title": "Open dag", "on": day(9), "starts": "10:00", "ends": "12:00",
            "venue": "Provinciehuis", **changed}  # fmt: skip


def version(client: Client, where: str) -> str:
    found = re.search(r'name="version" value="([^"]+)"', client.get(where).content.decode())
    assert found is not None
    return found[1]


def test_an_open_day_is_planned_without_a_question_and_stands_in_the_calendar(desk: Client) -> None:
    answer = desk.post(NEW, fields())
    event = Event.objects.get()
    assert (event.process, event.title) == (None, "Open dag")
    assert answer["Location"] == f"/balie/bijeenkomsten/{event.pk}/"
    assert f'href="/agenda/{event.pk}/"' in Client().get("/agenda/").content.decode()
    page = desk.get(answer["Location"]).content.decode()
    for way_on in ("plekken", "wijzigen", "gaat-niet-door"):
        assert f"/balie/bijeenkomsten/{event.pk}/{way_on}/" in page


def test_what_cannot_be_comes_back_with_what_was_typed(desk: Client) -> None:
    answer = desk.post(NEW, fields(venue="", title="Open dag in Assen"))
    assert answer.status_code == 422
    assert "Open dag in Assen" in answer.content.decode()
    late = desk.post(NEW, fields(starts="20:00", ends="19:00"))
    assert "Het einde ligt vóór het begin." in late.content.decode()
    assert not Event.objects.exists()


def test_a_moved_day_is_told_to_who_signed_up_and_a_reason_to_all(desk: Client, world: World) -> None:
    desk.post(NEW, fields())
    event = Event.objects.get()
    gathering = Gathering.objects.create(
        tenant=world.body, created_at=clock.now(), event=event, takes_signups=True, capacity=3
    )
    sign_up(gathering=gathering, comer=Comer(phone="0592123456"), key=f"{KEY}9")
    where = f"/balie/bijeenkomsten/{event.pk}/wijzigen/"
    assert desk.post(where, fields(on=day(11), key=f"{KEY}2", version=version(desk, where))).status_code == 302
    page = desk.get(f"/balie/bijeenkomsten/{event.pk}/").content.decode()
    assert "Bel 1 aanmelding" in page
    off = go_on(desk, f"/balie/bijeenkomsten/{event.pk}/gaat-niet-door/", {"key": f"{KEY}3", "reason": "Storm."})
    assert off.status_code == 302
    told = Client().get(f"/agenda/{event.pk}/").content.decode()
    assert "Gaat niet door." in told
    assert "Storm." in told
    # What is off is not moved any more: there is no way on to it.
    assert "wijzigen" not in desk.get(f"/balie/bijeenkomsten/{event.pk}/").content.decode()


def test_an_event_of_a_question_is_changed_at_the_question(desk: Client, world: World) -> None:
    process = make_process(world)
    event = make_gathering(process).event
    page = desk.get(f"/balie/bijeenkomsten/{event.pk}/").content.decode()
    assert f"/balie/processen/{process.slug}/bijeenkomsten/{event.pk}/" in page
    assert desk.get(f"/balie/bijeenkomsten/{event.pk}/wijzigen/").status_code == 404
