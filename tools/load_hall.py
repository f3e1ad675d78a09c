"""`make load`: a hall of people who all answer at once, each loading the page and giving a first answer.

    python tools/load_hall.py [sqlite] [postgresql] [--devices 1000] [--only NAME ...]

A real site with two web workers with one open dialogue, the client on the same machine, a new connection for each
request, all behind one address (its hall stands open). CPU is that of the web processes, and of the database beside it
where that is a server; wall times also tell how busy the machine was. Afterwards the tables are counted: everybody who
was told "received" must be there, once. Whoever was cut off sends the same form again, as people do.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.served import ask, environment, free_port, migrated  # noqa: E402
from tools import postgres  # noqa: E402
from tools.faults.sites import Site, awaited, children  # noqa: E402
from tools.load_hall_desk import DESK  # noqa: E402

DEVICES, SPREAD, SECONDS, TRIES = 1_000, 10.0, 60.0, 40
TICKS = os.sysconf("SC_CLK_TCK")
_FORM = re.compile(
    r'id="stelling".*?name="csrfmiddlewaretoken" value="([^"]+)".*?name="key" value="([^"]+)"'
    r'.*?name="stelling" value="([^"]+)"', re.S,
)  # fmt: skip
BUTTONS = ("agree", "disagree", "unsure")


@dataclass
class Met:
    """What the devices met: seconds of each page and vote, what they were answered, and what had to be sent again."""

    pages: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    again: int = 0
    wall: float = 0.0


@dataclass
class Device:
    """One phone: its cookies, and how it asks."""

    port: int
    path: str
    met: Met
    cookies: dict[str, str] = field(default_factory=dict)

    async def ask(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Ask one thing over a connection of its own; raises OSError when it is cut off."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if self.cookies:
            head += "Cookie: " + "; ".join(f"{name}={text}" for name, text in self.cookies.items()) + "\r\n"
        if body is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        try:
            writer.write(head.encode() + b"\r\n" + (body or b""))
            await writer.drain()
            answer = await asyncio.wait_for(reader.read(), SECONDS)
        finally:
            writer.close()
        lines, _between, text = answer.partition(b"\r\n\r\n")
        if not lines.startswith(b"HTTP/1.1 "):
            raise OSError("cut off")
        for line in lines.decode("latin-1").split("\r\n"):
            name, _colon, value = line.partition(":")
            # Marks for the page of "Ik ben klaar" alone: a browser sends them nowhere else.
            if name.lower() == "set-cookie" and not value.strip().startswith("brink-hier-"):
                key, _equals, kept = value.strip().partition(";")[0].partition("=")
                self.cookies[key] = kept
        return int(lines[9:12]), text.decode("utf-8", "replace")

    async def patiently(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Ask till there is an answer, as whoever presses again."""
        for number in range(TRIES):
            try:
                return await self.ask(path, body)
            except (OSError, TimeoutError):
                self.met.again += 1
                await asyncio.sleep(0.2 + 0.05 * number)
        raise OSError("no answer")

    async def take_part(self, number: int, votes: int, *, look: bool) -> None:
        """Load the page, answer, and look at the page after it; `votes` times."""
        path = self.path
        for turn in range(votes):
            began = time.perf_counter()
            status, text = await self.patiently(path)
            (self.met.after if turn else self.met.pages).append(time.perf_counter() - began)
            found = _FORM.search(text)
            if status != 200 or found is None:
                self.met.answers[f"page {status}"] += 1
                return
            sent = dict(zip(("csrfmiddlewaretoken", "key", "stelling"), found.groups(), strict=True))
            body = urlencode({**sent, "stem": BUTTONS[(number + turn) % 3]}).encode()
            began = time.perf_counter()
            status, _text = await self.patiently(self.path, body)
            self.met.votes.append(time.perf_counter() - began)
            self.met.answers[f"vote {status}"] += 1
            path = f"{self.path}?verder=1"
        if look:
            began = time.perf_counter()
            await self.patiently(path)
            self.met.after.append(time.perf_counter() - began)


async def _hall(port: int, path: str, case: "Case", devices: int) -> Met:
    met, chance = Met(), random.Random(7)

    async def one(number: int) -> None:
        await asyncio.sleep(case.spread * number / devices + chance.random() * 0.01 * bool(case.spread))
        try:
            await Device(port, path, met).take_part(number, case.votes, look=case.look)
        except OSError:
            met.answers["no answer"] += 1

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(devices)))
    met.wall = time.perf_counter() - began
    return met


