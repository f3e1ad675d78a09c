"""What leaves the site with a question: preview, picture, short address, code. Never of one that is hidden."""

import re

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.ui.pictures.share import SIZE

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    make_round(make_process(world, "energie-van-ons-samen"))
    make_process(world, "geheim", room=False)
    return world


def properties(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', page))


def test_a_shared_link_shows_question_summary_and_a_picture_of_our_own(world: World, client: Client) -> None:
    said = properties(client.get("/processen/energie-van-ons-samen/").content.decode())
    assert said["og:title"] == "Hoe kunnen mensen in kleine dorpen blijven wonen?"
    assert said["og:description"] == "De provincie wil weten wat nodig is."
    assert said["og:locale"] == "nl_NL"
    assert said["og:url"].endswith("/processen/energie-van-ons-samen/")
    path = "/" + said["og:image"].split("/", 3)[3]
    drawn = client.get(path)
    assert (drawn["Content-Type"], drawn.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(drawn.content[16:20]) == SIZE[0]
    assert len(drawn.content) < 60_000
    assert properties(client.get("/").content.decode())["og:image"].endswith(".png")


def test_a_hidden_question_has_no_picture_no_short_address_and_no_code_for_anybody(world: World) -> None:
    staff = Client()
    staff.force_login(world.officer)
    for client in (Client(), staff):
        for path in ("/plaatje/geheim.png", "/v/geheim/", "/processen/geheim/flyer/", "/processen/geheim/flyer/qr.svg"):
            assert client.get(path).status_code == 404, path


def test_a_short_address_leads_to_its_question_or_asks_which(world: World, client: Client) -> None:
    page = client.get("/processen/energie-van-ons-samen/flyer/").content.decode()
    assert re.search(r"<strong>[^<]*/v/energie/</strong>", page)
    for word in ("energie", "energie-van-ons-samen"):
        assert client.get(f"/v/{word}/")["Location"] == "/processen/energie-van-ons-samen/"
    make_process(world, "energie-op-zee")
    asked = client.get("/v/energie/").content.decode()
    assert "Welke vraag bedoelt u?" in asked
    assert "/processen/energie-op-zee/" in asked
    assert client.get("/v/zomaar/").status_code == 404
    assert client.get("/v/en/").status_code == 404, "too little to mean one question"


def test_the_code_comes_as_a_drawing_and_as_dots(world: World, client: Client) -> None:
    drawn = client.get("/processen/energie-van-ons-samen/flyer/qr.svg")
    assert drawn.content.startswith(b"<?xml")
    assert drawn.content.count(b"xmlns=") == 1
    assert client.get("/processen/energie-van-ons-samen/flyer/qr.png").content[:4] == b"\x89PNG"
