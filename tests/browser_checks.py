"""What every browser test has: the browser, axe that finds nothing, and how to go from one page to the next."""

import hashlib
import os
import re
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Playwright, TimeoutError

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What differs between two walks past the same page, and what no rule of axe looks at: addresses, ids, keys and codes.
_CHANCE = re.compile(
    r"localhost:\d+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[\w-]{22,64}(?=\")"
    r"|[a-z]+ [a-z]+ [a-z]+ \d{4} \d{4} [A-Z]| d=\"[^\"]*\"|<span>[a-z]+ </span>|\d{4} \d{4} [A-Z]"
)
_LOOK = """() => JSON.stringify([innerWidth, matchMedia('(prefers-color-scheme: dark)').matches,
    matchMedia('print').matches, [...document.styleSheets].map(one => one.cssRules.length)])"""
# Words that stand below each other by the letter, since what is beside them leaves no room.
_SQUEEZED = """() => [...document.querySelectorAll('body *')].filter(one => {
    const said = [...one.childNodes].filter(part => part.nodeType === 3).map(part => part.data.trim()).join(' ');
    const box = one.getBoundingClientRect(), letter = parseFloat(getComputedStyle(one).fontSize);
    const isSqueezed = said.length > 7 && box.width > 0 && box.width < 3 * letter && box.height > 5 * letter;
    // What only a screen reader is told, such as the heads of a table on a phone, takes no room on purpose.
    for (let part = one; isSqueezed && part; part = part.parentElement)
        if (getComputedStyle(part).clipPath !== 'none' || getComputedStyle(part).clip !== 'auto') return false;
    return isSqueezed;
}).map(one => one.outerHTML.slice(0, 160))"""


def launch(driver: Playwright) -> Browser:
    """Start Debian's Chromium: without windows, which costs a quarter less, where that is installed.

    `tools/test.py` installs it; elsewhere the whole Chromium does.
    """
    program = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
    return driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])


def _clean_before(page: Page) -> Path:
    """Return the mark that says, for this run, that axe found nothing on a page that is the same."""
    folder = Path(os.environ["BRINK_DATA"]) / f"axe-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    folder.mkdir(parents=True, exist_ok=True)
    seen = page.evaluate(_LOOK) + _CHANCE.sub("", page.content())
    return folder / hashlib.sha256(seen.encode()).hexdigest()


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page, and words with no room, each with the piece of page it is about.

    The same page at the same width is looked at once in a run: an axe walk costs more than all else on a page.
    """
    mark = _clean_before(page)
    if mark.exists():
        return []
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    said = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    said += [f"squeezed: {one}" for one in page.evaluate(_SQUEEZED)]
    if not said:
        mark.touch()
    return said


def onward(pressed: Locator) -> None:
    """Press what leads to another page, and wait until that page is there whole, whatever its address."""
    with pressed.page.expect_navigation():
        pressed.click()


def stands(found: Locator) -> bool:
    """Tell whether something is in sight, or comes in sight within a while."""
    try:
        found.first.wait_for(timeout=10_000)
    except TimeoutError:
        return False
    return True
