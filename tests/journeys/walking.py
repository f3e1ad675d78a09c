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
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, Route

from brink.domain.people.models import Account
from tests.looking import faults, onward, seen_clean, stands

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
    """One device: `width` pixels wide, with JavaScript (`script`) or without. Counts what its owner had to do."""

    browser: Browser
    base: str
    width: int
    script: bool
    clicks: int = 0
    fields: int = 0
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    _mirror: Page | None = None

    def __post_init__(self) -> None:
        size = {"width": self.width, "height": 800}
        self.context: BrowserContext = self.browser.new_context(
            viewport=size, java_script_enabled=self.script, accept_downloads=True, **CALM
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._see)
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._check)

    def _hear(self, message: ConsoleMessage) -> None:
        # A form that comes back with something to mend answers 4xx, and Chromium notes that as an error of its own.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.strangers.append(request.url)

    def _miss(self, request: Request) -> None:
        # A page that is left while it still loads something, or a file to save instead of to show, is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def _check(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")

    def login(self, account: Account) -> None:
        """Come in as a member of staff, by the session of Django's own client."""
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        host = urlsplit(self.base).hostname or ""
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": host, "path": "/"}])

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

    def write(self, label: str, words: str) -> None:
        """Fill in a field by its label."""
        self.fields += 1
        self.labelled(label).fill(words)

    def choose(self, label: str) -> None:
        """Tick a box or a round one by its label."""
        self.clicks += 1
        self.labelled(label).check()

    def labelled(self, label: str) -> Locator:
        """Return the field with this label, whether or not the label adds that it may stay empty."""
        named = self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(mag leeg blijven\))?\s*$"))
        return named.and_(self.page.locator("input, textarea, select"))

    def reads(self, words: str) -> bool:
        """Tell whether these words stand on the page, in sight."""
        return stands(self.page.get_by_text(words))

    def text(self) -> str:
        """Return all words of the page's main part, with single spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def code(self) -> str:
        """Return the tracking code of the receipt on the page."""
        return " ".join(self.page.locator(".brink-receipt__code").first.inner_text().split())

    def weight(self) -> int:
        """Return the bytes of this page with everything that belongs to it, not compressed."""
        return int(self.page.evaluate(WEIGHT))

    def look(self, name: str) -> None:
        """Look around: one heading above all, nothing sticks out, no complaints, and axe finds nothing."""
        if SHOTS:
            kind = "js" if self.script else "nojs"
            self.page.screenshot(path=str(Path(SHOTS) / f"{name}-{self.width}-{kind}.png"), full_page=True)
        assert self.page.locator("h1").count() == 1, name
        assert self.page.evaluate(DRESSED), (name, "no style sheet", self.complaints)
        for found in (self.page.evaluate(STICKING_OUT), self.faults(), self.complaints, self.strangers):
            assert found == [], (name, found)

    def faults(self) -> list[str]:
        """Return what axe finds, each with the piece of page it is about."""
        if self.script:
            return faults(self.page)
        return [] if seen_clean(self.page) else faults(self._reflection())

    def _reflection(self) -> Page:
        """Return the page as it stands in a second tab where axe may run: same address and HTML, no scripts of ours."""
        html, url = self.page.content(), self.page.url.split("#")[0]
        if self._mirror is None:
            size = {"width": self.width, "height": 800}
            self._mirror = self.browser.new_context(viewport=size, **CALM).new_page()
        mirror = self._mirror

        def answer(route: Route) -> None:
            kind = route.request.resource_type
            if kind == "document":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif kind == "script":
                route.fulfill(body="", content_type="text/javascript")
            else:
                route.continue_()

        mirror.unroute_all()
        mirror.route("**/*", answer)
        mirror.goto(url)
        return mirror

    def paper(self) -> int:
        """Print the page and return the number of sheets of A4."""
        sheet = self.page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
        return sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ")

    def close(self) -> None:
        """Put the device away."""
        if self._mirror is not None:
            self._mirror.context.close()
        self.context.close()


def picture() -> dict[str, Any]:
    """Return a small photo as a file field takes it."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#7d5a86").save(file, "PNG")
    return {"name": "halte.png", "mimeType": "image/png", "buffer": file.getvalue()}
