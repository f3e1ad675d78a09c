"""`python tools/manual.py`: take the pictures of docs/handleiding, by doing the work of a clerk in a demo of its own.

Makes and serves the demo as `tools/screens.py` does, walks as staff from a question that does not exist to one that is
answered (`manual_asking.py`, `manual_answering.py`), and leaves small PNG files. Words in **bold** in the chapters are
labels: whichever was on no page of the walk is named at the end, with exit code 1.
"""

import re
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright
from screens import LOOK, ROOT, WIDE, Places, keep, launch, served

MANUAL = ROOT / "docs" / "handleiding"
HEIGHT, PADDING, GAP = 800, 20, 16
LARGEST, COLOURS = 70_000, (64, 32, 16)
# What may stand behind the label of a field: that it may stay empty, or when it is needed.
BEHIND = r"\s*(\([^)]*\))?\s*$"
# Every word of a page, folded pieces and names for screen readers too.
WORDS = """() => [document.body.textContent, ...[...document.querySelectorAll('[aria-label]')]
    .map(one => one.getAttribute('aria-label'))].join(' ')"""
# Debian's Chromium without windows knows American days only; these stand as a Dutch browser shows them.
DUTCH_DAYS = """all => all.forEach(one => { one.dataset.day = one.value; one.type = 'text';
    one.value = one.value ? one.value.split('-').reverse().join('-') : 'dd-mm-jjjj'; })"""
DAYS_BACK = "all => all.forEach(one => { one.type = 'date'; one.value = one.dataset.day; delete one.dataset.day; })"
RING = "(one, on) => { one.style.outline = on ? '4px solid #d9480f' : ''; one.style.outlineOffset = on ? '3px' : ''; }"


class Clerk(Places):
    """Somebody at the desk with a camera. Reads every page that is left, so that labels can be looked up in them."""

    def __init__(self, page: Page, base: str, data: Path, target: Path, read: list[str]) -> None:
        super().__init__(page, base, data)
        self.target, self.read = target, read

    def notice(self) -> None:
        """Remember the words of the page in front of us."""
        self.read.append(" ".join(str(self.page.evaluate(WORDS)).split()))

    def go(self, path: str) -> None:
        """Open a page by its address."""
        super().go(path)
        self.notice()

    def at(self) -> str:
        """Return the path of the page in front of us."""
        return self.page.url.removeprefix(self.base)

    def press(self, name: str, *, exact: bool = True, button: bool = False) -> None:
        """Press the first button (or link, unless it must be a button) with these words, and wait for what comes."""
        named = self.page.get_by_role("button", name=name, exact=exact)
        if not button:
            named = named.or_(self.page.get_by_role("main").get_by_role("link", name=name, exact=exact))
        self.notice()
        self._onward(named.first)

    def follow_to(self, ending: str) -> None:
        """Follow the first link whose address ends so."""
        self._onward(self.page.locator(f"main a[href$='{ending}']").first)

    def _onward(self, pressed: Locator) -> None:
        """Press, and wait for the page that comes of it."""
        with self.page.expect_navigation(wait_until="load"):
            pressed.click()
        self.notice()

    def field(self, label: str, group: str = "") -> Locator:
        """Return the field with this label; `#name` is an id."""
        if label.startswith("#"):
            return self.page.locator(label)
        place = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        named = place.get_by_label(re.compile(rf"^\s*{re.escape(label)}{BEHIND}"))
        return named.and_(self.page.locator("input, textarea, select")).first

    def write(self, label: str, words: str, *, group: str = "") -> None:
        """Fill in a field by its label."""
        self.field(label, group).fill(words)

    def choose(self, label: str, *, group: str = "") -> None:
        """Tick a box or a round one by its label."""
        self.field(label, group).check()

    def pick(self, words: str) -> None:
        """Tick the round one whose label, with its explanation, holds these words."""
        self.page.get_by_role("radio", name=words).first.check()

    def select(self, label: str, option: str) -> None:
        """Choose from a list by the words of the option."""
        self.field(label).select_option(option)

    def shows(self, heading: str) -> bool:
        """Tell whether a heading with these words stands on the page."""
        return self.page.get_by_role("heading", name=heading, exact=True).count() > 0

    def unfold(self, words: str) -> None:
        """Open what is folded."""
        self.page.locator("summary", has_text=words).first.click()

    def shot(
        self, name: str, *pieces: str, ring: str = "", width: int = WIDE, height: int = HEIGHT, edge: int = PADDING
    ) -> None:
        """Take a picture of the pieces of a page that these selectors name with an edge around them, or of its top.

        A ring stands around what is to be pressed.
        """
        self.notice()
        # What sticks to the window would hang halfway down the picture.
        self.page.evaluate("window.scrollTo(0, 0)")
        if width != WIDE:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
        rung = self.page.locator(ring) if ring else None
        if rung:
            rung.first.evaluate(RING, True)
        self.page.locator("input[type=date]").evaluate_all(DUTCH_DAYS)
        clip = self._clip(pieces, width, height, edge)
        taken = self.page.screenshot(full_page=True, clip=clip)
        if pieces:
            taken = trimmed(taken, goes_on=clip["height"] == height)
        keep(taken, self.target / f"{name}.png", LARGEST, COLOURS)
        self.page.locator("input[data-day]").evaluate_all(DAYS_BACK)
        if rung:
            rung.first.evaluate(RING, False)
        if width != WIDE:
            self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _clip(self, pieces: tuple[str, ...], width: int, height: int, edge: int) -> dict[str, float]:
        """Return the box around these pieces with a little room, from the top when there are none."""
        if not pieces:
            return {"x": 0, "y": 0, "width": width, "height": height}
        boxes = [box for one in pieces if (box := self.page.locator(one).first.bounding_box())]
        if len(boxes) != len(pieces):
            raise SystemExit(f"{self.at()} does not show {pieces}")
        offset = float(self.page.evaluate("window.scrollY"))
        left = max(0, min(box["x"] for box in boxes) - edge)
        top = max(0, min(box["y"] for box in boxes) + offset - edge)
        right = min(width, max(box["x"] + box["width"] for box in boxes) + edge)
        bottom = max(box["y"] + box["height"] for box in boxes) + offset + edge
        return {"x": left, "y": top, "width": right - left, "height": min(bottom - top, height)}


