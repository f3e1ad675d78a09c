"""A site in processes of its own, as operators run it: what a test client can never see."""

import contextlib
import fcntl
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# These sites bring their own database, so once is enough: not again in the run on PostgreSQL.
ONCE = bool(os.environ.get("DATABASE_URL"))


# What our settings read; `make` itself sets a PORT.
OURS = ("BRINK_", "DATABASE_URL", "PORT")


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a site with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**kept, "PYTHONPATH": path, "BRINK_DATA": str(data), **settings}


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def ask(
    port: int, path: str, method: str = "GET", body: str = "", **headers: str
) -> tuple[int, str, list[tuple[str, str]]]:
    """Ask one thing over a connection of its own; return status, text and headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, {name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheaders()
    finally:
        connection.close()


def migrated(data: Path) -> None:
    """Put a database with every migration and nothing in it in a folder: made once in a run, and copied.

    What a site does with an empty folder is the journey of a new province (tests/journeys) and of `brink import`.
    """
    steps = sorted(str(path) for path in (ROOT / "src").rglob("migrations/0*.py"))
    template = Path(os.environ["BRINK_DATA"]) / f"migrated-{hashlib.sha256(' '.join(steps).encode()).hexdigest()[:12]}"
    template.mkdir(parents=True, exist_ok=True)
    with (template / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "done").exists():
            command = [sys.executable, "-m", "brink.cli", "migrate"]
            subprocess.run(command, env=environment(template), check=True, capture_output=True)
            (template / "done").touch()
    data.mkdir(parents=True, exist_ok=True)
    shutil.copy(template / "brink.sqlite3", data / "brink.sqlite3")


@contextlib.contextmanager
def serving(data: Path, *arguments: str, **settings: str) -> Iterator[int]:
    """Run `brink serve` on a free port, yield the port, and stop exactly that."""
    port = free_port()
    command = [sys.executable, "-m", "brink.cli", "serve", "--port", str(port), *arguments]
    with (data / "served.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment(data, **settings), stdout=log, stderr=log)
    try:
        for _try in range(600):
            with contextlib.suppress(OSError, http.client.HTTPException):
                if ask(port, "/gezond", Host="127.0.0.1")[0] == 200:
                    break
            if process.poll() is not None:
                raise RuntimeError((data / "served.log").read_text())
            time.sleep(0.2)
        else:
            raise RuntimeError(f"no answer: {(data / 'served.log').read_text()}")
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
