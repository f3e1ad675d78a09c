"""Journey B in Chromium: an idea, a hint, a receipt, support and a comment; on a phone and a desk, with and without
JavaScript, and axe finds nothing on the way."""

import os
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from tests.browser_checks import faults, onward, stands
from tests.builders import make_process, make_round, make_world
from tests.sampling import first

from brink.instruments.ideas.instrument import IdeasInstrument

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")


def look(page: Page, name: str, script: bool) -> None:
    """Check a page as it stands: nothing sticks out, and with JavaScript axe can run and finds nothing."""
    if script:
        styled = "getComputedStyle(document.body).marginTop === '0px'"
        for _ in range(50):
            if page.evaluate(styled):
                break
            page.wait_for_timeout(100)
        assert page.evaluate(styled), "the style sheet did not come"
    if SHOTS:
        page.screenshot(
            path=str(Path(SHOTS) / f"{name}-{page.viewport_size['width']}-{'js' if script else 'nojs'}.png"),
            full_page=True,
        )
    if script:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def picture() -> dict[str, Any]:
    file = BytesIO()
    Image.new("RGB", (900, 600), "#7d5a86").save(file, "PNG")
    return {"name": "../../etc/passwd.png", "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.mark.parametrize(("width", "script"), first("screens of ideas", [(360, True), (1280, False)]))
def test_a_resident_gives_an_idea_supports_and_answers_one(
    chromium: Browser, live_server: Any, width: int, script: bool
) -> None:
    round = make_round(make_process(make_world()))
    IdeasInstrument().seed(round, Random(3), 40)
    page = chromium.new_context(
        locale="nl-NL", viewport={"width": width, "height": 800}, java_script_enabled=script
    ).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    base = f"{live_server.url}/processen/wonen/ronde-1/ideeen/"

    page.goto(f"{live_server.url}/processen/wonen/")
    look(page, "process", script)
    page.goto(base)
    look(page, "list", script)
    onward(page.get_by_role("link", name="Geef uw idee"))
    look(page, "new", script)
    page.get_by_label("Wat is uw idee?").fill("Zet een bankje bij de halte. Mevrouw Jansen kan niet lang staan.")
    page.get_by_text("Titel, plek of foto erbij?").click()
    page.locator("#id_photo").set_input_files(files=[picture()])
    page.get_by_label("Wat staat er op de foto?").fill("De halte zonder bankje.")
    onward(page.get_by_role("button", name="Verstuur mijn idee"))
    assert stands(page.get_by_role("heading", name="Klopt dit?"))
    assert stands(page.get_by_text("Uw foto staat klaar."))
    look(page, "hint", script)
    onward(page.get_by_role("button", name="Verstuur toch"))
    assert stands(page.get_by_role("heading", name="Wij hebben uw woorden. Bewaar deze code."))
    look(page, "receipt", script)
    onward(page.get_by_role("link", name="Bekijk uw idee"))
    image = page.get_by_role("img", name="De halte zonder bankje.")
    assert stands(image)
    onward(page.get_by_role("button", name="Ik steun dit idee"))
    assert stands(page.get_by_text("U steunt dit idee."))
    page.get_by_label("Ik ben voor").check()
    page.get_by_label("Waarom?").fill("Goed voor wie oud is.")
    look(page, "idea", script)
    onward(page.get_by_role("button", name="Verstuur mijn reactie"))
    onward(page.get_by_role("link", name="Bekijk uw reactie bij het idee"))
    assert stands(page.get_by_text("Goed voor wie oud is."))
    assert complaints == []
    page.context.close()


def test_a_look_alike_appears_while_somebody_writes(chromium: Browser, live_server: Any) -> None:
    round = make_round(make_process(make_world()))
    IdeasInstrument().seed(round, Random(3), 30)
    text = round.contributions.filter(kind="idea").first().text
    page = chromium.new_context(locale="nl-NL", viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{live_server.url}/processen/wonen/ronde-1/ideeen/nieuw/")
    page.get_by_label("Wat is uw idee?").press_sequentially(text, delay=1)
    page.get_by_role("heading", name="Bedoelt u dit?").wait_for(timeout=8000)
    look(page, "alike", True)
    onward(page.locator("#gelijk a").first)
    onward(page.get_by_role("button", name="Ik steun dit idee"))
    assert stands(page.get_by_text("U steunt dit idee."))
    page.context.close()
