"""The record of a draw: a folder that is published before chance speaks, and from which a stranger checks everything.

quotas.json      what a panel must look like
pool.json        who volunteered, by pseudonym, with the features that quotas are about; a number for a shared address
panels.json      the numbered panels, each the places of its members in pool.json
result.json      the chances, the proof that no lottery is fairer, and how far the list is from the chances
rule.json        where chance will come from, and how a ticket follows from it
LEESMIJ.txt      how to check
commitment.json  the SHA-256 of each; its own SHA-256 is what to publish on paper, before the draw
transcript.json  (after the draw) what chance said, and the panel that follows
replacement-N.json (later) who fell out and who stepped in, bound to what went before

A pseudonym is the SHA-256 of a secret salt and the caller's own id. Salts stand in a file beside the folder, which is
not published: each volunteer is given his own line and can find himself.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from brink.methods.sortition import Draw, Lottery, Pool, check

from .budget_record import check_folder, write_folder
from .commitments import RecordInvalid, json_line
from .draw_checking import (
    COMMITMENT,
    DrawHeld,
    DrawPool,
    draw_commitment,
    draw_files,
    follow_draw,
    verify_draw,
)
from .draw_replayed import pool_of
from .table import Table
from .terminal import BadInput

_README = """Dit is het dossier van een loting voor een burgerberaad. Het is vastgelegd voor het lot viel.

Narekenen: met Brink, of met het losse narekenprogramma (alleen Python nodig, geen rekenhulp):
    brink verify DEZE-MAP

Zo werkt het.
1. pool.json: iedereen die meedoet, onder een schuilnaam. Uw schuilnaam is het begin (32 tekens)
   van de SHA-256 van "zout:id". Zout en id krijgt u van wie de loting houdt.
2. panels.json: de genummerde groepen, vanaf 0. Elke groep voldoet aan quotas.json. Uw kans is het
   aantal groepen waarin u zit, gedeeld door het aantal groepen.
3. commitment.json: het controlegetal van alles. De SHA-256 van dat bestand staat op papier.
4. rule.json zegt van tevoren waar het toeval vandaan komt. Bij 'hash' is het lot: de SHA-256 van
   commitment.json en van wat er getrokken is (elk op een eigen regel), als getal, modulo het aantal
   groepen. Bij 'number' is het lot het getal dat in het openbaar getrokken is.
