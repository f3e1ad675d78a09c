"""Sites in processes of their own, and what is stored in them: what the faults are done to."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.served import ask, environment, free_port

COLLECT = "import django; django.setup(); from brink.site.serving import collect; collect()"


@dataclass
class Site:
    """One running site."""

    port: int
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return (self.data / "served.log").read_text("utf-8", "replace")

    def stored(self) -> list[str]:
        """Return every text that somebody gave, once for each time that it is stored."""
        with contextlib.closing(sqlite3.connect(self.data / "brink.sqlite3", timeout=20)) as database:
            return [row[0] for row in database.execute("select verbatim from contributions_source")]

    def below(self) -> dict[int, str]:
        """Return the processes below this one by what they are: `supervisor`, `supervised`, `web`, `worker`."""
        found = {self.process.pid: "supervisor"}
        for pid in children(self.process.pid):
            name = _command(pid)
            found[pid] = "supervised" if "web_server" in name else "worker" if "worker" in name else "other"
            if found[pid] == "supervised":
                found |= {child: "web" for child in children(pid) if "web_server" in _command(child)}
        return found

    def pids(self, kind: str) -> list[int]:
        """Return the processes of one kind."""
        return [pid for pid, name in self.below().items() if name == kind]

    def memory_mb(self) -> float:
        """Return what the whole site holds in memory now, decoders too; shared pages count for each their part."""
        total, waiting = 0.0, [self.process.pid]
        while waiting:
            pid = waiting.pop()
            waiting += children(pid)
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
                total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
        return total


def children(pid: int) -> list[int]:
    """Return the processes right below another."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(one) for one in (task / "children").read_text("ascii").split()]
    return found


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def made_demo(folder: Path) -> Path:
    """Make the demo once; every site starts from a copy."""
    data = folder / "demo"
    data.mkdir()
    for command in (["-m", "brink.cli", "demo"], ["-c", COLLECT]):
        done = subprocess.run(
            [sys.executable, *command], env=environment(data, DJANGO_SETTINGS_MODULE="brink.site.settings"),
            capture_output=True, text=True, timeout=240,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
    return data


@contextlib.contextmanager
def running(demo: Path, *before: str, **settings: str) -> Iterator[Site]:
    """Run `brink serve` on a copy of the demo in a process group of its own, and end exactly that."""
    port, data = free_port(), Path(tempfile.mkdtemp(prefix="site-", dir=demo.parent))
    shutil.copytree(demo, data, dirs_exist_ok=True)
    command = [*before, sys.executable, "-m", "brink.cli", "serve", "--port", str(port)]
    with (data / "served.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(data, **settings), stdout=log, stderr=log, start_new_session=True
        )
    site = Site(port, data, process)
    try:
        awaited(site)
        _warm(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(data, ignore_errors=True)


def awaited(site: Site, seconds: float = 90) -> float:
    """Wait until the site answers; return how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with contextlib.suppress(OSError):
            if ask(site.port, "/gezond", Host="127.0.0.1")[0] == 200:
                return time.monotonic() - began
        if site.process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"no answer: {site.log}")


def _warm(site: Site) -> None:
    """Let both web workers read their templates: the first visitors of a day are not what is measured."""
    for _time in range(6):
        for path in ("/", "/processen/", "/hulp/", "/agenda/"):
            ask(site.port, path, Host="127.0.0.1")


def connection(port: int, timeout: float = 10) -> socket.socket:
    """Open a connection to a port of this machine."""
    return socket.create_connection(("127.0.0.1", port), timeout)
