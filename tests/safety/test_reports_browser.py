"""Reporting without script on a phone, and what staff see at a desk: axe finds nothing and nothing sticks out."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT
from brink.domain.participation.models import OneLine
from brink.domain.processes.models import Round
from brink.domain.reports.models import Report
from brink.domain.reports.services import Notice, report
from brink.foundation import clock
from brink.instruments.ideas import photos
from brink.instruments.ideas.services import Extras, add_comment, give_idea
from tests.browser_checks import faults, onward
from tests.builders import World, make_process, make_round, make_world
from tests.sampling import first

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


def an_idea(round: Round, text: str) -> Contribution:
    file = BytesIO()
    Image.new("RGB", (900, 600), "#7d5a86").save(file, "PNG")
    file.seek(0)
    extras = Extras(photo=photos.keep(file, len(file.getvalue())), photo_alt="Een paars vlak")
    return give_idea(
        round=round, words=Words(kind="idea", text=text), actor=RESIDENT, key=None, extras=extras
    ).contribution


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def idea(world: World, tmp_path: Path, settings: Any) -> Contribution:
    settings.MEDIA_ROOT = str(tmp_path)
    round = make_round(make_process(world), "ideas")
    idea = an_idea(round, "Zet een bank bij de brink. Dan praten mensen weer met elkaar.")
    words = Words(kind="comment", text="Liever twee banken.")
    add_comment(round=round, idea=idea, stance="for", words=words, actor=RESIDENT, key=None)
    OneLine.objects.create(
        tenant=world.body, created_at=clock.now(), round=round, what="idea.supported", subject=idea.pk, count=180,
        told=180, in_hall=True,
    )  # fmt: skip
    Contribution.objects.filter(pk=idea.pk).update(support_count=200)
    for number in range(3):
        waits = an_idea(round, f"Een wachtend idee {number}, met een foto.")
        Contribution.objects.filter(pk=waits.pk).update(moderation=Moderation.WAITING)
    return idea


def test_a_resident_without_script_reports_and_reads_the_receipt(
    chromium: Browser, live_server: Any, idea: Contribution
) -> None:
    context = chromium.new_context(locale="nl-NL", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/processen/wonen/ronde-1/ideeen/{idea.pk}/")
    shot(page, "idea")
    onward(page.get_by_role("link", name="Meld dit").first)
    shot(page, "report")
    onward(page.get_by_role("button", name="Verstuur mijn melding"))
    assert page.get_by_text("Nog niet verstuurd").first.is_visible()
    shot(page, "report-refused")
    page.get_by_label("Het beledigt, bedreigt of sluit mensen uit").check()
    page.get_by_label("Wat klopt er niet?").fill("Dit is niet aardig.")
    onward(page.get_by_role("button", name="Verstuur mijn melding"))
    assert page.get_by_role("heading", name="Wij hebben uw melding").is_visible()
    shot(page, "report-receipt")
    assert Report.objects.count() == 1


def login(context: Any, url: str, world: World) -> None:
    """Bring the session of the officer along: coming in is tested elsewhere."""
    client = Client()
    client.force_login(world.officer)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.mark.parametrize("width", first("screens of reports", [360, 1280]))
def test_pages_of_reports_lines_and_the_queue_hold_nothing_that_axe_finds(
    chromium: Browser, live_server: Any, world: World, idea: Contribution, width: int
) -> None:
    report(contribution=idea, notice=Notice("hurts", "Dit is niet aardig."), actor=RESIDENT, key="een-sleutel-hier")
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800})
    login(context, live_server.url, world)
    page = context.new_page()
    pages = {
        "make": f"/melden/{idea.pk}/",
        "code": "/melding/",
        "rules": "/huisregels/",
        "idea": f"/processen/wonen/ronde-1/ideeen/{idea.pk}/",
        "desk": "/balie/meldingen/",
        "one": f"/balie/meldingen/{Report.objects.get().pk}/",
        "check": "/balie/inbreng/controle/?alles=1",
        "new": "/balie/inbreng/controle/?lijst=nieuw",
        "lines": f"/balie/rondes/{idea.round_id}/aansluitingen/",
        "mail": "/balie/mail/",
    }
    for name, address in pages.items():
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == 200, name
        shot(page, name)
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.goto(f"{live_server.url}{pages['check']}")
    page.get_by_label("Eén reden voor alles wat u aanvinkt").fill("Dit is reclame.")
    onward(page.get_by_role("button", name="Verberg alles wat ik aanvinkte"))
    assert page.get_by_role("heading", name="U verbergt 3 bijdragen").is_visible()
    shot(page, "many")
    assert faults(page) == [], "many"
    onward(page.get_by_role("button", name="Ja, verberg ze"))
    assert page.get_by_text("3 bijdragen zijn verborgen.").is_visible()
    shot(page, "many-done")
