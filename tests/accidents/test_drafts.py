"""In one tab what is typed in a form is still there after another page was opened and one comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from brink.web.tests.browsing import ORIGIN, chromium
from tests.accidents.accidents import MINE
from tests.accidents.stage import Found, Site
from tests.sampling import drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FIELD = ":is(textarea, input[type=text], input:not([type])):not([autocomplete=off])"


def boxes(found: Found) -> Iterator[str]:
    """Return where in a page the fields of a form are in which somebody types."""
    yield from (f"main form [name='{name}']{FIELD}" for name in found.form.typed()[:3])


def typed(page: Page, found: Found) -> dict[str, str]:
    """Type in the fields of a form; return what stands in each."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    said = {}
    for box in boxes(found):
        if page.locator(box).count() == 1 and page.locator(box).is_visible():
            page.fill(box, f"{MINE} in {box[16:40]}")
            said[box] = page.input_value(box)
    return said


def test_what_was_typed_is_there_after_another_page() -> None:
    site = Site()
    taken = drawn("forms × drafts in a tab", site.forms(), share=0.06, least=8)
    lost, looked = {}, 0
    with chromium() as open_page:
        pages = {who: open_page(360, client) for who, client in site.clients.items()}
        for found in taken:
            page = pages[found.who]
            page.goto(ORIGIN + found.form.page)
            said = typed(page, found)
            page.goto(f"{ORIGIN}/hulp/")
            page.goto(ORIGIN + found.form.page)
            again = {box: page.input_value(box) for box in said}
            looked += len(said)
            if said != again:
                lost[found.name] = (said, again)
            page.evaluate("sessionStorage.clear()")
    assert lost == {}
    assert looked >= len(taken) // 2
