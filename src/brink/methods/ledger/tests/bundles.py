"""Small published logs to test with: entries, keys, an export and a receipt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brink.methods.ledger import (
    Checkpoint,
    Key,
    Log,
    cosign,
    hidden_line,
    leaf_hash,
    log_key,
    manifest,
    open_line,
    receipt,
    sign_checkpoint,
    witness_key,
)

ORIGIN = "voorbeeld.nl/journaal"
PRIVATE, WITNESS = bytes(range(32)), bytes(range(1, 33))
LOG_KEY, WITNESS_KEY = log_key(ORIGIN, PRIVATE), witness_key("griffie", WITNESS)
KEYS: tuple[Key, ...] = (LOG_KEY, WITNESS_KEY)


def entry(index: int) -> dict[str, Any]:
    """Return one journal entry, with text that needs care in JSON."""
    return {
        "kind": "inbreng",
        "at": f"2026-01-01T10:{index % 60:02d}:00Z",
        "data": {"nr": index, "naam": 'Café "ë" \u2028'},
    }


def salt(index: int) -> bytes:
    """Return the salt of one entry: known, because this is a test."""
    return hashlib.sha256(b"zout%d" % index).digest()[: 16 if index % 2 else 32]


@dataclass(frozen=True)
class Published:
    """The parts of a published log."""

    log: Log
    notes: tuple[str, ...]
    manifest: str
    lines: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """Write the export to a folder and return it."""
        folder.mkdir(exist_ok=True)
        (folder / "manifest.json").write_text(self.manifest, encoding="utf-8", newline="")
        (folder / "journal.jsonl").write_text("".join(self.lines), encoding="utf-8", newline="")
        return folder


def note(log: Log, size: int) -> str:
    """Return the checkpoint at one size, signed by log and witness."""
    signed = sign_checkpoint(Checkpoint(ORIGIN, size, log.root(size)), PRIVATE)
    return cosign(signed, "griffie", WITNESS, at=1_800_000_000 + size)


def published(size: int, *, hidden: frozenset[int] = frozenset({2})) -> Published:
    """Return a log of `size` entries with checkpoints halfway and at the end."""
    log = Log([leaf_hash(salt(i), entry(i)) for i in range(size)])
    sizes = sorted({size // 2, size})
    notes = tuple(note(log, at) for at in sizes)
    lines = tuple(
        hidden_line(i, leaf_hash(salt(i), entry(i))) if i in hidden else open_line(i, salt(i), entry(i))
        for i in range(size)
    )
    return Published(log, notes, manifest(origin=ORIGIN, size=size, checkpoints=notes, keys=KEYS), lines)


def receipt_of(log: Log, index: int) -> str:
    """Return the receipt of one entry at the present size of the log."""
    return receipt(
        index=index,
        salt=salt(index),
        entry=entry(index),
        proof=log.inclusion_proof(index),
        checkpoint=note(log, log.size),
        keys=KEYS,
    )
