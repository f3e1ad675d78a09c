"""A survey in Chromium: filled in on a phone without script and at a desk with it, read afterwards, and printed."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults
from tests.builders import make_process, make_round, make_world
from tests.sampling import first

from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.instruments.survey.instrument import Survey
from brink.instruments.survey.starts import questions_to_start_with
from brink.instruments.survey.tests.conftest import OFFICER

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: nothing sticks out, and with JavaScript axe finds nothing."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def _round() -> Round:
    settings = {"questions": questions_to_start_with("place").as_data()}
    found = make_round(make_process(make_world()), "survey", settings=settings, prompt="Vertel hoe u woont.")
    Survey().open(found, by=OFFICER, at=clock.now())
    return found


@pytest.mark.parametrize(("width", "script"), first("screens of survey", [(360, True), (1280, False)]))
def test_a_resident_fills_in_a_survey_and_reads_what_came_of_it(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    round = _round()
    page = chromium.new_context(
        locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script
    ).new_page()
    base = f"{live_server.url}/processen/wonen/ronde-1/vragenlijst/"
    page.goto(base)
    look(page, "first", script)
    page.get_by_role("button", name="Volgende").click()
    page.get_by_text("Kies een antwoord. ‘Weet ik niet’ mag ook.").first.wait_for()
    look(page, "refused", script)
    page.get_by_label("4", exact=True).check()
    page.get_by_label("een winkel").check()
    page.get_by_label("ja", exact=True).check()
    page.get_by_role("button", name="Volgende").click()
    page.get_by_label("een huis om te huren").check()
    page.get_by_label("Hoeveel jaar woont u er?").fill("12")
    page.get_by_label("Wat moeten wij nog meer weten?").fill("Zet een bank bij de kerk.")
    look(page, "second", script)
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("link", name="Vorige", exact=True).click()
    assert page.get_by_label("een huis om te huren").is_checked(), "going back loses nothing"
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("button", name="Volgende").click()
    page.get_by_text("Kijk uw antwoorden na").first.wait_for()
    look(page, "check", script)
    page.get_by_role("button", name="Verstuur mijn antwoorden").click()
    page.get_by_text("Uw bonnetje").first.wait_for()
    look(page, "receipt", script)
    Survey().seed(round, Random(3), 90)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    close_round(round=Round.objects.get(pk=round.pk), actor=OFFICER, key=None)
    page.goto(f"{base}uitkomst/")
    page.get_by_text("91 mensen hebben meegedaan.").first.wait_for()
    look(page, "results", script)


def test_the_sheet_shows_each_question_with_its_own_boxes_and_nothing_sticks_out(
    chromium: Browser, live_server: Any
) -> None:
    _round()
    page = chromium.new_context(locale="nl-NL", viewport={"width": 794, "height": 1123}).new_page()
    page.goto(f"{live_server.url}/processen/wonen/ronde-1/papier/")
    page.get_by_text("4. Alleen als uw antwoord op vraag 3 ‘ja’ is. Wat zoekt diegene?").first.wait_for()
    assert page.get_by_text("een huis om te huren").count() == 1
    page.emulate_media(media="print")
    if SHOTS:
        page.pdf(path=str(Path(SHOTS) / "paper.pdf"), format="A4")
        page.screenshot(path=str(Path(SHOTS) / "paper.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
