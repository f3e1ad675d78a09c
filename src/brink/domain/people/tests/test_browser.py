"""Coming in with a browser: a code, then a passkey made and used, all under a policy that forbids inline script."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.builders import make_account, make_area, make_world
from tests.sampling import first

from brink.domain.journal.services import Actor
from brink.domain.people.services import request_role
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str) -> None:
    """Check a page as it stands: axe finds nothing and nothing sticks out."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(SHOTS) / f"account-{name}-{width}.png"), full_page=True)
    assert faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def code_in_the_mail() -> str:
    match = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert match is not None
    return match.group(1)


@pytest.mark.parametrize("width", first("screens of people", [360, 1280]))
def test_staff_come_in_and_make_a_passkey(chromium: Browser, live_server: Any, settings: Any, width: int) -> None:
    cache.clear()
    settings.STAFF_MFA = True
    world = make_world()
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    authenticator = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})

    page.goto(f"{live_server.url}/account/login/")
    look(page, "login")
    page.get_by_label("Uw e-mailadres").fill(world.officer.email)
    onward(page.get_by_role("button", name="Stuur mij een code"))
    look(page, "code")
    page.get_by_label("De code uit de mail").fill("AAAAAA")
    onward(page.get_by_role("button", name="Ga naar binnen"))
    assert stands(page.get_by_text("Fout: Deze code klopt niet."))
    look(page, "wrong-code")
    page.get_by_label("De code uit de mail").fill(code_in_the_mail())
    onward(page.get_by_role("button", name="Ga naar binnen"))
    assert stands(page.get_by_text("Stel eerst een tweede bewijs in."))
    look(page, "second-proof")
    onward(page.get_by_role("link", name="Stel een app in"))
    look(page, "app")
    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    look(page, "new-key")
    onward(page.get_by_role("button", name="Maak de sleutel"))
    page.wait_for_url("**/webauthn/reauthenticate/**")
    look(page, "again")
    onward(page.get_by_role("button", name="Gebruik mijn toegangssleutel"))
    page.wait_for_url("**/recovery-codes/")
    look(page, "recovery-codes")
    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    look(page, "keys")
    page.goto(f"{live_server.url}/balie/")
    assert page.url == f"{live_server.url}/balie/"

    page.goto(f"{live_server.url}/account/logout/")
    look(page, "logout")
    onward(page.get_by_role("button", name="Log uit"))
    page.goto(f"{live_server.url}/account/login/")
    onward(page.get_by_role("button", name="Gebruik mijn toegangssleutel"))
    page.wait_for_url("**/balie/")
    assert [one for one in complaints if "Content Security Policy" in one or "Refused" in one] == []


def test_without_javascript_a_code_still_lets_staff_in(chromium: Browser, live_server: Any) -> None:
    cache.clear()
    world = make_world()
    page = chromium.new_context(locale="nl-NL", java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/account/login/")
    assert page.get_by_role("button", name="Gebruik mijn toegangssleutel").count() == 0
    page.get_by_label("Uw e-mailadres").fill(world.officer.email)
    onward(page.get_by_role("button", name="Stuur mij een code"))
    page.get_by_label("De code uit de mail").fill(code_in_the_mail())
    onward(page.get_by_role("button", name="Ga naar binnen"))
    assert page.url == f"{live_server.url}/balie/"


@pytest.mark.parametrize("width", first("screens of people", [320, 1280]))
def test_the_page_about_people(chromium: Browser, live_server: Any, width: int) -> None:
    cache.clear()
    world = make_world()
    make_area("Proefstad", "municipality", world.province)
    _, person = make_account(world.body, world.office, Role.ADMIN, "Bea")
    make_account(world.body, world.office, Role.ADMIN, "Cor")
    request_role(
        person=world.contact, organ=world.office, role=Role.CLERK, reason="Neemt werk over.", starts=clock.today(),
        actor=Actor(person.account_id, "admin"),
    )  # fmt: skip
    page = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{live_server.url}/account/login/?next=/balie/mensen/")
    page.get_by_label("Uw e-mailadres").fill("cor@drenthe.invalid")
    onward(page.get_by_role("button", name="Stuur mij een code"))
    page.get_by_label("De code uit de mail").fill(code_in_the_mail())
    onward(page.get_by_role("button", name="Ga naar binnen"))
    page.wait_for_url("**/balie/mensen/")
    look(page, "people")
    onward(page.get_by_role("button", name="Bevestig de rol"))
    assert stands(page.get_by_text("De rol geldt nu."))
    onward(page.get_by_role("button", name="Vraag de rol aan"))
    look(page, "people-wrong")
