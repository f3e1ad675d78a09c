"""What Brink publishes of its journal, and checking it: an export of the whole log, and one contribution's receipt.

Both are canonical to the byte, so that any change shows. An export is `manifest.json` (one line: checkpoints, digest,
format, keys, origin, size) and `journal.jsonl`, a line for each leaf: {"entry", "index", "salt"}, or {"index", "leaf"}
for what was erased or is not public. A receipt is one line with checkpoint, digest, entry, format, index, keys, proof
and salt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from brink.methods.ledger.canonical_json import canonical
from brink.methods.ledger.contents import ContentHistory
from brink.methods.ledger.notes import Checkpoint, Invalid, Key, Unusable, check_note
from brink.methods.ledger.tree import Frontier, leaf_hash, root_of, verify_inclusion

_Signed = tuple[Checkpoint, tuple[Key, ...], tuple[str, ...]]
JOURNAL, RECEIPT = "brink-journal/1", "brink-receipt/1"
# An act that took long is sealed after a later one; an entry that says it is older than this was written afterwards.
LATEST_SEAL = timedelta(minutes=15)
# The kind of an entry in which a log says itself that older moments follow, from when, and why.
SET_BACK = "journal.set_back"
_WHY = {"clock": "de klok stond verkeerd", "import": "een ouder gesprek is ingelezen"}
_HOUR = timedelta(hours=1)


@dataclass
class Report:
    """What was verified: kind, the size and root it vouches for, whole keys that signed, leaves to compare with."""

    kind: str
    size: int
    root: bytes
    origin: str
    signers: tuple[str, ...] = ()
    leaves: list[bytes] = field(default_factory=list)
    place: tuple[int, bytes] | None = None  # of a receipt: index and leaf
    hidden: int = 0  # entries that are there by their leaf alone
    contents: ContentHistory = field(default_factory=ContentHistory)  # what the entries of a journal commit to
    note: str = ""  # of a checkpoint alone: its text, with signatures that nothing here could check yet
    log_keys: tuple[Key, ...] = ()  # keys that came along and signed
    chain: tuple[bytes, ...] = ()  # of a draw: the digests of what was added after it, in order
    told: str = ""  # of a record or an export: what was recomputed, and what was not
    unknown: tuple[str, ...] = ()  # names of signers whose key is not there: their signatures were not checked
    set_back: tuple[str, ...] = ()  # where a journal says itself that it goes back in time, in sentences


def load_line(raw: bytes, what: str) -> Mapping[str, Any]:
    """Return one JSON object that is canonical to the byte. Raises Invalid."""
    try:
        value = json.loads(raw)
        same = isinstance(value, dict) and canonical(value) + b"\n" == raw
    except (ValueError, RecursionError):
        raise Invalid(f"{what}: is beschadigd (geen geldige JSON)") from None
    if not same:
        raise Invalid(f"{what}: is veranderd (niet de vaste schrijfwijze)")
    return dict(value)


def _hex(value: Any, what: str) -> bytes:
    try:
        data = bytes.fromhex(value)
    except (TypeError, ValueError):
        raise Invalid(f"{what}: geen hexadecimale waarde") from None
    if data.hex() != value:
        raise Invalid(f"{what}: geen hexadecimale waarde")
    return data


def digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a document without its own `digest`: it finds damage that no signature covers."""
    return hashlib.sha256(canonical({key: document[key] for key in document if key != "digest"})).hexdigest()


def _document(raw: bytes, what: str, kind: str, fields: set[str]) -> tuple[Mapping[str, Any], tuple[Key, ...]]:
    document = load_line(raw, what)
    if set(document) != fields | {"digest", "format", "keys"} or document["format"] != kind:
        raise Invalid(f"{what}: de velden zijn niet die van {kind}")
    if document["digest"] != digest(document):
        raise Invalid(f"{what}: de controlesom klopt niet")
    if not isinstance(document["keys"], list) or not all(isinstance(key, str) for key in document["keys"]):
        raise Invalid(f"{what}: de sleutels zijn geen lijst")
    return document, tuple(Key.parse(key) for key in document["keys"])


