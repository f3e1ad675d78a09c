"""Slow senders, big pictures, and all at once with a worker that dies: are the others served?"""

import io
import threading
import time
from functools import partial
from pathlib import Path

from PIL import Image
from tools.faults.cases import P95, Line, skipped
from tools.faults.killing import kill
from tools.faults.proxy import NAME, behind_nginx, binary
from tools.faults.sites import Site, running
from tools.faults.visitors import NEW_IDEA, Browser, Timed, dripping, idea, multipart, readers

SECONDS = 6
MEMORY_MB = 700
BEHIND = {"BRINK_TRUSTED_PROXIES": "1"}
TLS = BEHIND | {"BRINK_BASE_URL": f"https://{NAME}"}


def _line(what: str, timed: Timed) -> Line:
    return Line(what, f"p95 <= {P95:.0f} s, none turned away", timed.told, timed.p95 <= P95 and not timed.failed)


def slow_bodies(demo: Path) -> list[Line]:
    """Forms that drip: at the built-in server alone, and with nginx in front."""
    lines = []
    with running(demo, **BEHIND) as site:
        for number in (10, 20, 200):
            with dripping(site.port, number), readers(partial(Browser, site.port)) as timed:
                time.sleep(SECONDS)
            lines.append(_line(f"{number} slow senders, no proxy", timed))
    if binary() is None:
        return [*lines, skipped("200 slow senders behind nginx", "no nginx on this machine")]
    with running(demo, **TLS) as site, behind_nginx(site.port) as proxy:
        make = partial(Browser, proxy.port, NAME, True)
        with dripping(proxy.port, 200, name=NAME, tls=True), readers(make) as timed:
            time.sleep(SECONDS)
        lines.append(_line("200 slow senders behind nginx with TLS", timed))
    return lines


def big_picture() -> bytes:
    """Return a photo that is as large as may be: 48 million pixels."""
    file = io.BytesIO()
    Image.radial_gradient("L").resize((8000, 6000)).convert("RGB").save(file, "JPEG", quality=60)
    return file.getvalue()


def _send_pictures(site: Site, number: int, picture: bytes, met: list[int]) -> list[threading.Thread]:
    def send(one: int) -> None:
        browser = Browser(site.port)
        fields = idea(browser.form(), f"Een grote foto van het plein, nummer {one}.")
        body, kind = multipart({**fields, "photo_alt": "Het plein."}, picture)
        met.append(browser.ask(NEW_IDEA, body, kind, timeout=90)[0])

    threads = [threading.Thread(target=send, args=(one,), daemon=True) for one in range(number)]
    for one in threads:
        one.start()
    return threads


def big_pictures(demo: Path) -> list[Line]:
    """Six big pictures at once: what the whole site holds in memory, and how the others fare."""
    met: list[int] = []
    picture = big_picture()
    with running(demo, **BEHIND) as site, readers(partial(Browser, site.port)) as timed:
        before = most = site.memory_mb()
        threads = _send_pictures(site, 6, picture, met)
        while any(one.is_alive() for one in threads):
            most = max(most, site.memory_mb())
            time.sleep(0.1)
    taken = sum(status in (302, 303) for status in met)
    told = f"{taken} of 6 taken in; the site grew by {most - before:.0f} MB to {most:.0f} MB"
    return [
        _line("six big pictures at once (48 million pixels each)", timed),
        Line("six big pictures: memory", f"all taken in, <= {MEMORY_MB} MB", told, taken == 6 and most <= MEMORY_MB),
    ]


def all_at_once(demo: Path) -> list[Line]:
    """The figure of the issue: ten slow connections, six big pictures, one killed worker."""
    met: list[int] = []
    picture = big_picture()
    with (
        running(demo, **BEHIND) as site,
        dripping(site.port, 10),
        readers(partial(Browser, site.port)) as timed,
    ):
        threads = _send_pictures(site, 6, picture, met)
        time.sleep(1)
        kill(site.pids("worker")[0])
        for one in threads:
            one.join(90)
        time.sleep(2)
        back = bool(site.pids("worker"))
    line = _line("ten slow senders, six big pictures, the clock worker killed", timed)
    taken = sum(status in (302, 303) for status in met)
    result = f"{line.result}; {taken} of 6 pictures; worker back: {'yes' if back else 'NO'}"
    return [Line(line.what, line.target, result, bool(line.kept) and back and taken == 6)]
