"""What machines ask by name."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.builders import make_process, make_world

from brink.foundation import clock

pytestmark = pytest.mark.django_db


def test_a_demo_is_in_no_search_engine_and_a_site_is_without_pages_of_one_person(client: Client, settings: Any) -> None:
    settings.DEMO = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    settings.DEMO = False
    page = client.get("/robots.txt")
    lines = page.content.decode().splitlines()
    assert lines[-1] == f"Sitemap: {settings.BASE_URL}/sitemap.xml"
    closed = [line.removeprefix("Disallow: ") for line in lines[1:-1]]
    assert (closed, page["Content-Type"]) == (["/balie/", "/account/", "/volg/", "/taal/"], "text/plain; charset=utf-8")
    assert {client.get(path).status_code for path in closed} <= {200, 302, 404}


def test_a_hole_is_reported_to_an_address_that_is_there(client: Client, settings: Any) -> None:
    world = make_world()

    def lines() -> dict[str, str]:
        page = client.get("/.well-known/security.txt")
        assert page.status_code == 200
        return dict(line.split(": ", 1) for line in page.content.decode().splitlines())

    settings.SECURITY_CONTACT = ""
    assert lines()["Contact"] == f"{settings.BASE_URL}/hulp/"
    world.body.email = "info@voorbeeld.invalid"
    world.body.save()
    assert lines()["Contact"] == "mailto:info@voorbeeld.invalid"
    settings.SECURITY_CONTACT = "https://voorbeeld.invalid/melden"
    said = lines()
    assert said["Contact"] == "https://voorbeeld.invalid/melden"
    assert 0 < (datetime.fromisoformat(said["Expires"]) - clock.now()).days <= 366
    assert said["Canonical"] == f"{settings.BASE_URL}/.well-known/security.txt"


def test_the_sitemap_names_what_everybody_may_see_and_nothing_else(client: Client, settings: Any) -> None:
    world = make_world()
    make_process(world, "wonen")
    make_process(world, "geheim", room=False)
    said = client.get("/sitemap.xml").content.decode()
    for path in ("/", "/processen/wonen/", "/gebieden/proefdorp/", "/themas/wonen/", "/hulp/"):
        assert f"<loc>{settings.BASE_URL}{path}</loc>" in said
    assert "geheim" not in said
    assert "/balie/" not in said
    # Who works here reads the same list as everybody.
    client.force_login(world.officer)
    assert client.get("/sitemap.xml").content.decode() == said


def test_a_browser_finds_the_mark_of_the_house_by_its_old_name(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith(".png")
