"""The kader in Chromium: on a phone and a desk, axe finds nothing, and it prints."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser_checks import faults
from tests.builders import make_world
from tests.sampling import first

from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.services import SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


@pytest.mark.parametrize("width", first("screens of kader", [320, 1280]))
def test_the_kader_on_a_phone_and_a_desk(chromium: Browser, live_server: Any, width: int) -> None:
    world = make_world()
    Framework.objects.all().delete()
    import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    page = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}).new_page()
    for name, address in (
        ("matrix", "/kader/"),
        ("matrix-officer", "/kader/?rol=ambtenaar"),
        ("phase", "/kader/drenthe/standaard/3/F3/?rol=volksvertegenwoordiger"),
        ("versions", "/kader/versies/"),
    ):
        page.goto(live_server.url + address)
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"kader-{name}-{width}.png"), full_page=True)
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def test_the_kader_prints_without_menu(chromium: Browser, live_server: Any) -> None:
    world = make_world()
    import_framework(text=standard_text(), tenant=world.body, actor=SYSTEM)
    page = chromium.new_context(locale="nl-NL").new_page()
    page.goto(f"{live_server.url}/kader/drenthe/standaard/3/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Lees het kader als").is_visible()
    assert not page.get_by_role("navigation", name="Hoofdmenu").is_visible()
    assert page.get_by_role("table").first.is_visible()
    if SHOTS:
        page.pdf(path=str(Path(SHOTS) / "kader.pdf"), format="A4")
