"""A site in processes of its own, as operators run it: what a test client can never see."""

import contextlib
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

from tests import tables_ready
from tests.tables_ready import environment

# These sites bring their own database, so once is enough: not again in the run on PostgreSQL.
ONCE = bool(os.environ.get("DATABASE_URL"))


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
    """Put a database with every migration and nothing in it in a folder.

    What a site does with an empty folder is the journey of a new province (tests/journeys) and of `brink import`.
    """
    data.mkdir(parents=True, exist_ok=True)
    shutil.copy(tables_ready.migrated(), data / "brink.sqlite3")


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