def entry_leaf(line: Mapping[str, Any], what: str) -> bytes:
    """Return the leaf of one journal line: from salt and entry, or as given when that is hidden. Raises Invalid."""
    if set(line) == {"index", "leaf"}:
        leaf = _hex(line["leaf"], what)
    elif set(line) == {"entry", "index", "salt"} and isinstance(line["entry"], dict):
        salt = _hex(line["salt"], what)
        if len(salt) not in (16, 32):
            raise Invalid(f"{what}: het zout heeft geen 16 of 32 bytes")
        leaf = leaf_hash(salt, line["entry"])
    else:
        raise Invalid(f"{what}: de velden kloppen niet")
    if len(leaf) != 32:
        raise Invalid(f"{what}: het blad heeft geen 32 bytes")
    return leaf


def _note_of(value: Any, keys: Sequence[Key]) -> _Signed:
    if not isinstance(value, str):
        raise Invalid("controlepunt: is geen tekst")
    return check_note(value, keys)


def verify_journal(manifest: bytes, lines: Iterable[bytes]) -> Report:
    """Check a journal export: its manifest and the lines of journal.jsonl, each with its line end. Raises Invalid."""
    document, keys = _document(manifest, "manifest.json", JOURNAL, {"checkpoints", "origin", "size"})
    points = _checkpoints(document, keys)
    leaves: list[bytes] = []
    frontier, waiting, hidden = Frontier(), list(reversed(points)), 0
    history, moments = ContentHistory(), _Moments()
    for number, raw in enumerate(lines):
        what = f"journal.jsonl, regel {number + 1}"
        line = load_line(raw, what)
        if type(line.get("index")) is not int or line["index"] != number:
            raise Invalid(f"{what}: hier hoort nummer {number} te staan")
        leaves.append(entry_leaf(line, what))
        hidden += "leaf" in line
        _pass(waiting, frontier)
        frontier.append(leaves[-1])
        if "entry" in line:
            moments.follow(line["entry"], what)
            history.read(number, line["entry"], what)
    _pass(waiting, frontier)
    last, signers, _unknown = points[-1]
    unknown = tuple(sorted({name for point in points for name in point[2]}))
    if waiting or last.size != len(leaves) or document["size"] != len(leaves):
        raise Invalid(f"logboek: {len(leaves)} regels, maar het laatste controlepunt telt er {last.size}")
    signed_by = tuple(sorted(str(key) for key in signers))
    return Report(
        "journal", last.size, last.root, last.origin, signed_by, leaves, hidden=hidden, contents=history,
        log_keys=tuple(signers), unknown=unknown, set_back=tuple(moments.set_back),
    )  # fmt: skip