def cpu_seconds(pids: list[int]) -> float:
    """Return the CPU that these processes and all below them used so far."""
    total, waiting = 0, list(pids)
    while waiting:
        pid = waiting.pop()
        waiting += children(pid)
        with contextlib.suppress(OSError):
            parts = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
            total += int(parts[11]) + int(parts[12])
    return total / TICKS


@dataclass(frozen=True)
class Case:
    """One evening: how it is spread, what each device does, what goes on meanwhile, and what may be used by one."""

    name: str
    spread: float = SPREAD
    votes: int = 1
    look: bool = False
    meanwhile: str = ""
    most_ms: float | None = None
    most_p95: float | None = None
    most_wall: float | None = None


CASES = (
    Case("page and vote", most_ms=6.0, most_p95=1.0),
    Case("page, vote, next page", look=True, most_ms=9.0, most_p95=1.0),
    Case("five votes each", spread=30.0, votes=5, look=True, most_p95=1.0),
    Case("all at one instant", spread=0.0, most_wall=5.0),
    Case("closed meanwhile", spread=6.0, meanwhile="close"),
    Case("sentences hidden meanwhile", spread=6.0, meanwhile="hide"),
    Case("a web worker killed twice", spread=6.0, meanwhile="kill"),
)
DATABASE_MORE = 4.0
"""Milliseconds a device that a database server may use beside the web processes."""


