"""Somebody with a browser who walks through the site and looks at every stop whether all is well there."""

import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from brink.domain.people.models import Account
from tests.browser_checks import faults, onward, stands

SHOTS = os.environ.get("BRINK_SCREENSHOTS", "")
# What axe asks of contrast cannot be seen while a page is still being painted in; motion is off in these walks.
CALM: dict[str, Any] = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce"}
# What makes the page scroll sideways, when it does: the outermost pieces that end beyond the window.
STICKING_OUT = """(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const sticksOut = one => one.getBoundingClientRect().right > root.clientWidth;
  const beyond = [...document.querySelectorAll('body *')].filter(sticksOut);
  const rules = [...document.styleSheets].map(one => one.cssRules.length);
  const shown = beyond.slice(0, 3).map(one => one.outerHTML.slice(0, 160));
  return [`${root.scrollWidth} of ${root.clientWidth}, ${rules} rules`, ...shown];
})()"""
DRESSED = "[...document.styleSheets].some(one => one.cssRules.length > 0)"
WEIGHT = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""


@dataclass
class Walker:
    """One device, `width` pixels wide. Counts what its owner had to do."""

    browser: Browser
    base: str
    width: int
    clicks: int = 0
    fields: int = 0
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    # What a browser rightly says just now, such as that there is no line. It may come late.
    forgiven: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        size = {"width": self.width, "height": 800}
        self.context: BrowserContext = self.browser.new_context(
            viewport=size, accept_downloads=True, **CALM
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("request", self._see)
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._check)

    def _complain(self, said: str) -> None:
        if not any(word in said for word in self.forgiven):
            self.complaints.append(said)

    def _hear(self, message: ConsoleMessage) -> None:
        # A form that comes back with something to mend answers 4xx, and Chromium notes that as an error of its own.
        if message.type == "error" and "status of 4" not in message.text:
            self._complain(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.strangers.append(request.url)

    def _miss(self, request: Request) -> None:
        # A page that is left while it still loads something, or a file to save instead of to show, is no fault.
        if request.failure != "net::ERR_ABORTED":
            self._complain(f"{request.failure}: {request.url}")

    def _check(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self._complain(f"{response.status}: {response.url}")

    def login(self, account: Account) -> None:
        """Come in as a member of staff, by the session of Django's own client."""
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        host = urlsplit(self.base).hostname or ""
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": host, "path": "/"}])

    def is_logged_out(self) -> None:
        """Be thrown out while a page stands open: the session is over, and nobody said so."""
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def visit(self, path: str) -> None:
        """Follow a link from outside: a QR square, a bookmark, a mail."""
        response = self.page.goto(self.base + path)
        assert response is not None
        assert response.status == 200, (path, response.status)

    def press(self, name: str, role: Any = "button", *, exact: bool = True, first: bool = False) -> None:
        """Press a button or a link by the words on it, which leads to another page."""
        self.clicks += 1
        found = self.page.get_by_role(role, name=name, exact=exact)
        onward(found.first if first else found)

    def follow(self, name: str, *, exact: bool = True, first: bool = False) -> None:
        """Follow a link on the page by its words."""
        self.press(name, "link", exact=exact, first=first)

    def follow_to(self, ending: str) -> None:
        """Follow the link whose address ends so."""
        onward(self.page.locator(f"main a[href$='{ending}']").first)

    def write(self, label: str, words: str, *, group: str = "") -> None:
        """Fill in a field by its label."""
        self.fields += 1
        self.labelled(label, group).fill(words)

    def choose(self, label: str, *, group: str = "") -> None:
        """Tick a box or a round one by its label."""
        self.clicks += 1
        self.labelled(label, group).check()

    def pick(self, words: str) -> None:
        """Tick the round one whose label, with its explanation, holds these words."""
        self.clicks += 1
        self.page.get_by_role("radio", name=words).check()

    def select(self, label: str, option: str) -> None:
        """Choose from a list by the words of the option."""
        self.labelled(label).select_option(option)

    def labelled(self, label: str, group: str = "") -> Locator:
        """Return the field with this label, whether or not the label adds that it may stay empty; `#name` is an id."""
        if label.startswith("#"):
            return self.page.locator(label)
        place = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        named = place.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\([^)]*\))?\s*$"))
        return named.and_(self.page.locator("input, textarea, select"))

    def value(self, label: str) -> str:
        """Return what stands in a field."""
        return self.labelled(label).input_value()

    def chosen(self) -> int:
        """Return how many round ones are ticked."""
        return self.page.locator("input[type=radio]:checked").count()

    def unfold(self, words: str) -> None:
        """Open what is folded."""
        self.page.get_by_text(words).click()

    def back(self) -> None:
        """Go back to the page before."""
        self.page.go_back()

    def reload(self) -> None:
        self.page.reload()

    def reads(self, words: str) -> bool:
        """Tell whether these words stand on the page, in sight."""
        return stands(self.page.get_by_text(words))

    def text(self) -> str:
        """Return all words of the page's main part, with single spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def pieces(self, selector: str) -> list[str]:
        """Return the words of every element that a selector names."""
        return [" ".join(words.split()) for words in self.page.locator(selector).all_inner_texts()]

    def note(self, name: str) -> str:
        """Return the words of a note beside a field."""
        return self.page.get_by_role("note", name=name).inner_text()

    def has(self, name: str, role: Any = "button") -> bool:
        """Tell whether a button, link or heading with these words stands on the page, in sight."""
        return any(one.is_visible() for one in self.page.get_by_role(role, name=name).all())

    def cookies(self) -> list[str]:
        """Return the names of what the site made the browser remember."""
        return [cookie["name"] for cookie in self.context.cookies()]

    def fetch(self, path: str) -> tuple[str, str]:
        """Get a file; return its kind and its text."""
        answer = self.context.request.get(self.base + path)
        return answer.headers["content-type"], answer.text()

    def code(self) -> str:
        """Return the tracking code of the receipt on the page."""
        return " ".join(self.page.locator(".brink-receipt__code").first.inner_text().split())

    def weight(self) -> int:
        """Return the bytes of this page with everything that belongs to it, not compressed."""
        return int(self.page.evaluate(WEIGHT))

    def look(self, name: str) -> None:
        """Look around: one heading above all, nothing sticks out, no complaints, and axe finds nothing."""
        if SHOTS:
            self.page.screenshot(path=str(Path(SHOTS) / f"{name}-{self.width}.png"), full_page=True)
        assert self.page.locator("h1").count() == 1, name
        assert self.page.evaluate(DRESSED), (name, "no style sheet", self.complaints)
        for found in (self.page.evaluate(STICKING_OUT), faults(self.page), self.complaints, self.strangers):
            assert found == [], (name, found)

    def sheets(self) -> int:
        """Print the page and return the number of sheets of A4."""
        sheet = self.page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
        return sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ")

    def close(self) -> None:
        """Put the device away."""
        self.context.close()


def picture() -> dict[str, Any]:
    """Return a small photo as a file field takes it."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#7d5a86").save(file, "PNG")
    return {"name": "halte.png", "mimeType": "image/png", "buffer": file.getvalue()}