def trimmed(picture: bytes, *, goes_on: bool) -> bytes:
    """Cut off empty edges; and of a page that goes on, whatever is below its last gap, as half a line is no picture."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    pixels = np.asarray(image)
    drawn = (pixels != pixels[0, 0]).any(axis=2)
    if goes_on:
        last = next((row for row in range(image.height, image.height // 2, -1) if not drawn[row - GAP : row].any()), 0)
        drawn = drawn[: last or None]
    below = GAP // 2 if goes_on else PADDING
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    left, top = max(0, columns[0] - PADDING), max(0, rows[0] - PADDING)
    right, bottom = min(image.width, columns[-1] + PADDING), min(image.height, rows[-1] + below)
    file = BytesIO()
    image.crop((left, top, right, bottom)).save(file, "PNG")
    return file.getvalue()


def labels(chapter: str) -> list[str]:
    """Return what a chapter prints in bold: the labels of buttons, links and fields; … stands for what differs."""
    return [" ".join(one.split()) for one in re.findall(r"\*\*(.+?)\*\*", chapter, re.DOTALL)]


def unseen(read: list[str]) -> list[str]:
    """Return the labels in the chapters that were on no page of the walk."""
    seen = "\n".join(sorted(set(read)))
    return [
        f"{chapter.name}: {label}"
        for chapter in sorted(MANUAL.glob("*.md"))
        for label in labels(chapter.read_text("utf-8"))
        if not re.search(".+?".join(map(re.escape, label.split("…"))), seen)
    ]


class Staff:
    """The people of the demo, each with a browser of their own that stays logged in."""

    def __init__(self, new_context: Callable[[], BrowserContext], base: str, data: Path) -> None:
        self.new_context, self.base, self.data = new_context, base, data
        self.read: list[str] = []
        self._clerks: dict[str, Clerk] = {}

    def __call__(self, login: str = "") -> Clerk:
        """Return somebody by the first part of an address, or a visitor; who comes for the first time logs in."""
        if login not in self._clerks:
            clerk = Clerk(self.new_context().new_page(), self.base, self.data, MANUAL, self.read)
            clerk.page.set_default_timeout(15_000)
            if login:
                clerk.come_in(f"{login}.voorbeeld.invalid")
            self._clerks[login] = clerk
        return self._clerks[login]


def main() -> int:
    """Take all pictures and name the labels that no page showed."""
    import manual_answering as later
    import manual_asking as first

    chapters = (
        first.begins, first.asks, first.hears, first.guards, later.reads, later.decides, later.answers, later.reaches,
        later.passes_on, later.promises, later.mends,
    )  # fmt: skip
    MANUAL.mkdir(parents=True, exist_ok=True)
    place = tempfile.TemporaryDirectory(prefix="brink-manual-")
    with place as folder, served(Path(folder)) as base, sync_playwright() as driver:
        browser = launch(driver)
        viewport = {"width": WIDE, "height": HEIGHT}
        staff = Staff(lambda: browser.new_context(viewport=viewport, **LOOK), base, Path(folder))
        for chapter in chapters:
            chapter(staff)
        browser.close()
    missing = unseen(staff.read)
    print("\n".join(missing) or "every label in the chapters was on a page")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
