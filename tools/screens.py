"""`python tools/screens.py`: take the pictures in docs/screens from the Drenthe demo, served from a folder of its own.

Makes the demo, serves it on a free port of this machine, walks past the main pages with Debian's Chromium, and leaves
small PNG files. Nothing else on the machine is touched. With names of pictures as arguments only those are taken.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "screens"
WIDE, NARROW = 1280, 360
LARGEST = 300_000
# Long pages are cut here: enough to see how they are made, and small enough to keep.
TALLEST = 4_200
PATIENCE = 300
# What a browser says of itself; motion is off, as nothing may be half-way in a picture.
LOOK: dict[str, Any] = {
    "locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce", "color_scheme": "light",
}  # fmt: skip


class Places:
    """Where the pictures are taken: addresses that stand fast, and those that are looked up on a page."""

    def __init__(self, page: Page, base: str, data: Path) -> None:
        self.page, self.base, self.data = page, base, data

    def go(self, path: str) -> None:
        """Open a page by its address."""
        response = self.page.goto(self.base + path)
        if response is None or response.status != 200:
            raise SystemExit(f"{path} does not open")

    def follow(self, path: str, link: str, *, exact: bool = False) -> None:
        """Open a page and follow the first link with these words."""
        self.go(path)
        self.page.get_by_role("link", name=link, exact=exact).first.click()
        self.page.wait_for_load_state()

    def landed(self) -> None:
        """Follow the first code of the demo whose own words came down."""
        for code in (self.data / "demo_codes.txt").read_text().splitlines():
            self.page.context.clear_cookies()
            self.go("/volg/")
            self.page.locator("#id_code").fill(code)
            self.page.get_by_role("button", name="Bekijk het pad van uw woorden").click()
            self.page.wait_for_load_state()
            text = self.page.locator("main").inner_text()
            if "deels overgenomen" in text and self.page.locator(".brink-own-words").count():
                return
        raise SystemExit("no code of the demo leads to words that landed")

    def come_in(self, address: str) -> None:
        """Log in by the code that the demo writes in its outbox."""
        self.go("/account/login/")
        self.page.get_by_label("Uw e-mailadres").fill(address)
        self.page.get_by_role("button", name="Stuur mij een code").click()
        self.page.wait_for_load_state()
        newest = max((self.data / "outbox").iterdir(), key=lambda file: file.stat().st_mtime)
        found = re.search(r"^([A-Z0-9-]{6,9})\s*$", newest.read_text(), re.MULTILINE)
        if found is None:
            raise SystemExit("the mail holds no code")
        self.page.get_by_label("De code uit de mail").fill(found.group(1))
        self.page.get_by_role("button", name="Ga naar binnen").click()
        self.page.wait_for_load_state()


QUESTION, SQUARE = "/processen/wonen-in-kleine-dorpen/", "/processen/het-plein-bij-de-school-in-barger-compascuum/"
Way = Callable[[Places], None]
PUBLIC: dict[str, Way] = {
    "home": lambda at: at.go("/"),
    "proces": lambda at: at.go(QUESTION),
    "open": lambda at: at.go(SQUARE),
    "ideeen": lambda at: at.follow(SQUARE, "Lees alle"),
    "dialoog": lambda at: at.follow("/processen/nieuwe-huizen-op-droge-plekken/", "Zeg wat u vindt", exact=True),
    "volg": lambda at: at.landed(),
    "besluit": lambda at: at.follow("/besluiten/", "Tien huizen aan de rand"),
    "kader": lambda at: at.go("/kader/"),
    "cijfers": lambda at: at.go("/cijfers/"),
}
DESK: dict[str, Way] = {
    "balie": lambda at: at.go("/balie/"),
    "speelruimte": lambda at: at.go("/balie/processen/de-bus-op-zaterdag/speelruimte/"),
}
ON_A_PHONE = frozenset({"home", "proces", "dialoog", "volg"})


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve the demo from `data` until the block ends; yields the address."""
    port = free_port()
    environment = {
        **os.environ, "BRINK_DATA": str(data), "PORT": str(port), "BRINK_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "brink.cli", "serve", "--demo", "--port", str(port), "--workers", "1"]
    with (data / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and server.poll() is None:
            try:
                urlopen(f"{base}/hulp/", timeout=5).close()  # noqa: S310  our own server on this machine
                break
            except (URLError, OSError):
                time.sleep(1)
        else:
            raise SystemExit(f"the demo does not come up; see {data / 'serve.log'}")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


def launch(driver: Playwright) -> Browser:
    """Start Debian's Chromium: without windows where that is installed (`tools/test.py` does), else the whole."""
    program = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
    return driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])


def keep(picture: bytes, place: Path, largest: int = LARGEST, palettes: tuple[int, ...] = (128, 64, 32)) -> None:
    """Write a screenshot with few colours, so that the repository stays small; says so when it is still too large."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    for colours in palettes:
        file = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= largest:
            break
    else:
        raise SystemExit(f"{place.name} is {file.tell()} bytes, more than {largest}")
    place.write_bytes(file.getvalue())
    print(f"{place.name}: {image.width} x {image.height}, {file.tell() // 1000} kB")


def take(browser: Browser, base: str, data: Path, width: int, ways: dict[str, Way], staff: str = "") -> None:
    """Take the pictures of these pages at one width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **LOOK)
    page = context.new_page()
    at = Places(page, base, data)
    if staff:
        at.come_in(staff)
    for name, way in ways.items():
        way(at)
        keep(page.screenshot(full_page=True), TARGET / f"{name}-{width}.png")
    context.close()


def clerk_of(data: Path) -> str:
    """Return the address of the demo's clerk, as the server printed it."""
    found = re.search(r"^\s*clerk\s+(\S+@\S+)", (data / "serve.log").read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit("the demo printed no login for a clerk")
    return found.group(1)


def main(wanted: list[str]) -> int:
    """Take all pictures, or those that are named."""
    TARGET.mkdir(parents=True, exist_ok=True)

    def chosen(ways: dict[str, Way]) -> dict[str, Way]:
        return {name: way for name, way in ways.items() if not wanted or name in wanted}

    with tempfile.TemporaryDirectory(prefix="brink-screens-") as folder, served(Path(folder)) as base:
        data = Path(folder)
        with sync_playwright() as driver:
            browser = launch(driver)
            take(browser, base, data, WIDE, chosen(PUBLIC))
            take(browser, base, data, NARROW, {name: way for name, way in chosen(PUBLIC).items() if name in ON_A_PHONE})
            if chosen(DESK):
                take(browser, base, data, WIDE, chosen(DESK), clerk_of(data))
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
