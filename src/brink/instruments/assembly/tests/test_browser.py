"""Journey F in Chromium, with and without script: sign up, the draw on the big screen, the advice with its replies."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.sampling import first

from brink.instruments.assembly.models import Volunteer
from brink.instruments.assembly.tests.making import make_beraad

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: one h1, nothing sticks out, and with script axe can run and finds nothing."""
    if SHOTS:
        assert page.viewport_size is not None
        width = page.viewport_size["width"]
        page.screenshot(path=str(Path(SHOTS) / f"assembly-{name}-{width}.png"), full_page=True)
    assert page.locator("h1").count() == 1, name
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize(("width", "script"), first("screens of assembly", [(360, True), (1280, False)]))
def test_a_resident_signs_up_sees_the_draw_and_reads_what_became_of_the_advice(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    beraad = make_beraad()
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/processen/wonen/")
    onward(page.get_by_role("link", name="Wat is het en wanneer is het?"))
    look(page, "start", script)
    onward(page.get_by_role("link", name="Meld u aan voor de loting"))
    for name in ("old_enough", "lives_here", "no_part"):
        page.locator(f"[name={name}][value=ja]").check()
    page.get_by_label("Leeftijd").select_option("oud")
    page.get_by_label("Geslacht").select_option("man")
    page.get_by_label("Uw naam").fill("Jan Proef")
    onward(page.get_by_role("button", name="Meld mij aan"))
    assert stands(page.get_by_text("Vul uw postcode en huisnummer in.").first)
    look(page, "mend", script)
    assert page.get_by_label("Uw naam").input_value() == "Jan Proef"
    page.get_by_label("Uw postcode en huisnummer").fill("9401 AB 12")
    onward(page.get_by_role("button", name="Meld mij aan"))
    look(page, "receipt", script)
    assert Volunteer.objects.filter(round=beraad.round, via="open").count() == 25
    beraad.held()
    page.goto(f"{live_server.url}{beraad.url('loting/')}")
    assert stands(page.get_by_role("heading", name="4 nummers zijn geloot"))
    look(page, "draw", script)
    beraad.offered(minority="Eerst de bus, dan pas huizen.")
    page.goto(f"{live_server.url}{beraad.url('advies/')}")
    assert stands(page.get_by_text("Eerst de bus, dan pas huizen."))
    look(page, "advice", script)
    context.close()
