"""A text in Chromium, on a phone and a desk, with and without script: read, say, see what changed; and on paper."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.builders import make_process, make_room, make_round, make_world
from tests.sampling import first

from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Account
from brink.domain.processes.models import Boundary, RoomStatement, Round
from brink.foundation import clock
from brink.instruments.consultation import demo, queries
from brink.instruments.consultation.instrument import ConsultationInstrument
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.seeding import invented
from brink.instruments.consultation.services.versions import SourceText, publish, take_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: nothing sticks out, and with script axe can run and finds nothing."""
    if SHOTS:
        kind = f"{page.viewport_size['width']}-{'js' if script else 'nojs'}"  # type: ignore[index]
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{kind}.png"), full_page=True)
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def _round() -> Round:
    world = make_world()
    process = make_process(world, room=False)
    room = make_room(world, process, published_at=None, adopted_by=world.council)
    limits = {"tenant": world.body, "created_at": clock.now(), "room": room, "explanation": "Dat zegt de wet."}
    Boundary.objects.create(**limits, number=1, kind="hard", subject="geen panelen in natuur", source="law")
    Boundary.objects.create(**limits, number=2, kind="movable", subject="hoe groot een veld is", source="policy")
    RoomStatement.objects.filter(pk=room.pk).update(published_at=clock.now())
    process.room_published_at = clock.now()
    process.save()
    round = make_round(process, "consultation")
    ConsultationInstrument().seed(round, Random(3), 40)
    draft = take_in(
        round=round, source=SourceText(invented()["title"], pasted(invented()["later"])), actor=SYSTEM, key=None
    )
    demo.tell(draft, actor=SYSTEM)
    publish(version=draft, reason=invented()["why_later"], looked=True, actor=SYSTEM, key=None)
    return round


@pytest.mark.parametrize(("width", "script"), first("screens of consultation", [(360, True), (1280, False)]))
def test_a_resident_reads_says_something_and_sees_what_changed(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    round = _round()
    context = chromium.new_context(
        locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    base = f"{live_server.url}/processen/wonen/ronde-1/tekst/"
    page.goto(f"{live_server.url}/processen/wonen/")
    look(page, "process", script)
    page.goto(base)
    look(page, "start", script)
    onward(page.get_by_role("link", name="4 Hoe groot een veld mag zijn"))
    look(page, "section", script)
    onward(page.get_by_role("link", name="Zeg iets over dit stuk"))
    page.get_by_label("Wat wilt u zeggen over dit stuk?").fill("Zes hectare is nog te groot.")
    page.get_by_label("Verander dit").check()
    page.get_by_text("Gaat het over één zin? Kies hem hier").click()
    page.get_by_label("Een veld is ten hoogste 6 hectare.").check()
    look(page, "say", script)
    onward(page.get_by_role("button", name="Verstuur mijn opmerking"))
    look(page, "receipt", script)
    code = page.locator(".brink-receipt__code").first.inner_text()
    page.goto(f"{live_server.url}/volg/")
    page.get_by_label("Uw volgcode").fill(code)
    onward(page.get_by_role("button", name="Bekijk het pad van uw woorden"))
    assert stands(page.get_by_text("U zei dit over:"))
    look(page, "follow", script)
    page.goto(f"{base}verschil/")
    assert stands(page.get_by_text("2 van de 8 stukken zijn veranderd"))
    look(page, "changes", script)
    page.goto(f"{base}alles/")
    look(page, "all", script)
    if SHOTS and not script:
        for name, where in (("changes", "verschil/"), ("print", "afdruk/")):
            page.goto(base + where)
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 794, "height": 1123})
            page.screenshot(path=str(Path(SHOTS) / f"paper-{name}.png"), full_page=True)
            page.pdf(path=str(Path(SHOTS) / f"{name}.pdf"), format="A4")
    assert queries.remark_counts(round).total() == 41


@pytest.mark.parametrize("width", first("screens of consultation", [360, 1280]))
def test_the_desk_looks_a_new_version_over(chromium: Browser, live_server: Any, width: int) -> None:
    round = _round()
    take_in(
        round=round, source=SourceText(invented()["title"], pasted(invented()["text"])), actor=SYSTEM, key=None
    )
    client = Client()
    client.force_login(Account.objects.get(name__startswith="Aziz"))
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    base = f"{live_server.url}/processen/wonen/ronde-1/tekst/balie/"
    for name in ("", "publiceren/", "opmerkingen/"):
        page.goto(base + name)
        look(page, f"desk-{name.strip('/') or 'text'}", True)
    page.goto(base)
    onward(page.get_by_role("link", name="4 Hoe groot een veld mag zijn"))
    look(page, "desk-section", True)
