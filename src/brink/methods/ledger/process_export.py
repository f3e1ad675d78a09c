"""The export of one process, and checking it: contents that a stranger recomputes against the log, and one signature.

export.json          one line: digest, files (SHA-256 of each other file), format, keys, note, origin, process
inhoud.jsonl         a line for each public part of each public thing: {"key", "salt", "value"}
journal/             the log of the body: manifest.json and journal.jsonl
SLUG-outcome.json    what a round brought; its figures are recomputed from the frozen tally in inhoud.jsonl
process.json, *.csv  the same for reading and counting; signed with the rest

Nobody can rewrite the log once somebody keeps a checkpoint of it; the signature finds what was altered in a copy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brink.methods.ledger.canonical_json import canonical
from brink.methods.ledger.contents import ContentHistory, check_contents, figures_of
from brink.methods.ledger.notes import Checkpoint, Invalid, Key, check_note
from brink.methods.ledger.records import Report, digest, load_line, verify_journal

PROCESS = "brink-process/1"
EXPORT, CONTENTS, OUTCOME_END = "export.json", "inhoud.jsonl", "-outcome.json"
EXPORT_LOG = ("journal/manifest.json", "journal/journal.jsonl")
_OUTCOME, _ROUND = "processes.roundoutcome/", "processes.round/"


def export_origin(origin: str) -> str:
    """Return the name under which the exports of a log are signed: no checkpoint of the log itself bears it."""
    return f"{origin}/export"


def export_point(fields: Mapping[str, Any]) -> Checkpoint:
    """Return what is signed of an export: how many files, and the hash of all that export.json says of them."""
    told = {name: fields[name] for name in ("files", "format", "origin", "process")}
    return Checkpoint(export_origin(told["origin"]), len(told["files"]), hashlib.sha256(canonical(told)).digest())


def export_fields(origin: str, process: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what export.json says of the files of an export, before it is signed."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {"files": hashes, "format": PROCESS, "origin": origin, "process": process}


def export_manifest(fields: Mapping[str, Any], note: str, keys: Sequence[Key]) -> str:
    """Return export.json: the fields with their signed note and the keys that signed it."""
    document = {**fields, "keys": [str(key) for key in keys], "note": note}
    return canonical({**document, "digest": digest(document)}).decode() + "\n"


def content_line(key: str, salt: bytes, value: Mapping[str, Any]) -> str:
    """Return the line of inhoud.jsonl for one part of a thing."""
    return canonical({"key": key, "salt": salt.hex(), "value": value}).decode() + "\n"


def verify_process(files: Mapping[str, bytes]) -> Report:
    """Check the files of an export, by their path in the folder. Raises Invalid, naming the first broken item."""
    for name in (EXPORT, CONTENTS, *EXPORT_LOG):
        if name not in files:
            raise Invalid(f"{name}: ontbreekt")
    document = load_line(files[EXPORT], EXPORT)
    if set(document) != {"digest", "files", "format", "keys", "note", "origin", "process"}:
        raise Invalid(f"{EXPORT}: de velden kloppen niet")
    journal = verify_journal(files[EXPORT_LOG[0]], files[EXPORT_LOG[1]].splitlines(keepends=True))
    lines = list(_content_lines(files[CONTENTS]))
    found = check_contents(journal.contents, str(document["process"]), lines)
    outcomes = _check_outcomes(files, [line for _what, line in lines])
    _check_signed(document, files, journal)
    journal.kind = "process"
    journal.told = _recomputed(journal.contents, found.checked, found.gone, found.late) + _only_signed(files, outcomes)
    return journal


def _content_lines(raw: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(raw.splitlines(keepends=True), start=1):
        what = f"{CONTENTS}, regel {number}"
        yield what, load_line(line, what)


def _check_outcomes(files: Mapping[str, bytes], lines: Sequence[Mapping[str, Any]]) -> int:
    """Check that the figures of each outcome are those of the frozen tally. Returns how many outcomes there are."""
    slugs = {line["key"].split("/")[1]: line["value"].get("slug") for line in lines if line["key"].startswith(_ROUND)}
    wanted = {
        f"{slugs.get(line['value'].get('round'))}{OUTCOME_END}": line["value"].get("data")
        for line in lines if line["key"].startswith(_OUTCOME)
    }  # fmt: skip
    names = sorted(name for name in files if name.endswith(OUTCOME_END))
    for name in names:
        try:
            told = figures_of(json.loads(files[name]))
        except (ValueError, RecursionError):
            raise Invalid(f"{name}: is beschadigd (geen geldige JSON)") from None
        figures = wanted.get(name)
        if isinstance(told, dict) and isinstance(figures, dict):
            # A text above the outcome that says it is an example changes no figure.
            told = {key: part for key, part in told.items() if part is not None or key in figures}
        if figures is None or told != figures:
            raise Invalid(f"{name}: de cijfers zijn niet die van de vastgelegde uitkomst")
    return len(names)


def _check_signed(document: Mapping[str, Any], files: Mapping[str, bytes], journal: Report) -> None:
    """Check every file against its hash, and the signature over all of them against the keys of the log."""
    told = document["files"]
    if document["format"] != PROCESS or document["digest"] != digest(document) or not isinstance(told, dict):
        raise Invalid(f"{EXPORT}: is veranderd")
    for name in sorted({*told, *files} - {EXPORT}):
        if name not in files:
            raise Invalid(f"{name}: ontbreekt")
        if name not in told:
            raise Invalid(f"{name}: hoort niet bij deze export")
        if hashlib.sha256(files[name]).hexdigest() != told[name]:
            raise Invalid(f"{name}: is veranderd na de export")
    keys = document["keys"]
    if document["origin"] != journal.origin or not isinstance(keys, list) or not isinstance(document["note"], str):
        raise Invalid(f"{EXPORT}: is veranderd")
    parsed = [Key.parse(str(key)) for key in keys]
    point, signers = check_note(document["note"], parsed)[:2]
    if point != export_point(document):
        raise Invalid(f"{EXPORT}: de handtekening hoort bij andere bestanden")
    own = {key.public for key in journal.log_keys if key.name == journal.origin}
    if {key.public for key in signers} != own:
        raise Invalid(f"{EXPORT}: is met een andere sleutel ondertekend dan het logboek")


def _recomputed(history: ContentHistory, checked: int, gone: int, late: int) -> str:
    told = f"Nagerekend tegen het logboek: {checked} stukken tekst en feiten."
    if history.since is not None:
        told += f" Het logboek legt inhoud vast vanaf regel {history.since + 1}."
    if late:
        told += f" {late} daarvan zijn pas vastgelegd nadat ze geschreven waren: van daarvoor is niets na te rekenen."
    if gone:
        told += f" {gone} stukken waren openbaar en zijn dat nu niet meer: daarvan is er alleen het controlegetal."
    return told


def _only_signed(files: Mapping[str, bytes], outcomes: int) -> str:
    checked = {EXPORT, CONTENTS, *EXPORT_LOG}
    rest = sorted(name for name in files if name not in checked and not name.endswith(OUTCOME_END))
    told = ""
    if outcomes:
        told = f"\nVan {outcomes} uitkomsten zijn de cijfers nagerekend, de zinnen erbij zijn alleen ondertekend."
    return told + (f"\nAlleen ondertekend, niet nagerekend: {', '.join(rest)}." if rest else "")
