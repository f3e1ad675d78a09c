"""The preview pages in Chromium: axe, narrow screens, keyboard, paper."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.template import Context, Template
from playwright.sync_api import Error, Page
from tests.browser_checks import faults

from brink.ui.components import Receipt, WaysToKeep
from brink.ui.tests.preview import HERE, ORIGIN, chromium

PAGES = sorted(path.name for path in HERE.glob("preview*.html"))
SCRIPT = "/static/ui/js/brink.js"
pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _django_may_run_beside_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's loop runs in this thread; the preview touches no database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="module")
def open_page() -> Iterator[Callable[..., Page]]:
    with chromium() as opener:
        yield opener


@pytest.fixture(scope="module")
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(320)


@pytest.fixture(scope="module")
def night(open_page: Callable[..., Page]) -> Page:
    return open_page(1280, "dark")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_phone_by_day(phone: Page, name: str) -> None:
    phone.goto(f"{ORIGIN}/{name}")
    assert faults(phone) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_desk_by_night(night: Page, name: str) -> None:
    night.goto(f"{ORIGIN}/{name}")
    assert faults(night) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_at_320_pixels(phone: Page, name: str) -> None:
    phone.goto(f"{ORIGIN}/{name}")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_no_text_is_smaller_than_16_pixels(open_page: Callable[..., Page], phone: Page, night: Page) -> None:
    """Also inside drawings, where the drawing's own scale counts."""
    small = """() => [...document.querySelectorAll('body *')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length).map(e => {
          const svg = e.closest('svg');
          const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
          const size = parseFloat(getComputedStyle(e).fontSize) * scale;
          return [e.textContent.trim().slice(0, 30), Math.round(size * 10) / 10];
        }).filter(([, size]) => size < 15.9)"""
    for page in (phone, open_page(660), open_page(980), night):
        for name in PAGES:
            page.goto(f"{ORIGIN}/{name}")
            assert page.evaluate(small) == []


def test_what_to_mend_has_the_focus_and_leads_to_the_field(phone: Page) -> None:
    phone.goto(f"{ORIGIN}/preview.html")
    assert phone.evaluate("document.activeElement.className") == "brink-not-sent"
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    assert phone.evaluate("location.hash") == "#id_words"
    assert phone.evaluate("document.activeElement.id") == "id_words"


def test_skip_link_comes_first_and_works(night: Page) -> None:
    night.goto(f"{ORIGIN}/preview_pictures.html")
    night.keyboard.press("Tab")
    assert night.evaluate("document.activeElement.className") == "brink-skip-link"
    night.keyboard.press("Enter")
    assert night.evaluate("document.activeElement.id") == "inhoud"


