"""Every type of page in Chromium: axe, narrow screens, paper."""

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client
from playwright.sync_api import Page
from tests.browser_checks import faults
from tests.sampling import drawn

from brink.web.tests.browsing import ORIGIN, Opener, chromium
from brink.web.tests.filled_site import Village

pytestmark = pytest.mark.browser
# One of each type of page, and the states in which it looks otherwise.
TYPES = (
    "/zoeken/", "/zoeken/?q=dorpen",
    "/", "/processen/", "/processen/wonen/", "/processen/wonen-ronde-1/", "/gebieden/", "/gebieden/emmen/", "/agenda/",
    "/cijfers/", "/besluiten/", "/besluiten/tien-woningen-aan-de-rand-van-het-dorp/", "/hulp/", "/beloften/",
    "/logboek/",
)  # fmt: skip
STATES = ("/?plek=Atlantis", "/processen/?q=niets", "/processen/dorpsbos/", "/processen/zonnepark/", "/nergens/")
DESK = ("/balie/", "/balie/besluiten/")
SMALL = """() => [...document.querySelectorAll('main *')].filter(e => !e.closest('svg') &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length &&
    parseFloat(getComputedStyle(e).fontSize) < 15.9).length"""


def visit(open_page: Opener, width: int, staff: Client, addresses: Sequence[str]) -> Iterator[tuple[str, Page]]:
    """Open pages of some width one after the other, those of the desk as a member of staff."""
    public, desk = open_page(width), open_page(width, staff)
    for address in addresses:
        page = desk if address.startswith("/balie/") else public
        page.goto(ORIGIN + address)
        yield address, page


def test_axe_finds_nothing_on_a_phone(village: Village, staff: Client) -> None:
    with chromium() as open_page:
        pages = visit(open_page, 360, staff, (*TYPES, *STATES, *DESK))
        found = {address: faults(page) for address, page in pages}
    assert {address: what for address, what in found.items() if what} == {}


def test_axe_finds_nothing_on_a_large_screen(village: Village, staff: Client) -> None:
    with chromium() as open_page:
        # The phone has all of them; what differs on a large screen is the frame around them.
        pages = drawn("page types × axe on a large screen", (*TYPES, *DESK), share=0.8)
        found = {address: faults(page) for address, page in visit(open_page, 1280, staff, pages)}
    assert {address: what for address, what in found.items() if what} == {}


def test_nothing_sticks_out_at_320_pixels_and_nothing_is_small(village: Village, staff: Client) -> None:
    with chromium() as open_page:
        found = {
            address: (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(SMALL))
            for address, page in visit(open_page, 320, staff, (*TYPES, *STATES, *DESK))
        }
    assert {address: what for address, what in found.items() if what != (320, 0)} == {}


def test_the_land_runs_over_the_full_width_and_the_story_prints(village: Village) -> None:
    with chromium() as open_page:
        page = open_page(1280)
        page.goto(f"{ORIGIN}/processen/wonen-ronde-1/")
        box = page.locator(".brink-hills").bounding_box()
        width = page.evaluate("document.documentElement.scrollWidth")
        sheet = page.pdf(format="A4")
        page.emulate_media(media="print")
        forms = page.locator("form").evaluate_all("all => all.filter(one => one.getClientRects().length).length")
    assert (round(box["x"]), box["width"], width) == (0, 1280, 1280)
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") <= 12
    assert forms == 0


def test_a_place_is_found_by_keyboard_alone(village: Village) -> None:
    with chromium() as open_page:
        page = open_page(360, java_script_enabled=False)
        page.goto(ORIGIN)
        page.focus("#plek")
        page.keyboard.type("Barger-Compascuum")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?plek=*")
        shown = page.inner_text("#open")
        page.click("text=Hoe kunnen mensen in kleine dorpen blijven wonen?")
        heading = page.inner_text("h1")
    assert shown == "Nu open rond Barger-Compascuum"
    assert heading == "Hoe kunnen mensen in kleine dorpen blijven wonen?"
