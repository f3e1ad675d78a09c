"""On a phone what stops a form lies in the first screen, with the focus and in the title, with and without script."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Page, ViewportSize

from brink.domain.journal import acts
from brink.foundation.errors import NotNow
from brink.web.tests.browsing import ORIGIN, chromium
from tests.accidents.accidents import send
from tests.accidents.looks import is_final
from tests.accidents.stage import Found, Site
from tests.desk_forms import filled
from tests.sampling import drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ANSWER = f"{ORIGIN}/antwoord/"
PHONE: ViewportSize = {"width": 360, "height": 740}
LIES = """() => {
  const box = document.querySelector('.brink-not-sent h2').getBoundingClientRect();
  const line = document.querySelector('.brink-not-sent li, .brink-not-sent p').getBoundingClientRect();
  return [Math.round(box.top), Math.round(box.bottom), Math.round(line.top),
          document.activeElement.className, document.title.split(':')[0],
          document.querySelector('.brink-not-sent').compareDocumentPosition(document.querySelector('h1')) & 4];
}"""


def answers(site: Site, found: Found) -> Iterator[tuple[str, str]]:
    """Return pages that came back: sent empty, and refused."""
    client = site.browser(found)
    hidden = {one.name: one.value for one in found.form.controls if one.kind == "hidden"}
    pages: list[tuple[str, Any]] = [("empty", client.post(found.form.action, hidden))]
    with acts.held_back(NotNow("Dit kan nu niet.")):
        pages.append(("refused", send(site.browser(found), found.form)))
    if "/ideeen/" in found.form.action or found.form.action.endswith("/zin/"):
        data = filled(found.form, "Bel mij op 06 12345678 over")
        pages.append(("asked", client.post(found.form.action, data)))
    yield from ((what, page.content.decode()) for what, page in pages if not is_final(page))


def faults(page: Page, text: str) -> list[str]:
    """Return what is wrong with the first screen of a page that came back."""
    page.unroute(ANSWER)
    page.route(ANSWER, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    page.goto(ANSWER, wait_until="load")
    # Without script the browser gives the focus at its first drawing, which a busy machine does after the load.
    with suppress(Error):
        page.wait_for_function("document.activeElement !== document.body", timeout=2_000, polling=50)
    top, bottom, line, focused, title, before = page.evaluate(LIES)
    wrong = []
    if not (top >= 0 and bottom <= PHONE["height"] and line < PHONE["height"]):
        wrong.append(f"at {top} to {bottom}, first line at {line}")
    if "brink-not-sent" not in focused:
        wrong.append(f"focus on {focused!r}")
    if title != "Nog niet verstuurd":
        wrong.append(f"title {title!r}")
    if not before:
        wrong.append("below the heading")
    return wrong


def test_what_stops_a_form_lies_in_the_first_screen_of_a_phone() -> None:
    site = Site()
    taken = drawn("forms × first screen of a phone", site.forms(), share=0.06, least=8)
    pages = [(f"{what}: {one.name}", text) for one in taken for what, text in answers(site, one)]
    wrong = {}
    with chromium() as open_page:
        for script in (True, False):
            page = open_page(PHONE["width"], java_script_enabled=script)
            page.set_viewport_size(PHONE)
            for name, text in pages:
                if found := faults(page, text):
                    wrong[name, script] = found
    print(f"{2 * len(pages)} answers looked at, {len(wrong)} out of sight")
    assert wrong == {}
    assert len(pages) >= len(taken)