def test_things_to_press_are_large_enough(phone: Page) -> None:
    phone.goto(f"{ORIGIN}/preview.html")
    heights = phone.evaluate(
        "[...document.querySelectorAll('button, .brink-button')].map(b => b.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_draft_is_kept_in_the_tab_until_the_answer_came(phone: Page) -> None:
    phone.goto(f"{ORIGIN}/preview.html")
    phone.fill("#id_words", "De bus rijdt niet meer.")
    phone.reload()
    assert phone.input_value("#id_words") == "De bus rijdt niet meer."
    # Sent, and it came back with something to mend: the words are still needed.
    phone.click("text=Stuur mijn woorden")
    phone.goto(f"{ORIGIN}/preview.html")
    assert phone.input_value("#id_words") == "De bus rijdt niet meer."
    # Sent, and no answer came.
    phone.route(f"{ORIGIN}/weg/", lambda route: route.abort())
    phone.evaluate("document.querySelector('form[data-draft]').setAttribute('action', '/weg/')")
    with contextlib.suppress(Error):
        phone.click("text=Stuur mijn woorden")
    phone.wait_for_timeout(500)
    phone.goto(f"{ORIGIN}/preview.html")
    assert phone.input_value("#id_words") == "De bus rijdt niet meer."
    # Sent, and led on to a page that says nothing of the kind.
    phone.evaluate("document.querySelector('form[data-draft]').setAttribute('action', '/preview_pictures.html')")
    phone.click("text=Stuur mijn woorden")
    phone.wait_for_url("**/preview_pictures.html")
    phone.goto(f"{ORIGIN}/preview.html")
    assert phone.input_value("#id_words") == ""


def test_a_code_is_copied_by_one_press_where_the_browser_lets_us(open_page: Callable[..., Page]) -> None:
    """Where it does not, the button is not there and the code stands to be selected."""
    ways = WaysToKeep("heide lijster brug 48210736K", "/print/", "/mail/", forms.Form())
    slip = Template("{% load brink %}{% receipt receipt %}").render(
        Context({"receipt": Receipt(("heide", "lijster", "brug"), "48210736K", ways=ways)})
    )
    body = f"<!doctype html><html lang='nl'><title>Bonnetje</title><main>{slip}</main><script src='{SCRIPT}'></script>"
    board = "Object.defineProperty(navigator, 'clipboard', {value: %s})"
    for held, shown in (("{writeText: async text => { window.copied = text }}", True), ("undefined", False)):
        page = open_page(320)
        page.add_init_script(board % held)
        page.route(f"{ORIGIN}/bonnetje.html", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"{ORIGIN}/bonnetje.html")
        button = page.locator("[data-copy]")
        assert button.is_visible() is shown
        if shown:
            button.click()
            page.get_by_text("Gekopieerd").wait_for()
            assert page.evaluate("window.copied") == ways.code


def test_signpost_is_one_sheet_of_paper_with_a_large_code(night: Page) -> None:
    night.goto(f"{ORIGIN}/preview_print.html")
    sheet = night.pdf(format="A4", prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1
    night.emulate_media(media="print")
    width = night.evaluate("document.querySelector('.brink-qr svg').getBoundingClientRect().width")
    night.emulate_media(media="screen")
    assert width / 96 * 25.4 >= 30


def test_frame_and_buttons_stay_off_paper(night: Page) -> None:
    night.goto(f"{ORIGIN}/preview.html")
    night.emulate_media(media="print")
    frame = night.locator(".brink-header, .brink-footer, .brink-button")
    shown = frame.evaluate_all("all => all.filter(one => one.getClientRects().length).length")
    paper = night.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (shown, paper) == (0, "rgb(255, 255, 255)")
    night.emulate_media(media="screen")


def test_what_is_folded_on_the_screen_lies_open_on_paper(night: Page) -> None:
    """A reader of paper cannot press to unfold, and loses the words."""
    night.goto(f"{ORIGIN}/preview.html")
    night.evaluate("""document.querySelector('main').insertAdjacentHTML('beforeend',
        "<details id='folded'><summary>Meer</summary><p>Woorden die erin staan.</p></details>")""")
    # Measured first: Chromium tells of the folds of the layout before, until it has laid out the page anew.
    height = """() => { const words = document.querySelector('#folded p'), {height} = words.getBoundingClientRect();
        return words.checkVisibility({contentVisibilityAuto: true}) && height; }"""
    on_screen = night.evaluate(height)
    night.emulate_media(media="print")
    on_paper = night.evaluate(height)
    night.emulate_media(media="screen")
    assert not on_screen
    assert on_paper > 10


def test_own_place_is_never_printed(night: Page) -> None:
    night.goto(f"{ORIGIN}/preview_pictures.html")
    own = night.locator(".own, .brink-own-place")
    shown = "all => all.filter(one => one.getClientRects().length).length"
    on_screen = own.evaluate_all(shown)
    night.emulate_media(media="print")
    assert (on_screen, own.evaluate_all(shown)) == (4, 0)
    night.emulate_media(media="screen")


def test_high_contrast_keeps_posts_and_buttons_visible(open_page: Callable[..., Page]) -> None:
    page = open_page(1280, forced_colors="active")
    page.goto(f"{ORIGIN}/preview.html")
    for chosen in (".brink-button", ".brink-stop__post", ".brink-statement"):
        assert page.locator(chosen).first.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 2
