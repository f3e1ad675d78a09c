"""The code of a sign-up on its slip: at the desk that takes one by telephone, and with whoever signed up."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_process, make_world

from brink.domain.gatherings import slips
from brink.domain.gatherings.models import Gathering, SignUp
from brink.domain.gatherings.services import Comer, sign_up
from brink.domain.gatherings.tests.gathering_facts import make_gathering
from brink.foundation import clock

KEY = "sleutel-van-zestien-en-meer"
BON = "/balie/bijeenkomsten/aanmelding/bon/"
CODE = re.compile(r"<span>(\w+) </span><span>(\w+) </span><span>(\w+) </span><span>(\d{4} \d{4} [A-Z])</span>")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def gathering(world: World) -> Gathering:
    return make_gathering(make_process(world), capacity=2)


def desk_of(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def code_on(page: Any) -> str:
    [found] = CODE.findall(page.content.decode())
    return " ".join(found)


def enter(desk: Client, gathering: Gathering, **fields: str) -> Any:
    where = f"/balie/bijeenkomsten/{gathering.event_id}/aanmelden/"
    return desk.post(where, {"key": KEY, "party": "1", **fields}, follow=True)


def test_the_code_that_the_desk_reads_out_stands_on_a_slip_that_loads_again(world: World, gathering: Gathering) -> None:
    desk = desk_of(world.officer)
    shown = enter(desk, gathering, phone="0592123456")
    assert shown.redirect_chain == [(BON, 302)]
    code, words = code_on(shown), shown.content.decode()
    for told in ("Aangemeld: er is een plek.", "Als er iets verandert, bellen wij.", f'data-copy="{code}"', "?print"):
        assert told in words
    # It is said on this page alone: no passing message, nothing in a cache, nothing to be found in the session.
    assert "brink-notice" not in words
    assert shown["Cache-Control"] == "private, no-store"
    assert code not in str(dict(desk.session))
    assert code_on(desk.get(BON)) == code
    paper = desk.get(f"{BON}?print")
    assert code_on(paper) == code
    assert "data-copy" not in paper.content.decode()
    # With that code whoever called reads how it stands, and the next sign-up is one press away.
    assert "U heeft een plek" in Client().post("/aanmelding/", {"code": code}, follow=True).content.decode()
    assert f'href="/balie/bijeenkomsten/{gathering.event_id}/aanmelden/"' in words


def test_the_slip_says_where_on_the_waiting_list_somebody_stands(world: World, gathering: Gathering) -> None:
    sign_up(gathering=gathering, comer=Comer(party=2), key="eerder-aangemeld-een")
    said = enter(desk_of(world.officer), gathering).content.decode()
    assert "Aangemeld op de wachtlijst." in said
    assert "Nummer 1 op de wachtlijst." in said


def test_after_a_quarter_of_an_hour_and_for_others_the_slip_is_gone(world: World, gathering: Gathering) -> None:
    desk, neighbour = desk_of(world.officer), make_world("elders")
    enter(desk, gathering)
    # Somebody else on this computer, of another government: the code of ours is not shown.
    stranger = desk_of(neighbour.officer)
    session = stranger.session
    session[slips.KEY] = desk.session[slips.KEY]
    session.save()
    assert stranger.get(BON).status_code == 404
    assert desk_of(world.officer).get(BON)["Location"] == "/balie/bijeenkomsten/"
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert desk.get(BON)["Location"] == "/balie/bijeenkomsten/"
    assert slips.KEY not in desk.session


def test_a_double_click_shows_the_slip_of_the_one_sign_up(world: World, gathering: Gathering) -> None:
    desk = desk_of(world.officer)
    assert code_on(enter(desk, gathering)) == code_on(enter(desk, gathering))
    assert SignUp.objects.count() == 1


def test_whoever_signs_up_has_the_same_slip_to_print_and_to_copy(gathering: Gathering) -> None:
    client = Client()
    answer = client.post(f"/agenda/{gathering.event_id}/aanmelden/", {"key": KEY, "party": "2"}, follow=True)
    code = code_on(answer)
    assert f'data-copy="{code}"' in answer.content.decode()
    paper = client.get("/aanmelding/?print")
    assert code_on(paper) == code
    assert "Een plek voor 2 mensen." in paper.content.decode()
