"""An advice in Chromium, with and without script: choose, see what is left, send, change, read what came of it."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.sampling import first

from brink.instruments.valuation.instrument import ValuationInstrument
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.tests.conftest import make_seat

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: one h1, nothing sticks out, and with script axe can run and finds nothing."""
    if SHOTS:
        width = page.viewport_size["width"]
        page.screenshot(path=str(Path(SHOTS) / f"valuation-{name}-{width}.png"), full_page=True)
    assert page.locator("h1").count() == 1, name
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize(("width", "script"), first("screens of valuation", [(360, True), (1280, False)]))
def test_a_resident_gives_advice_changes_it_and_reads_what_came_of_it(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    seat = make_seat()
    ValuationInstrument().seed(seat.round, Random(3), 140)
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/processen/wonen/")
    onward(page.get_by_role("link", name="Geef uw advies"))
    look(page, "start", script)
    page.locator("[name=level-5]").check()
    page.locator("[name=level-3]").check()
    if not script:
        onward(page.get_by_role("button", name="Reken opnieuw"))
        assert stands(page.get_by_text("U zit € 20.000 boven het budget."))
    else:
        said = "Uw keuzes kosten € 120.000 van de € 100.000. Dat is € 20.000 te veel."
        assert page.locator("[data-advice-total]").inner_text() == said
        assert page.locator("[data-advice-effects] dd").inner_text() == "120 – 240 per dag"
    look(page, "over", script)
    page.locator("[name=level-3]").uncheck()
    page.locator("[name=level-2][value='1']").check()
    if script:
        said = "Uw keuzes kosten € 90.000 van de € 100.000. Er blijft € 10.000 over."
        said += " Dat gaat naar: het onderhoud van wegen."
        assert page.locator("[data-advice-total]").inner_text() == said
    page.locator("details:has([name=why-5]) summary").click()
    page.locator("[name=why-5]").fill("Dan ben ik in een uur in Zwolle.")
    onward(page.get_by_role("button", name="Verstuur mijn advies"))
    look(page, "receipt", script)
    onward(page.get_by_role("link", name="Verander mijn advies"))
    assert page.locator("[name=level-5]").is_checked()
    assert page.locator("[name=why-5]").input_value() == "Dan ben ik in een uur in Zwolle."
    mine = Advice.objects.exclude(participant=None).get()
    assert (mine.levels, mine.reasons) == ({"2": 1, "5": 1}, {"5": "Dan ben ik in een uur in Zwolle."})
    seat.close()
    page.goto(f"{live_server.url}{seat.url('uitkomst/')}")
    assert stands(page.get_by_role("heading", name="Kern, twijfel en buiten"))
    look(page, "result", script)
    assert complaints == []
    context.close()
