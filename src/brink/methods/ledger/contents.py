"""Commitments to contents: what a public thing says, bound to the log by a salted hash of each of its parts.

hash = SHA-256("brink/inhoud/v1\\n" || salt || value), the value in canonical JSON version 1, exactly as it is stored.
The salt is 32 random bytes, published with the value. With words and salt erased, the hash tells nobody anything.

An entry of the log holds {"contents": {"shown": {process: {key: hash or null}}, "kept": {key: hash}, "late": true}}:
what may be read by everybody from that entry on, null for what may no longer be, and what was stored but is not public
(yet). A key is "table/row/part". `late` marks what was committed to by the clock, after the act that wrote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from brink.methods.ledger.canonical_json import canonical
from brink.methods.ledger.notes import Invalid

_CONTENT_PREFIX = b"brink/inhoud/v1\n"
CONTENT_SALT = 32


def figures_of(value: Any) -> Any:
    """Return what is counted in a table or outcome: its shape and numbers, with null in the place of each text.

    Words can be withdrawn later, figures stay. A broken number is kept as text, since JSON v1 has whole ones alone.
    """
    if isinstance(value, Mapping):
        return {str(name): figures_of(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [figures_of(part) for part in value]
    if isinstance(value, float):
        return repr(value)
    return None if isinstance(value, str) else value


def content_hash(salt: bytes, value: Mapping[str, Any]) -> str:
    """Return the commitment (hex) to one part of a thing. Raises ValueError for another salt or what JSON v1 lacks."""
    if len(salt) != CONTENT_SALT:
        raise ValueError("a salt of contents has 32 bytes")
    return hashlib.sha256(_CONTENT_PREFIX + salt + canonical(value)).hexdigest()


@dataclass
class ContentHistory:
    """What the entries of a log committed to, read in order: the newest hash of each public part, by process."""

    shown: dict[str, dict[str, str | None]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)  # the newest hash of a key, public or not
    late: set[str] = field(default_factory=set)  # keys whose first hash came from the clock
    since: int | None = None  # the first entry that commits to contents

    def read(self, index: int, entry: Mapping[str, Any], what: str) -> None:
        """Take in the entry on one place of the log. Raises Invalid for a hash that a later act may not give."""
        if "contents" not in entry:
            return
        told = entry["contents"]
        if not isinstance(told, dict) or not set(told) <= {"shown", "kept", "late"}:
            raise Invalid(f"{what}: de vastlegging van inhoud heeft een onbekende vorm")
        late = told.get("late") is True
        self.since = index if self.since is None else self.since
        for process, parts in _content_maps(told.get("shown", {}), what):
            for key, found in _content_hashes(parts, what):
                self._one(process, key, found, late, what)
        for key, found in _content_hashes(told.get("kept", {}), what):
            if found is not None:
                self._known(key, found, late, what)

    def _one(self, process: str, key: str, found: str | None, late: bool, what: str) -> None:
        if found is not None:
            self._known(key, found, late, what)
        for others in self.shown.values():  # a thing can move to another process
            others.pop(key, None)
        self.shown.setdefault(process, {})[key] = found

    def _known(self, key: str, found: str, late: bool, what: str) -> None:
        """Remember a hash. The clock may repeat one or be the first; only an act may give another."""
        before = self.last.get(key)
        if late and before is not None and before != found:
            raise Invalid(f"{what}: {key} is achteraf opnieuw vastgelegd, zonder handeling")
        if late and before is None:
            self.late.add(key)
        elif not late:
            self.late.discard(key)
        self.last[key] = found


def _content_maps(value: Any, what: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise Invalid(f"{what}: de vastlegging van inhoud heeft een onbekende vorm")
    return list(value.items())


def _content_hashes(value: Any, what: str) -> Iterable[tuple[str, str | None]]:
    for key, found in _content_maps(value, what):
        if found is not None and not (isinstance(found, str) and len(found) == 64):
            raise Invalid(f"{what}: {key} heeft geen controlegetal")
        yield key, found


@dataclass(frozen=True)
class ContentReport:
    """What was recomputed of the contents of one process."""

    checked: int
    gone: int
    late: int
    since: int | None


def check_contents(
    history: ContentHistory, process: str, lines: Iterable[tuple[str, Mapping[str, Any]]]
) -> ContentReport:
    """Check that the published contents of a process are those of the log: nothing altered, added or left out.

    `lines` are (where it stands, {"key", "salt", "value"}). Raises Invalid, naming the first that does not hold.
    """
    wanted = dict(history.shown.get(process, {}))
    seen: set[str] = set()
    late = 0
    for what, line in lines:
        key = line.get("key")
        if set(line) != {"key", "salt", "value"} or not isinstance(key, str) or not isinstance(line["value"], dict):
            raise Invalid(f"{what}: de velden kloppen niet")
        if key in seen:
            raise Invalid(f"{what}: {key} staat er 2 keer")
        seen.add(key)
        if wanted.get(key) is None:
            raise Invalid(f"{what}: {key} staat niet in het logboek, of is er niet meer openbaar")
        try:
            found = content_hash(bytes.fromhex(line["salt"]), line["value"])
        except (TypeError, ValueError):
            raise Invalid(f"{what}: {key} is beschadigd") from None
        if found != wanted[key]:
            raise Invalid(f"{what}: {key} is veranderd{_first_words(line['value'])}")
        late += key in history.late
    for key, hash_now in wanted.items():
        if hash_now is not None and key not in seen:
            raise Invalid(f"inhoud.jsonl: {key} ontbreekt")
    return ContentReport(len(seen), sum(one is None for one in wanted.values()), late, history.since)


def _first_words(value: Mapping[str, Any]) -> str:
    """The first words of what stands there now, so that a person finds the place."""
    words = next((text for _name, text in sorted(value.items()) if isinstance(text, str) and " " in text), "")
    return f" (er staat nu: {' '.join(words.split())[:60]!r})" if words else ""
