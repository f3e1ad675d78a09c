"""A ballot in Chromium, with and without script: choose, see the total, send, change, read the result."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.sampling import first

from brink.instruments.budget.instrument import BudgetInstrument
from brink.instruments.budget.models import Ballot
from brink.instruments.budget.tests.conftest import make_village

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: one h1, nothing sticks out, and with script axe can run and finds nothing."""
    if SHOTS:
        width = page.viewport_size["width"]
        path = Path(SHOTS) / f"budget-{name}-{width}-{'js' if script else 'nojs'}.png"
        page.screenshot(path=str(path), full_page=True)
    assert page.locator("h1").count() == 1, name
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize(("width", "script"), first("screens of budget", [(360, True), (1280, False)]))
def test_a_resident_votes_changes_and_reads_the_result(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    village = make_village(within=True)
    BudgetInstrument().seed(village.round, Random(3), 40)
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/processen/wonen/")
    look(page, "process", script)
    onward(page.get_by_role("link", name="Kies uw plannen"))
    look(page, "ballot", script)
    page.get_by_label("De bus").check()
    page.get_by_label("Een dak").check()
    if not script:
        onward(page.get_by_role("button", name="Reken opnieuw"))
        assert stands(page.get_by_text("U heeft voor € 110.000 gekozen. Dat is € 10.000 te veel."))
    else:
        said = "U heeft 2 plannen gekozen: € 110.000. Dat is € 10.000 te veel."
        assert page.locator("[data-budget-total]").inner_text() == said
    page.get_by_label("De bus").uncheck()
    if script:
        said = "U heeft 1 plan gekozen: € 50.000. Er is nog € 50.000. Dat hoeft niet op."
        assert page.locator("[data-budget-total]").inner_text() == said
    onward(page.get_by_role("button", name="Verstuur mijn stem"))
    look(page, "receipt", script)
    onward(page.get_by_role("link", name="Verander mijn stem"))
    assert page.get_by_label("Een dak").is_checked()
    look(page, "again", script)
    assert Ballot.objects.filter(choices={"2": 1}).exclude(participant=None).count() == 1
    village.close()
    page.goto(f"{live_server.url}{village.url('uitslag/')}")
    assert stands(page.get_by_role("heading", name="Reken het zelf na"))
    look(page, "result", script)
    assert complaints == []
    context.close()


@pytest.mark.parametrize("form", ["points", "ranked"])
def test_points_and_places_fit_on_a_phone(chromium: Browser, live_server: Any, form: str) -> None:
    village = make_village(form=form)
    page = chromium.new_context(locale="nl-NL", viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{live_server.url}{village.url()}")
    look(page, form, True)
    page.locator("[name=plan-1]").fill("1")
    onward(page.get_by_role("button", name="Verstuur mijn stem"))
    assert Ballot.objects.get().choices == {"1": 1}
    page.goto(f"{live_server.url}/processen/wonen/ronde-1/papier/")
    look(page, f"paper-{form}", True)
    page.context.close()
