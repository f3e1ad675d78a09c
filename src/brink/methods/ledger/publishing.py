"""Writing what strangers verify: the lines of an export, its manifest, and receipts. Text in, text out; no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brink.methods.ledger.canonical_json import canonical
from brink.methods.ledger.notes import Key
from brink.methods.ledger.records import JOURNAL, RECEIPT, digest


def _line(document: Mapping[str, Any]) -> str:
    return canonical(document).decode("utf-8") + "\n"


def open_line(index: int, salt: bytes, entry: Mapping[str, Any]) -> str:
    """Return the line of journal.jsonl for an entry that anyone may read. Raises ValueError for what JSON v1 lacks."""
    return _line({"entry": entry, "index": index, "salt": salt.hex()})


def hidden_line(index: int, leaf: bytes) -> str:
    """Return the line for an entry that was erased or is not public: its leaf alone."""
    return _line({"index": index, "leaf": leaf.hex()})


def manifest(*, origin: str, size: int, checkpoints: Sequence[str], keys: Sequence[Key]) -> str:
    """Return manifest.json. `checkpoints` are notes in order of growth, the last at `size`; `keys` all that signed."""
    fields = {"checkpoints": list(checkpoints), "origin": origin, "size": size}
    return _sealed(JOURNAL, keys, fields)


def receipt(
    *, index: int, salt: bytes, entry: Mapping[str, Any], proof: Sequence[bytes], checkpoint: str, keys: Sequence[Key]
) -> str:
    """Return the receipt of one entry: the proof is `Log.inclusion_proof(index, size)` at the checkpoint's size."""
    fields: dict[str, Any] = {"checkpoint": checkpoint, "entry": entry, "index": index, "salt": salt.hex()}
    return _sealed(RECEIPT, keys, {**fields, "proof": [step.hex() for step in proof]})


def _sealed(kind: str, keys: Sequence[Key], fields: Mapping[str, Any]) -> str:
    document = {**fields, "format": kind, "keys": [str(key) for key in keys]}
    return _line({**document, "digest": digest(document)})