def desk(data: Path, what: str, **settings: str) -> Mapping[str, object]:
    """Let the desk do one thing in a process of its own; returns what it says."""
    ran = subprocess.run(
        [sys.executable, "-c", DESK, what],
        env=environment(data, DJANGO_SETTINGS_MODULE="brink.site.settings", **settings),
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    found: Mapping[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def served(demo: Path, **settings: str) -> Iterator[Site]:
    """Serve a copy of the demo and end exactly that; the clock's work stays away, so that figures are of the web."""
    port, data = free_port(), Path(tempfile.mkdtemp(prefix="hall-", dir=demo.parent))
    shutil.copytree(demo, data, dirs_exist_ok=True)
    command = [sys.executable, "-m", "brink.cli", "serve", "--port", str(port), "--web-only"]
    with (data / "served.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(data, **settings), stdout=log, stderr=log, start_new_session=True
        )
    site = Site(port, data, process)
    try:
        awaited(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(data, ignore_errors=True)


async def _meanwhile(case: Case, site: Site, settings: Mapping[str, str]) -> None:
    """Do what goes wrong on purpose while the hall answers."""
    if case.meanwhile == "kill":
        for _time in range(2):
            await asyncio.sleep(case.spread / 3)
            pids = await asyncio.to_thread(site.pids, "web")
            with contextlib.suppress(ProcessLookupError, IndexError):
                os.kill(pids[0], signal.SIGKILL)
    elif case.meanwhile:
        await asyncio.sleep(case.spread / 4)
        await asyncio.to_thread(lambda: desk(site.data, case.meanwhile, **settings))


@dataclass(frozen=True)
class Result:
    """What one case came to."""

    case: Case
    met: Met
    web_ms: float
    database_ms: float
    load: float
    counts: Mapping[str, object]
    devices: int

    @property
    def wrong(self) -> list[str]:
        """Say which promises were broken."""
        said, told = [], self.met.answers["vote 302"]
        people = self.devices if not self.case.meanwhile or self.case.meanwhile == "kill" else None
        if people is not None and told != people * self.case.votes:
            said.append(f"answered {told}")
        if self.counts["sessions"] != told // self.case.votes or self.counts["votes"] != told:
            said.append("lost or double")
        said += [f"{name} differ" for name in ("codes", "entries", "sources", "counted") if
                 self.counts[name] != self.counts["sessions"]]  # fmt: skip
        said += [] if self.counts["views"] == self.counts["votes"] else ["views differ"]
        return said

    @property
    def slow(self) -> list[str]:
        """Say which figures were not met."""
        case, times = self.case, [*self.met.pages, *self.met.votes]
        checks = (
            (case.most_ms, self.web_ms, "ms"), (case.most_p95, p95(times), "p95"),
            (case.most_wall, self.met.wall, "wall"),
            (DATABASE_MORE * case.votes, self.database_ms, "database"),
        )  # fmt: skip
        return [what for most, was, what in checks if most is not None and was > most]

    def row(self) -> str:
        """Return one line of the table."""
        answers = ", ".join(f"{count} {what}" for what, count in sorted(self.met.answers.items()))
        told = f"{self.case.name:28} {self.web_ms:6.1f} {self.database_ms:6.1f} {self.met.wall:6.1f}"
        told += f" {p95(self.met.pages):6.2f} {p95(self.met.votes):6.2f} {p95(self.met.after):6.2f} {self.load:5.1f}"
        return f"{told}  {answers}; again {self.met.again}; {'; '.join(self.wrong + self.slow) or 'good'}"


def p95(times: list[float]) -> float:
    """Return the 95th percentile of seconds; 0 of nothing."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def measured(case: Case, demo: Path, settings: Mapping[str, str], database_pids: list[int], devices: int) -> Result:
    """Let one evening happen on a site of its own."""
    with served(demo, **settings) as site:
        before = desk(site.data, "open", **settings)
        path = str(before["path"])
        for _time in range(16):
            ask(site.port, path, Host="127.0.0.1")
        time.sleep(2)
        web, database = cpu_seconds([site.process.pid]), cpu_seconds(database_pids)

        async def evening() -> Met:
            also = asyncio.create_task(_meanwhile(case, site, settings))
            met = await _hall(site.port, path, case, devices)
            await also
            return met

        met = asyncio.run(evening())
        load = os.getloadavg()[0]
        web, database = cpu_seconds([site.process.pid]) - web, cpu_seconds(database_pids) - database
        after = desk(site.data, "count", **settings)
    counts = {name: int(str(after[name])) - int(str(before[name])) for name in after if name != "path"}
    return Result(case, met, web * 1000 / devices, database * 1000 / devices, load, counts, devices)


def made(folder: Path, **settings: str) -> Path:
    """Make a body with one open dialogue of thirty sentences; every case on a file starts from a copy."""
    data = folder / "made"
    data.mkdir()
    if not settings:
        migrated(data)
    desk(data, "make", **settings)
    return data


def on_sqlite(folder: Path, run: Callable[[Path, Mapping[str, str], list[int]], None]) -> None:
    """Run on a file."""
    run(made(folder), {}, [])


def on_postgresql(folder: Path, run: Callable[[Path, Mapping[str, str], list[int]], None]) -> None:
    """Run on a server that writes as one that people rely on; all cases one after the other on one database."""
    binaries = postgres.find_binaries()
    if binaries is None:
        print("postgresql: not installed")
        return
    with postgres.server(binaries, durable=True) as url:
        demo = made(folder, DATABASE_URL=url)
        server = int((Path(url.partition("host=")[2]) / "data" / "postmaster.pid").read_text("ascii").split()[0])
        run(demo, {"DATABASE_URL": url}, [server])


def main() -> int:
    """Print the table; return 1 when an answer was lost or counted twice, or a figure was not met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--devices", type=int, default=DEVICES)
    parser.add_argument("--only", nargs="*", default=[])
    asked, code = parser.parse_args(), 0
    cases = [case for case in CASES if not asked.only or any(name in case.name for name in asked.only)]
    heading = (
        f"{'ms CPU a device, seconds':28} {'web':>6} {'db':>6} {'wall':>6} {'page':>6} {'vote':>6} {'after':>6}  load"
    )
    for database in asked.databases:
        with tempfile.TemporaryDirectory(prefix="brink-load-") as folder:
            Path(folder).chmod(0o755)
            os.environ.setdefault("BRINK_DATA", folder)

            def run(demo: Path, settings: Mapping[str, str], pids: list[int], name: str = database) -> None:
                nonlocal code
                print(f"\n{name}, {asked.devices} devices behind one address, p95 of pages and votes\n{heading}")
                for case in cases:
                    result = measured(case, demo, settings, pids, asked.devices)
                    print(result.row(), flush=True)
                    code = code or int(bool(result.wrong or result.slow))

            {"sqlite": on_sqlite, "postgresql": on_postgresql}[database](Path(folder), run)
    return code


if __name__ == "__main__":
    sys.exit(main())
