"""Pictures that people send, made anew: one at a time on this machine, by a process with bounds (`picture_decoder`).

A small file can be a huge picture, and a decoder is what attackers know best.
"""

import fcntl
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from brink.foundation import picture_decoder
from brink.foundation.errors import BadInput, NotNow

MAX_BYTES = picture_decoder.FILE_BYTES
LONGEST_SECONDS = 30
# Who may wait for their turn in one web worker, and how long: the others of its threads serve everybody else.
MOST_WAITING, WAIT_SECONDS, LOOK_SECONDS = 6, 45.0, 0.05
_waiting = threading.BoundedSemaphore(MOST_WAITING)


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture made anew, as JPEG."""

    data: bytes
    width: int
    height: int


def remade(upload: IO[bytes], size: int, widths: Sequence[int], *, field: str = "photo") -> dict[int, Copy]:
    """Return the copies of an upload of `size` bytes by their width, without anything that the camera wrote in it.

    Raises BadInput with a plain sentence for a wrong kind, a broken file, or one that is too large; NotNow when too
    many others wait.
    """
    if size > MAX_BYTES:
        raise BadInput(_("De foto is te groot. Kies een foto kleiner dan 12 MB."), field=field)
    upload.seek(0)
    data = upload.read(MAX_BYTES)
    with _turn(field):
        code, written = _decoded(data, widths)
    if code == picture_decoder.TOO_MANY_PIXELS:
        raise BadInput(_("Deze foto heeft te veel beeldpunten. Kies een kleinere foto."), field=field)
    if code != 0:
        raise BadInput(_("Dit is geen foto die wij kunnen lezen. Kies een JPG, PNG of WEBP."), field=field)
    head, _line, rest = written.partition(b"\n")
    copies = {}
    for wanted, length, width, height in json.loads(head):
        copies[wanted], rest = Copy(rest[:length], width, height), rest[length:]
    return {width: copies[width] for width in widths}


@contextmanager
def _turn(field: str) -> Iterator[None]:
    """Wait until no other process of this site decodes a picture; refuse when it is too busy for that."""
    said = _("Er worden nu veel foto's tegelijk verstuurd. Wacht een minuut en verstuur het dan opnieuw.")
    busy = NotNow(said, field=field, status=503)
    if not _waiting.acquire(blocking=False):
        raise busy
    try:
        folder = Path(settings.DATA_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "pictures.lock").open("ab") as lock:
            until = time.monotonic() + WAIT_SECONDS
            while not _held(lock):
                if time.monotonic() > until:
                    raise busy
                time.sleep(LOOK_SECONDS)
            yield
    finally:
        _waiting.release()


def _held(lock: IO[bytes]) -> bool:
    """Try to be the one; the lock goes with the file when that is closed, also by a process that dies."""
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _decoded(data: bytes, widths: Sequence[int]) -> tuple[int, bytes]:
    """Let a process of its own decode; return its exit code and what it wrote. It gets none of our environment."""
    command = [sys.executable, "-I", picture_decoder.__file__, *map(str, widths)]
    try:
        done = subprocess.run(  # noqa: S603  our own file; what a stranger sent is its standard input
            command, input=data, capture_output=True, timeout=LONGEST_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return 1, b""
    return done.returncode, done.stdout
