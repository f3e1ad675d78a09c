"""The list of what was taken back, kept beside the database and not in it, so that an old back-up brings nothing back.

One line each: moment, what happened, and the SHA-256 of the id of the thing. No words, no names, and the ids are random
enough that nobody can find one by trying. The file is only added to. Whoever restores an older database applies it
before the site opens; a list that is lost cannot be made again for what that database does not know.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from brink.foundation import clock
from brink.foundation.points import Point

FILE = "erasures.txt"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What an app has on the list: the act that erases (`kind`), what its lines are called, and who applies them.

    `apply` takes away again what the list names and is still there, and returns how many things; it may be repeated.
    """

    kind: str
    what: str
    apply: Callable[[Mapping[str, str]], int]


erased_again: Point[ErasedAgain] = Point("erased-again")


def path() -> Path:
    """Return where the list of this site stands."""
    return Path(settings.DATA_DIR) / FILE


def hashed(thing: UUID | str) -> str:
    """Return how a thing stands in the list: an id, or what is stored of a code."""
    return hashlib.sha256(f"brink/erased/v1 {thing}".encode()).hexdigest()


def note(what: str, things: Iterable[UUID | str]) -> None:
    """Add things, on the disk when this returns. A disk that refuses is logged: the clock work adds them later."""
    moment = clock.now().isoformat(timespec="seconds")
    try:
        _append("".join(f"{moment} {what} {hashed(one)}\n" for one in things))
    except OSError:
        _log.exception("the erasure list could not be written")


def begin() -> None:
    """Make an empty list where there is none."""
    _append("")


def _append(lines: str) -> None:
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    # One write at the end of the file: workers that write at the same moment do not mix their lines.
    number = os.open(target, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
    try:
        size = os.fstat(number).st_size
        torn = size > 0 and os.pread(number, 1, size - 1) != b"\n"
        os.write(number, f"{chr(10) if torn else ''}{lines}".encode())
        os.fsync(number)
    finally:
        os.close(number)


def read() -> dict[str, str]:
    """Return what happened last to each thing, by its hash and kind ("visibility", "words"); {} when there is no list.

    What happened is named `kind` or `kind.detail`. A line that was cut short by a crash is passed over.
    """
    try:
        lines = path().read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found: dict[str, str] = {}
    for line in lines:
        parts = line.split()
        if len(parts) == 3 and len(parts[2]) == 64:
            kind, _dot, detail = parts[1].partition(".")
            found[f"{kind} {parts[2]}"] = detail
    return found
