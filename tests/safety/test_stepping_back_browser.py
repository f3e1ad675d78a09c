"""The page that says what will happen, on a phone and a desk, with and without script: yes said twice, and Back."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from brink.domain.journal.models import Entry
from tests.browser_checks import faults, launch
from tests.builders import make_world
from tests.safety.test_stepping_back import CASES, TOLD, clerk
from tests.sampling import first

pytestmark = pytest.mark.browser
SIZES = [(360, 740, True), (360, 740, False), (1280, 800, True)]
SHOTS = os.environ.get("BRINK_SHOTS", "")


def session(client: Client, url: str) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.mark.parametrize(("width", "height", "script"), first("screens of stepping back", SIZES))
def test_it_fits_and_is_done_once(committed: None, live_server: Any, width: int, height: int, script: bool) -> None:
    world = make_world()
    pressed, client = CASES["answers.sent"](world), clerk(world)
    with sync_playwright() as driver:
        browser = launch(driver)
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        context.add_cookies([session(client, live_server.url)])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live_server.url}{pressed.address.removesuffix('versturen/')}")
        page.get_by_role("button", name="Lees alles na en verstuur").click()
        heading = page.get_by_role("heading", name=TOLD)
        heading.wait_for()
        box = heading.bounding_box()
        assert box is not None
        assert box["y"] < height, "what will happen stands in the first screen"
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{width}-{'met' if script else 'zonder'}.png", full_page=True)
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert faults(page) == []
        yes = page.get_by_role("button", name="Ja, verstuur")
        yes.dblclick()
        page.get_by_text("1 gever heeft nu antwoord.").wait_for()
        page.get_by_role("button", name="Haal de antwoorden terug").wait_for()
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{width}-{'met' if script else 'zonder'}-terug.png", full_page=True)
        # Back to the page that asked: nothing lies ready any more, and that is said where the answers are.
        page.go_back()
        page.get_by_text("Er ligt geen antwoord klaar om te versturen.").first.wait_for()
        page.goto(f"{live_server.url}{pressed.address.removesuffix('versturen/')}")
        page.get_by_role("button", name="Haal de antwoorden terug").click()
        page.get_by_text("Teruggehaald: 1 gever heeft het niet gelezen.").wait_for()
        browser.close()
    kinds = Entry.objects.filter(kind__startswith="answers.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["answers.sent", "answers.called_back"]
