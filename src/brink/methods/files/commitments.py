"""What the records of a draw and of a budget share: files that are committed to by their SHA-256, and written one way.

With the standard library alone: it is a part of the one-file verifier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from brink.methods.ledger.canonical_json import json_bytes


class RecordInvalid(Exception):
    """A record that is not what it says; the message names the first thing that is broken."""


def json_line(value: Mapping[str, Any]) -> bytes:
    """The one way in which a record writes JSON: sorted, no spaces, UTF-8, one line."""
    return json_bytes(value) + b"\n"


def record_json(name: str, content: bytes) -> dict[str, Any]:
    """Read a file that was written that way. Raises RecordInvalid."""
    try:
        found = json.loads(content)
        # Also numbers without end and brackets without end are caught here: neither can be written again.
        as_written = isinstance(found, dict) and json_line(found) == content
    except (ValueError, RecursionError):
        raise RecordInvalid(f"{name}: is geen leesbare JSON") from None
    if not as_written:
        raise RecordInvalid(f"{name}: is niet geschreven zoals een record het schrijft")
    return dict(found)


def commitment_to(files: Mapping[str, bytes], kind: str) -> bytes:
    """The SHA-256 of every file of a record of some kind. Its own SHA-256 stands for the whole record."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return json_line({"format": kind, "files": digests})


def check_committed(
    files: Mapping[str, bytes], commitment: bytes, *, kind: str, names: Sequence[str], called: str
) -> None:
    """Check that the files are `names` and are committed to, in the file that is `called` so. Raises RecordInvalid."""
    if commitment == commitment_to(files, kind) and sorted(files) == sorted(names):
        return
    told = record_json(called, commitment).get("files")
    for name in names:
        if name not in files:
            raise RecordInvalid(f"{name}: ontbreekt")
        if isinstance(told, dict) and told.get(name) != hashlib.sha256(files[name]).hexdigest():
            raise RecordInvalid(f"{name}: klopt niet met het controlegetal in {called}")
    raise RecordInvalid(f"{called}: is niet wat het zegt te zijn")
