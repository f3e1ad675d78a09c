"""The dialogue in Chromium: react, write, get the code, see the map; small and wide, with and without JavaScript."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward
from tests.sampling import first

from brink.domain.contributions.models import Contribution
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import Session, Vote
from brink.instruments.dialogue.tests.conftest import make_village
from brink.instruments.dialogue.tests.test_map import close

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: one h1, nothing sticks out, and with JavaScript axe can run and finds nothing."""
    if SHOTS:
        width = page.viewport_size["width"]
        path = Path(SHOTS) / f"dialogue-{name}-{width}-{'js' if script else 'nojs'}.png"
        page.screenshot(path=str(path), full_page=True)
    assert page.locator("h1").count() == 1, name
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize(("width", "script"), first("screens of dialogue", [(360, True), (1280, False)]))
def test_a_resident_reacts_writes_and_follows(chromium: Browser, live_server: Any, width: int, script: bool) -> None:
    village = make_village()
    Dialogue().seed(village.round, Random(2), 120)
    people = Session.objects.count()
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/processen/wonen/")
    look(page, "process", script)
    onward(page.get_by_role("link", name="Zeg wat u vindt"))
    look(page, "start", script)
    before = Vote.objects.count()
    for answer in ("Eens", "Oneens", "Weet ik niet"):
        onward(page.get_by_role("button", name=answer, exact=True))
    assert page.url.endswith("/?verder=1")
    look(page, "next", script)
    if script:
        assert page.evaluate("document.activeElement.tagName") == "LEGEND"
    assert (Session.objects.count(), Vote.objects.count()) == (people + 1, before + 3)
    onward(page.get_by_role("link", name="Schrijf zelf een zin"))
    page.get_by_label("Uw zin").fill("Een dorp zonder jeugd wordt stil. Bel 06 12345678.")
    onward(page.get_by_role("button", name="Stuur mijn zin"))
    look(page, "hint", script)
    page.get_by_label("Uw zin").fill("Een dorp zonder jeugd wordt stil.")
    onward(page.get_by_role("button", name="Stuur mijn zin toch"))
    look(page, "own", script)
    assert Contribution.objects.get(text="Een dorp zonder jeugd wordt stil.").moderation == "waiting"
    onward(page.get_by_role("link", name="Ga verder met antwoorden"))
    onward(page.get_by_role("link", name="Liever alle zinnen onder elkaar?"))
    look(page, "list", script)
    onward(page.get_by_role("button", name="Stuur en krijg mijn volgcode"))
    look(page, "thanks", script)
    onward(page.get_by_role("link", name="Bekijk de kaart van meningen"))
    look(page, "map", script)
    onward(page.get_by_role("link", name="Alle zinnen in een tabel"))
    look(page, "table", script)
    close(village)
    page.goto(live_server.url + village.url())
    look(page, "closed", script)
    assert page.get_by_role("button", name="Eens", exact=True).count() == 0
    assert complaints == []
    context.close()
