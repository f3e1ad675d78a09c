"""The one way in which Brink writes JSON whose bytes are hashed, signed or compared. With the standard library alone.

It is RFC 8785 but for three things, kept because every log and record so far is written so: keys are sorted by code
point and not by UTF-16 unit, whole numbers above 2**53 are written, and a float is written as Python does (`1.0`, and
`1e-07`). Entries of the log and receipts have no floats; the figures of a draw or a budget have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def json_bytes(value: Any) -> bytes:
    """Return JSON in UTF-8: keys sorted, no white space. Raises ValueError for NaN, infinity and lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def canonical(value: Any) -> bytes:
    """Return canonical JSON version 1. Raises ValueError for floats, lone surrogates and keys that are not text."""

    def _refuse(part: Any) -> None:
        if isinstance(part, Mapping):
            for key, inner in part.items():
                if not isinstance(key, str):
                    raise ValueError(f"a key must be text: {key!r}")
                _refuse(inner)
        elif isinstance(part, (list, tuple)):
            for inner in part:
                _refuse(inner)
        elif part is not None and not isinstance(part, (str, int)):
            raise ValueError(f"only text, whole numbers, true, false and null: {part!r}")

    _refuse(value)
    return json_bytes(value)
