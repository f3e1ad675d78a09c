"""A petition in Chromium: read, support, receipt; hand in; the desk. On a phone with script, at 1280 without."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.builders import make_world
from tests.sampling import first

from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.petition.seeding import sign
from brink.instruments.petition.tests.making import opened, with_kader

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: nothing sticks out, and with JavaScript axe can run and finds nothing."""
    if SHOTS:
        where = Path(SHOTS) / f"{name}-{page.viewport_size['width']}.png"
        page.screenshot(path=str(where), full_page=True)
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def paper(page: Page, name: str) -> None:
    if SHOTS:
        page.pdf(path=str(Path(SHOTS) / f"{name}.pdf"), format="A4")


def born(page: Page, year: str) -> None:
    """Choose a birth date from the three lists."""
    page.get_by_label("Dag", exact=True).select_option("7")
    page.get_by_label("Maand", exact=True).select_option("3")
    page.get_by_label("Jaar", exact=True).select_option(year)


@pytest.mark.parametrize(("width", "script"), first("screens of petition", [(360, True), (1280, False)]))
def test_a_resident_supports_and_another_hands_in(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    world = with_kader(make_world())
    round = opened(world)
    sign(round, Random(3), 23)
    page = chromium.new_context(
        locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script
    ).new_page()
    base = f"{live_server.url}/processen/{round.process.slug}/"
    page.goto(base)
    look(page, "process", script)
    page.goto(f"{base}{round.slug}/steun/")
    assert stands(page.get_by_text("20 mensen"))
    look(page, "petition", script)
    onward(page.get_by_role("link", name="Steun dit voorstel"))
    page.get_by_label("Uw naam").fill("Jan de Vries")
    page.get_by_label("Waar woont u?").select_option("Proefdorp")
    born(page, "2015")
    onward(page.get_by_role("button", name="Ja, ik steun dit"))
    assert stands(page.get_by_text("U kunt steunen vanaf 16 jaar. Vertel uw idee wel: dat kan op elke leeftijd."))
    look(page, "support-young", script)
    born(page, "1961")
    onward(page.get_by_role("button", name="Ja, ik steun dit"))
    assert stands(page.get_by_text("Bewaar deze code"))
    look(page, "receipt", script)
    page.goto(f"{base}{round.slug}/steun/lijst/")
    look(page, "list", script)
    paper(page, "list")
    page.goto(f"{live_server.url}/voorstellen/{world.body.slug}/")
    look(page, "body", script)
    onward(page.get_by_role("link", name="Doe een voorstel"))
    page.get_by_label("Titel van uw voorstel").fill("Een bank bij de kerk")
    look(page, "hand-in", script)
    page.context.close()


def test_the_desk_checks_and_rules(chromium: Browser, live_server: Any) -> None:
    world = with_kader(make_world())
    round = opened(world)
    sign(round, Random(3), 14)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() + timedelta(days=2))
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
    session = SessionStore()
    session[SESSION_KEY] = str(world.clerk.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = world.clerk.get_session_auth_hash()
    session.create()
    context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": live_server.url}])
    page = context.new_page()
    where = f"{live_server.url}/processen/{round.process.slug}/{round.slug}/steun/balie/"
    for name, address in (
        ("desk-list", f"{live_server.url}/balie/voorstellen/"),
        ("desk-rules", f"{live_server.url}/balie/voorstellen/regels/"),
        ("desk-petition", where), ("desk-typed", f"{where}papier/"), ("desk-control", f"{where}controle/"),
        ("desk-scheduling", f"{where}besluit/"),
    ):  # fmt: skip
        page.goto(address)
        look(page, name, True)
    context.close()