5. transcript.json komt na de trekking: wat er getrokken is en welke groep dat geeft.
"""


@dataclass(frozen=True)
class Record:
    """A record that was read back and holds: the pool as committed, and where things stand now."""

    pool: Pool
    commitment: bytes
    rule: Mapping[str, Any]
    panels: list[list[int]]
    held: DrawHeld
    replacements: int
    names: Mapping[str, str]  # pseudonym to id, when the file with salts is there

    def called(self, places: list[int] | tuple[int, ...]) -> list[str]:
        """Return what to call people: their own id when it is known, else their pseudonym."""
        return [self.names.get(self.pool.members[place].id, self.pool.members[place].id) for place in places]

    def place(self, name: str) -> int | None:
        """Return the place of an id or a pseudonym, or None."""
        own = {identity: pseudonym for pseudonym, identity in self.names.items()}
        at = {member.id: place for place, member in enumerate(self.pool.members)}
        return at.get(own.get(name, name))


def keys_path(folder: Path) -> Path:
    """Return where the salts of a record are: beside the folder, never in it."""
    whole = folder.resolve()  # else "." would have its salts within itself
    return whole.parent / f"{whole.name}-sleutels.csv"


def write_record(folder: Path, draw: Draw, panels: Lottery, *, rule: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """Write record and salts; return the SHA-256 to publish. `told` is what result.json adds. Raises BadInput."""
    check_record_folder(folder)
    salts = [secrets.token_hex(16) for _member in draw.pool.members]
    pseudonyms = [pseudonym(salt, member.id) for salt, member in zip(salts, draw.pool.members, strict=True)]
    files = record_files(draw, panels, pseudonyms, rule=rule, told=told)
    _write_keys(keys_path(folder), draw.pool, salts, pseudonyms)
    try:
        write_folder(folder, files)
    except BadInput:
        keys_path(folder).unlink(missing_ok=True)
        raise
    return hashlib.sha256(files[COMMITMENT]).hexdigest()


def check_record_folder(folder: Path) -> None:
    """Complain early about a record or a file with salts that cannot be written, or is there already."""
    check_folder(folder)
    if keys_path(folder).exists():
        raise BadInput(keys_path(folder), None, _("Hier staat al iets. Geef een nieuwe map."))


def pseudonym(salt: str, identity: str) -> str:
    """Return the name under which a volunteer stands in the record."""
    return hashlib.sha256(f"{salt}:{identity}".encode()).hexdigest()[:32]


def record_files(
    draw: Draw, panels: Lottery, pseudonyms: list[str], *, rule: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, bytes]:
    """All files of the record, by name. People stand in the order of their pseudonyms, which says nothing."""
    pool, proof = draw.pool, check(draw)
    order = sorted(range(len(pseudonyms)), key=lambda place: pseudonyms[place])
    new = {place: number for number, place in enumerate(order)}
    homes = _homes(pool)
    members = [[pseudonyms[at], list(pool.members[at].features), homes.get(pool.members[at].household)] for at in order]
    quotas = [[quota.category, quota.feature, quota.least, quota.most] for quota in pool.quotas]
    gone = sorted(new[place] for place in draw.uncoverable)
    chances = [float(draw.chances[place]) for place in order]
    levels = None if draw.polytope.cuts else [
        {
            "value": level.value,
            "members": sorted(new[place] for t in level.types for place in pool.types.members[t]),
            "prices": list(level.prices),
        }
        for level in draw.filling.levels
    ]  # fmt: skip
    stood = [sorted(new[place] for place in panel) for panel in panels.panels]
    result = {
        "chances": chances, "minimum": min(c for place, c in enumerate(chances) if place not in set(gone)),
        "uncoverable": gone, "lower": list(proof.lower), "upper": list(proof.upper), "levels": levels,
        "highest": draw.polytope.cap, "furthest": _furthest(chances, stood), **told,
    }  # fmt: skip
    files = {
        "LEESMIJ.txt": _README.encode(),
        "panels.json": json_line({"panels": stood}),
        "pool.json": json_line({"members": members}),
        "quotas.json": json_line({"categories": list(pool.categories), "quotas": quotas, "seats": pool.seats}),
        "result.json": json_line(result),
        "rule.json": json_line({**rule, "tickets": len(stood)}),
    }
    return files | {COMMITMENT: draw_commitment(files)}


def _homes(pool: Pool) -> dict[str | None, int]:
    """Return a number for each address that more volunteers share, in the order in which `Types` has their rows."""
    seen: dict[str, int] = {}
    for member in pool.members:
        if member.household is not None:
            seen[member.household] = seen.get(member.household, 0) + 1
    first = [pool.members[group[0]].household for group in pool.types.members]
    shared = dict.fromkeys(home for home in first if home is not None and seen[home] > 1)
    return {home: number for number, home in enumerate(shared)}


def _furthest(chances: list[float], panels: list[list[int]]) -> float:
    stood = [0] * len(chances)
    for panel in panels:
        for place in panel:
            stood[place] += 1
    return max(abs(times / len(panels) - chance) for times, chance in zip(stood, chances, strict=True))


def _write_keys(path: Path, pool: Pool, salts: list[str], pseudonyms: list[str]) -> None:
    # Ids as they are: a mark against formulas would change the name that somebody checks.
    rows = [[member.id, salt, name] for member, salt, name in zip(pool.members, salts, pseudonyms, strict=True)]
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows([["id", "salt", "pseudonym"], *rows])
    except OSError:
        raise BadInput(path, None, _("Wij kunnen hier niet schrijven. Controleer de map en de rechten.")) from None


def read_record(folder: Path) -> Record:
    """Read a record, check all of it and follow it to where it stands. Raises BadInput."""
    try:
        commitment, files, later = record_bytes(folder)
        verify_draw(commitment, files, later)
    except RecordInvalid as broken:
        raise BadInput(folder, None, _("Dit dossier klopt niet: {broken}.").format(broken=broken)) from None
    pool = DrawPool.read(files)
    rule, panels = json.loads(files["rule.json"]), json.loads(files["panels.json"])["panels"]
    held = follow_draw(pool, panels, rule, commitment, later)
    return Record(pool_of(pool), commitment, rule, panels, held, max(len(later) - 1, 0), _names(keys_path(folder)))


def record_bytes(folder: Path) -> tuple[bytes, dict[str, bytes], dict[str, bytes]]:
    """Return commitment, committed files and later files as they are. Raises BadInput when there is no record."""
    try:
        commitment, files, later = draw_files(folder)
    except (OSError, ValueError):
        commitment = b""
    if not commitment:
        sentence = _("Hier staat geen dossier van een loting. Geef de map die met --record gemaakt is.")
        raise BadInput(folder, None, sentence)
    return commitment, files, later


def _names(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    return {cell["pseudonym"]: cell["id"] for _line, cell in Table(path, ("id", "pseudonym")).rows()}


def add_to_record(folder: Path, name: str, content: bytes) -> None:
    """Add a file to a record that is there. Raises BadInput."""
    try:
        with open(folder / name, "xb") as out:
            out.write(content)
    except OSError:
        raise BadInput(folder, None, _("Wij kunnen hier niet schrijven. Controleer de map en de rechten.")) from None


