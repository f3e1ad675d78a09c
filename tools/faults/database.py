"""PostgreSQL stops, dies or freezes: a page says so, nobody waits long, and what was acknowledged is stored once."""

import contextlib
import os
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from tests.served import environment
from tools.faults.cases import Line, missing, skipped
from tools.faults.killing import SEED, givers, kill
from tools.faults.sites import Site, awaited, children, running
from tools.faults.visitors import Browser, readers
from tools.postgres import _as_user, find_binaries, server

BEHIND = {"BRINK_TRUSTED_PROXIES": "1"}
KILLS = 6
FROZEN = 12


@dataclass
class Server:
    """One PostgreSQL of this run, that can be ended and started again."""

    url: str
    folder: Path
    command: list[str]
    again: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def pid(self) -> int:
        """The process above all others of this server."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start it again, as the user to whom its data belongs.

        Whoever died a moment ago may still hold its lock: then once more.
        """
        owner = (self.folder / "data").owner() if os.geteuid() == 0 else None
        for _try in range(50):
            with (self.folder / "log").open("ab") as log:
                place = {"stdout": log, "stderr": log, "cwd": self.folder, "start_new_session": True}
                process = subprocess.Popen(_as_user(self.command, owner), **place)  # type: ignore[call-overload]
            time.sleep(0.5)
            if process.poll() is None:
                self.again.append(process)
                return
        raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-2000:])

    def die(self) -> None:
        """End it and all below it as a power cut does."""
        top = self.pid
        below = children(top)
        for one in (top, *below):
            kill(one)
        # It is ours to bury: while it is not, its lock counts.
        with contextlib.suppress(ChildProcessError):
            os.waitpid(top, 0)

    def stored(self) -> list[str]:
        """Return every text that somebody gave, once for each time that it is stored."""
        with psycopg.connect(self.url) as link:
            return [row[0] for row in link.execute("select verbatim from contributions_source").fetchall()]


@contextlib.contextmanager
def _postgres(binaries: Path, folder: Path, *, demo: bool) -> Iterator[Server]:
    """Start a server with tables, and the demo in them when asked for."""
    folder.mkdir(exist_ok=True)
    # What was acknowledged must be there after a power cut.
    with server(binaries, durable=True) as url:
        settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "brink.site.settings"}
        command = [sys.executable, "-m", "brink.cli", "demo" if demo else "migrate"]
        done = subprocess.run(command, env=environment(folder, **settings), timeout=300, capture_output=True)
        if done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace"))
        place = Path(dict(part.split("=", 1) for part in urlsplit(url).query.split("&"))["host"])
        made = Server(url, place, shlex.split((place / "data" / "postmaster.opts").read_text()))
        try:
            yield made
        finally:
            for one in made.again:
                one.send_signal(signal.SIGINT)
                one.wait(30)


def database_away(demo: Path) -> list[Line]:
    """PostgreSQL stops and comes back: a page says so meanwhile, and nobody waits long for it."""
    what, binaries = "PostgreSQL stopped, then started", find_binaries()
    if binaries is None:
        return [skipped(what, "no PostgreSQL on this machine")]
    empty = demo.parent / "empty"
    with _postgres(binaries, empty, demo=False) as database, running(empty, DATABASE_URL=database.url) as site:
        before = [Browser(site.port).ask("/")[0] for _time in range(6)]
        os.kill(database.pid, signal.SIGINT)
        time.sleep(3)
        away = [_timed(site) for _time in range(8)]
        database.start()
        back, after = _back(site)
        awaited(site)
    longest = max(seconds for _status, _retry, seconds in away)
    told = f"before {set(before)}, away {({one for one, _r, _s in away})}, Retry-After on "
    told += f"{sum(bool(retry) for _one, retry, _s in away)} of 8, slowest {longest:.1f} s; "
    told += f"back within {back:.0f} s, then {set(after)}"
    quick = longest <= 5 and back <= 20
    good = set(before) == {200} == set(after) and all(one == 503 and retry for one, retry, _s in away) and quick
    return [Line(what, "503 with Retry-After within 5 s, 200 within 20 s of its start", told, good)]


def _back(site: Site) -> tuple[float, list[int]]:
    """Wait until the site answers well five times in a row; return how long that took, and what it answered then."""
    began, row = time.monotonic(), 0
    while row < 5 and time.monotonic() - began < 60:
        row = row + 1 if _timed(site)[0] == 200 else 0
    took = time.monotonic() - began
    return took, [_timed(site)[0] for _time in range(8)]


def _timed(site: Site) -> tuple[int, str, float]:
    began = time.monotonic()
    status, _text, headers = Browser(site.port).ask("/processen/", timeout=30)
    return status, headers.get("Retry-After", ""), time.monotonic() - began


def database_dies(demo: Path) -> list[Line]:
    """PostgreSQL dies at random moments under people who give, and once freezes for some seconds."""
    what, binaries = f"PostgreSQL killed {KILLS} times, then frozen for {FROZEN} s", find_binaries()
    if binaries is None:
        return [skipped(what, "no PostgreSQL on this machine")]
    place = demo.parent / "on-postgres"
    chance, told, tried, stop = random.Random(SEED), [], [], threading.Event()  # type: ignore[var-annotated]
    with (
        _postgres(binaries, place, demo=True) as database,
        running(place, DATABASE_URL=database.url, **BEHIND) as site,
        readers(partial(Browser, site.port), 2, 0.3) as timed,
    ):
        threads = givers(site, 4, stop, told, tried)
        for _time in range(KILLS):
            time.sleep(3 * (0.5 + chance.random()))
            database.die()
            database.start()
        _back(site)
        frozen = _frozen(database, site)
        back, after = _back(site)
        stop.set()
        for one in threads:
            one.join(20)
        awaited(site)
        lost, doubled = missing(told, database.stored(), tried)
    result = f"{len(told)} acknowledged of {len(tried)} tried, {lost} lost, {doubled} double; readers: {timed.told}; "
    result += f"frozen: slowest answer {frozen:.1f} s; back within {back:.0f} s, then {set(after)}"
    good = bool(told) and not lost and not doubled and set(after) == {200} and back <= 20
    return [Line(what, "0 lost, 0 double, back within 20 s", result, good)]


def _frozen(database: Server, site: Site) -> float:
    """Let every process of the server stand still for some seconds; return how long the slowest answer took then."""
    every = [database.pid, *children(database.pid)]
    for one in every:
        os.kill(one, signal.SIGSTOP)
    thaw = threading.Timer(FROZEN, lambda: [os.kill(one, signal.SIGCONT) for one in every])
    thaw.start()
    try:
        return max(_timed(site)[2] for _time in range(3))
    finally:
        thaw.join()