def _moment(value: Any) -> datetime | None:
    """Return a moment with its zone; None for what claims none."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None


class _Moments:
    """The moments of entries, which follow the order of the log: one that lies long before is written afterwards.

    A log may say itself that older moments follow (SET_BACK). Whoever checks it is told so: he judges the reason.
    """

    def __init__(self) -> None:
        self._latest: datetime | None = None
        self.set_back: list[str] = []

    def follow(self, entry: Mapping[str, Any], what: str) -> None:
        """Take in the moment of the next entry. Raises Invalid for one that is back-dated."""
        if entry.get("kind") == SET_BACK:
            self._set_back(entry.get("data"), what)
            return
        at = entry.get("at")
        moment = _moment(at)
        if moment is None:
            return
        # Of what residents do the log tells the hour alone: it was some moment in that hour.
        until = moment + _HOUR if moment == moment.replace(minute=0, second=0, microsecond=0) else moment
        if self._latest is not None and until < self._latest - LATEST_SEAL:
            raise Invalid(f"{what}: is te laat ingeschreven ({at} staat na {self._latest.isoformat()})")
        self._latest = moment if self._latest is None else max(self._latest, moment)

    def _set_back(self, data: Any, what: str) -> None:
        """Take in that older moments follow. Raises Invalid when it leaves out how far, or why."""
        said = data if isinstance(data, dict) else {}
        latest, why = _moment(said.get("from")), _WHY.get(str(said.get("why")))
        if latest is None or why is None or (self._latest is not None and latest < self._latest):
            raise Invalid(f"{what}: zegt niet van welk moment het logboek teruggaat, of waarom")
        self.set_back.append(f"{what}: hierna staan momenten van voor {said['from']}, want {why}.")
        self._latest = None


def _checkpoints(document: Mapping[str, Any], keys: Sequence[Key]) -> list[_Signed]:
    """Return the checkpoints of a manifest, signatures checked, each larger than the one before."""
    notes = document["checkpoints"]
    if not isinstance(notes, list) or not notes:
        raise Invalid("manifest.json: er is geen controlepunt")
    points = [_note_of(note, keys) for note in notes]
    before = -1
    for point, _signers, _unknown in points:
        if point.origin != document["origin"] or point.size <= before:
            raise Invalid(f"controlepunt {point.size}: past niet in dit logboek")
        before = point.size
    return points


def _pass(waiting: list[_Signed], frontier: Frontier) -> None:
    """Check the checkpoint that is due at the present size of the log, if one is."""
    if waiting and waiting[-1][0].size == frontier.size:
        point, _signers, _unknown = waiting.pop()
        if frontier.root() != point.root:
            raise Invalid(f"controlepunt {point.size}: een regel ervoor is veranderd, weggelaten of toegevoegd")


def verify_receipt(raw: bytes) -> Report:
    """Check the receipt of one contribution: its entry stands in the log that the checkpoint signs. Raises Invalid."""
    document, keys = _document(raw, "ontvangstbewijs", RECEIPT, {"checkpoint", "entry", "index", "proof", "salt"})
    point, signers, unknown = _note_of(document["checkpoint"], keys)
    leaf = entry_leaf({name: document[name] for name in ("entry", "index", "salt")}, "ontvangstbewijs")
    proof = document["proof"] if isinstance(document["proof"], list) else [None]
    path = [_hex(step, "ontvangstbewijs, bewijs") for step in proof]
    index = document["index"]
    if type(index) is not int or not verify_inclusion(leaf, index, point.size, path, point.root):
        raise Invalid("ontvangstbewijs: dit staat niet op deze plaats in het logboek")
    signed_by = tuple(sorted(str(key) for key in signers))
    return Report(
        "receipt", point.size, point.root, point.origin, signed_by, place=(index, leaf), log_keys=tuple(signers),
        unknown=unknown,
    )  # fmt: skip


def compare(newer: Report, older: Report) -> None:
    """Check that two verified things tell the same history; one must be a whole journal. Raises Invalid or Unusable.

    Of two journals `newer` must hold all of `older`: a log that lost its tail is not the same log.
    """
    if newer.kind == older.kind == "draw":
        _compare_draws(newer, older)
        return
    full, other = (newer, older) if newer.leaves else (older, newer)
    if not full.leaves:
        raise Unusable("om te vergelijken is een heel logboek nodig: geef een export")
    if full.origin != other.origin:
        raise Invalid(f"vergelijking: dit is een ander logboek ({full.origin} en {other.origin})")
    if other.size > full.size:
        raise Invalid(f"vergelijking: er waren {other.size} regels, nu nog {full.size}")
    if root_of(full.leaves[: other.size]) != other.root:
        raise Invalid(f"vergelijking: de eerste {other.size} regels zijn niet meer dezelfde")
    _compare_keys(newer, older)
    if other.place is not None and full.leaves[other.place[0]] != other.place[1]:
        raise Invalid(f"vergelijking: regel {other.place[0]} is niet die van het ontvangstbewijs")


def _compare_draws(newer: Report, older: Report) -> None:
    """Check that a draw was held once: what stood in the older copy stands in the newer one."""
    if newer.root != older.root:
        raise Invalid("vergelijking: dit is een andere loting (een ander controlegetal)")
    if newer.chain[: len(older.chain)] != older.chain:
        raise Invalid("vergelijking: er is opnieuw geloot: het verslag of een vervanging is niet meer dezelfde")


def _compare_keys(newer: Report, older: Report) -> None:
    """Check that a key that signed the older thing also signs the newer: a new key is vouched for by the old one."""
    if older.note:
        signed = older.note.partition("\n\n")[2] != ""
        try:
            known = set(check_note(older.note, newer.log_keys)[1])
        except Invalid:
            known = set()
    else:
        known, signed = set(older.log_keys) & set(newer.log_keys), bool(older.log_keys)
    own = {key for key in known if key.name == newer.origin}
    if signed and not own:
        raise Invalid("vergelijking: dit is met een andere sleutel ondertekend, en de oude sleutel staat er niet bij")
