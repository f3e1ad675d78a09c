"""A submission in Chromium, with and without script: read until when, send it in, and keep the number."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser_checks import faults, onward, stands
from tests.builders import make_world
from tests.sampling import first

from brink.foundation import clock
from brink.instruments.submission.models import Submission
from brink.instruments.submission.tests.conftest import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]


@pytest.mark.parametrize(("width", "script"), first("screens of submission", [(360, True), (1280, False)]))
def test_a_resident_sends_one_in_and_keeps_the_number(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    today = clock.today()
    draft = make_draft(make_world(), today - timedelta(days=1), today + timedelta(days=20))
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live_server.url}{draft.url()}")
    if script:
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    onward(page.get_by_role("link", name="Geef uw zienswijze").first)
    page.get_by_label("Wat vindt u van het ontwerp").fill("De afstand is te klein.")
    page.get_by_label("Adres").fill("Brinkweg 1, 9441 AA Orvelte")
    onward(page.get_by_role("button", name="Verstuur mijn zienswijze"))
    assert stands(page.get_by_text("Een zienswijze kan niet zonder naam en adres. Vul uw naam in.").first)
    assert page.get_by_label("Wat vindt u van het ontwerp").input_value() == "De afstand is te klein."
    if script:
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Naam", exact=True).fill("Roelof Hoving")
    onward(page.get_by_role("button", name="Verstuur mijn zienswijze"))
    assert stands(page.get_by_text(Submission.objects.get().name).first)
    context.close()
