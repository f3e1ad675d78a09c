"""Check a published draw with the standard library alone: no solver, no engine, only counting.

What a record holds is in files/draw_record.py. Checked are the committed files, every panel on the list (seats, quotas,
addresses), each chance against the tickets somebody stands on, the proof that no lottery gives more (weak duality, in
plain sums), the ticket that follows from the randomness, and every replacement.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brink.methods.files.commitments import RecordInvalid, check_committed, commitment_to, record_json

DRAW_FORMAT, TRANSCRIPT_FORMAT, REPLACEMENT_FORMAT = (
    "brink-draw-record/1", "brink-draw-transcript/1", "brink-draw-replacement/2",
)  # fmt: skip
DRAW_FILES = ("LEESMIJ.txt", "panels.json", "pool.json", "quotas.json", "result.json", "rule.json")
COMMITMENT, TRANSCRIPT = "commitment.json", "transcript.json"
REPLACEMENT = re.compile(r"replacement-[1-9][0-9]{0,3}\.json")
# What a draw may not have beside it: a second transcript, or a replacement outside the row.
_ANOTHER_DRAW = re.compile(r"(?:transcript|replacement).*\.json", re.IGNORECASE)
# Written when whoever made the record named no source: it says so, and it is all that is known beforehand.
UNNAMED_SOURCE = "een openbare trekking die de organisator nog aanwijst"
_DRAW_EXACT, _DRAW_PROVED = 1e-9, 1e-5


@dataclass(frozen=True)
class DrawReport:
    """A record that holds. `proved` tells whether the proof of fairness could be followed without a solver too."""

    digest: str
    people: int
    seats: int
    tickets: int
    minimum: float
    proved: bool
    ticket: int | None
    panel: tuple[str, ...]
    replaced: int
    source: str
    chain: tuple[bytes, ...]  # the digest of the transcript and of each replacement, in order


def draw_commitment(files: Mapping[str, bytes]) -> bytes:
    """The commitment: the SHA-256 of every file of the record. Its own SHA-256 is what is published beforehand."""
    return commitment_to(files, DRAW_FORMAT)


def draw_files(folder: Path) -> tuple[bytes, dict[str, bytes], dict[str, bytes]]:
    """The commitment, the committed files and what was added later, as far as they are there. Raises OSError."""
    there = {path.name: path for path in folder.iterdir() if path.is_file()}
    commitment = there[COMMITMENT].read_bytes() if COMMITMENT in there else b""
    later = {name: path for name, path in there.items() if _ANOTHER_DRAW.fullmatch(name)}
    files = {name: there[name].read_bytes() for name in DRAW_FILES if name in there}
    return commitment, files, {name: path.read_bytes() for name, path in later.items()}


def drawn_ticket(previous: bytes, randomness: Sequence[str], tickets: int, *, by_number: bool) -> tuple[str, int]:
    """Return the digest and the ticket that follow from what was committed before and what chance brought after.

    The digest is the SHA-256 of `previous` and each text on a line of its own; the ticket is the digest, read as one
    number, modulo the tickets. `by_number`: the ticket is the number that was drawn in public. Raises RecordInvalid.
    """
    digest = hashlib.sha256(previous + "".join(f"{text}\n" for text in randomness).encode("utf-8")).hexdigest()
    if not by_number:
        return digest, int(digest, 16) % tickets
    text = randomness[0] if len(randomness) == 1 else ""
    if not (text.isascii() and text.isdecimal() and int(text[:9]) < tickets and len(text) < 10):
        raise RecordInvalid(f"trekking: hier hoort 1 getal van 0 tot en met {tickets - 1}")
    return digest, int(text)


def verify_draw(commitment: bytes, files: Mapping[str, bytes], later: Mapping[str, bytes]) -> DrawReport:
    """Check the bytes of a record, and of what was added later: transcript and replacements. Raises RecordInvalid."""
    check_committed(files, commitment, kind=DRAW_FORMAT, names=DRAW_FILES, called=COMMITMENT)
    try:
        pool = DrawPool.read(files)
        rule, result = (record_json(name, files[name]) for name in ("rule.json", "result.json"))
        source = rule.get("source")
        if not isinstance(source, str) or not source.strip():
            raise RecordInvalid("rule.json: er staat niet vooraf waar het toeval vandaan komt")
        panels = record_json("panels.json", files["panels.json"])["panels"]
        _check_panels(pool, panels, int(rule["tickets"]))
        _check_chances(pool, panels, result)
        proved = _check_proof(pool, result)
        held = follow_draw(pool, panels, rule, commitment, later)
        return DrawReport(
            hashlib.sha256(commitment).hexdigest(), len(pool.names), pool.seats, len(panels), float(result["minimum"]),
            proved, held.ticket, tuple(pool.names[place] for place in held.panel), held.replaced,
            source, tuple(hashlib.sha256(later[name]).digest() for name in sorted(later, key=_draw_order)),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise RecordInvalid("record: er ontbreekt iets of er staat iets onleesbaars") from None


def _draw_order(name: str) -> int:
    """The transcript first, then the replacements by their number."""
    return int(name.removeprefix("replacement-").removesuffix(".json")) if REPLACEMENT.fullmatch(name) else 0


@dataclass(frozen=True)
class DrawPool:
    """Volunteers by pseudonym, in order; per volunteer the rows (quotas) he counts for, and an address number."""

    names: list[str]
    rows: list[tuple[int, ...]]
    homes: list[int | None]
    bounds: list[tuple[int, int]]
    labels: list[tuple[str, str]]
    categories: list[str]
    seats: int

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> DrawPool:
        """Read pool.json and quotas.json. Raises RecordInvalid, or what reading nonsense raises."""
        quotas, pool = (record_json(name, files[name]) for name in ("quotas.json", "pool.json"))
        labels = [(str(category), str(feature)) for category, feature, _least, _most in quotas["quotas"]]
        at = {label: number for number, label in enumerate(labels)}
        categories = quotas["categories"]
        members = pool["members"]
        rows = [tuple(at[pair] for pair in zip(categories, own, strict=True)) for _name, own, _home in members]
        names = [str(name) for name, _features, _home in members]
        if names != sorted(set(names)) or len(at) != len(labels):
            raise RecordInvalid("pool.json: een schuilnaam of quotum staat er 2 keer, of niet op volgorde")
        bounds = [(int(least), int(most)) for _category, _feature, least, most in quotas["quotas"]]
        homes = [home for _name, _features, home in members]
        return cls(names, rows, homes, bounds, labels, categories, int(quotas["seats"]))

    def broken(self, panel: Sequence[int]) -> str | None:
        """Return what is wrong with a panel of places, or None."""
        if len(set(panel)) != self.seats or len(panel) != self.seats:
            return f"heeft geen {self.seats} verschillende mensen"
        if min(panel) < 0:
            return "noemt iemand die er niet is"
        sums = [0] * len(self.bounds)
        for place in panel:
            for row in self.rows[place]:
                sums[row] += 1
        for found, (least, most), (category, feature) in zip(sums, self.bounds, self.labels, strict=True):
            if not least <= found <= most:
                return f"telt {found} keer {category} {feature}, het quotum is {least} tot {most}"
        homes = [self.homes[place] for place in panel if self.homes[place] is not None]
        return "heeft 2 mensen van 1 adres" if len(set(homes)) < len(homes) else None


def _check_panels(pool: DrawPool, panels: list[list[int]], tickets: int) -> None:
    if len(panels) != tickets or tickets < 1:
        raise RecordInvalid(f"panels.json: er zijn {len(panels)} groepen en {tickets} loten")
    for number, panel in enumerate(panels):
        if (wrong := pool.broken(panel)) is not None:
            raise RecordInvalid(f"panels.json: groep {number} {wrong}")


def _check_chances(pool: DrawPool, panels: list[list[int]], result: Mapping[str, Any]) -> None:
    """Each member stands on as many tickets as his chance says, to within what the record itself tells."""
    chances, stood = [float(chance) for chance in result["chances"]], [0] * len(pool.names)
    for panel in panels:
        for place in panel:
            stood[place] += 1
    furthest = max(abs(times / len(panels) - chance) for times, chance in zip(stood, chances, strict=True))
    if abs(furthest - float(result["furthest"])) > _DRAW_EXACT:
        raise RecordInvalid("result.json: hoe ver de loten van de kansen af liggen klopt niet")
    if abs(sum(chances) - pool.seats) > 1e-6:
        raise RecordInvalid("result.json: de kansen zijn samen niet het aantal plaatsen")
    out = set(result["uncoverable"])
    if any(stood[place] for place in out):
        raise RecordInvalid("result.json: iemand die in geen groep past, staat op een lot")
    least = min(chance for place, chance in enumerate(chances) if place not in out)
    if abs(least - float(result["minimum"])) > _DRAW_EXACT:
        raise RecordInvalid("result.json: de kleinste kans klopt niet")


def _check_proof(pool: DrawPool, result: Mapping[str, Any]) -> bool:
    """Follow the bound of each level: whatever the prices, no lottery gives the lowest of a level more.

    Returns False when the proof also needs cuts, which only a solver can check.
    """
    levels = result["levels"]
    if levels is None:
        return False
    homes = sorted({home for home in pool.homes if home is not None})
    row_of = {home: len(pool.bounds) + number for number, home in enumerate(homes)}
    last = len(pool.bounds) + len(homes)
    least = [float(low) for low, _most in pool.bounds] + [0.0] * len(homes) + [float(pool.seats)]
    most = [float(high) for _least, high in pool.bounds] + [1.0] * len(homes) + [float(pool.seats)]
    rows = [
        [*own, *([] if home is None else [row_of[home]]), last] for own, home in zip(pool.rows, pool.homes, strict=True)
    ]
    cap, active = float(result["highest"]), set(range(len(pool.names))) - set(result["uncoverable"])
    taken = [0.0] * (last + 1)
    for number, (level, lower, upper) in enumerate(zip(levels, result["lower"], result["upper"], strict=True)):
        prices, here = [float(price) for price in level["prices"]], level["members"]
        total = sum(
            price * ((high if price > 0 else low) - gone)
            for price, low, high, gone in zip(prices, least, most, taken, strict=True) if price
        )  # fmt: skip
        worth = [sum(prices[row] for row in rows[place]) for place in active]
        total -= cap * sum(value for value in worth if value < 0)
        weight = sum(value for value in worth if value > 0)
        bound = total / weight if weight > 0 else cap
        # The bound holds as the levels below are; rounding in those may cost a hair.
        if bound > float(upper) + _DRAW_PROVED or float(upper) - float(lower) > _DRAW_PROVED or not active >= set(here):
            raise RecordInvalid(f"result.json: het bewijs van niveau {number + 1} klopt niet")
        if min(float(result["chances"][place]) for place in here) < float(lower) - _DRAW_EXACT:
            raise RecordInvalid(f"result.json: iemand op niveau {number + 1} heeft een kleinere kans")
        for place in here:
            for row in rows[place]:
                taken[row] += float(level["value"])
        active -= set(here)
    if active:
        raise RecordInvalid("result.json: het bewijs gaat niet over iedereen")
    return True


@dataclass(frozen=True)
class DrawHeld:
    """What the later files say: the ticket, who sits now (places), who fell out, how many, and the last file."""

    ticket: int | None
    panel: tuple[int, ...]
    out: frozenset[int]
    replaced: int
    last: bytes


def follow_draw(
    pool: DrawPool, panels: list[list[int]], rule: Mapping[str, Any], commitment: bytes, later: Mapping[str, bytes]
) -> DrawHeld:
    """Follow transcript and replacements, each bound to the one before by its digest. Raises RecordInvalid."""
    rest = set(later)
    for name in sorted(rest):
        if name != TRANSCRIPT and not REPLACEMENT.fullmatch(name):
            raise RecordInvalid(f"{name}: een loting heeft 1 verslag, dit is er een te veel")
    if not rest:
        return DrawHeld(None, (), frozenset(), 0, b"")
    if TRANSCRIPT not in rest:
        raise RecordInvalid(f"{TRANSCRIPT}: ontbreekt")
    told = record_json(TRANSCRIPT, later[TRANSCRIPT])
    digest, ticket = drawn_ticket(commitment, told["randomness"], len(panels), by_number=rule["pick"] == "number")
    wanted = {
        "format": TRANSCRIPT_FORMAT, "commitment": hashlib.sha256(commitment).hexdigest(),
        "randomness": told["randomness"], "digest": digest, "ticket": ticket,
        "panel": [pool.names[place] for place in panels[ticket]],
    }  # fmt: skip
    if told != wanted:
        raise RecordInvalid(f"{TRANSCRIPT}: uit deze trekking volgt een ander lot of een andere groep")
    rest.remove(TRANSCRIPT)
    held = DrawHeld(ticket, tuple(panels[ticket]), frozenset(), 0, later[TRANSCRIPT])
    for number in range(1, len(rest) + 1):
        name = f"replacement-{number}.json"
        if name not in rest:
            raise RecordInvalid(f"{name}: ontbreekt")
        held = _replaced_draw(pool, held, name, later[name], rule)
    return held


def _replaced_draw(pool: DrawPool, held: DrawHeld, name: str, content: bytes, rule: Mapping[str, Any]) -> DrawHeld:
    told = record_json(name, content)
    reason, by, second = (str(told.get(part, "")).strip() for part in ("reason", "by", "second"))
    if not reason:
        raise RecordInvalid(f"{name}: er staat geen reden bij")
    if not by or not second or by.casefold() == second.casefold():
        raise RecordInvalid(f"{name}: er staan geen 2 verschillende mensen bij die dit deden")
    if told["randomness"] and rule.get("source") == UNNAMED_SOURCE:
        raise RecordInvalid(f"{name}: het toeval komt uit een bron die niet vooraf is genoemd")
    at = {pseudonym: place for place, pseudonym in enumerate(pool.names)}
    without = [at[pseudonym] for pseudonym in told["without"]]
    out = held.out | set(without)
    kept = [place for place in held.panel if place not in out]
    options = [[at[pseudonym] for pseudonym in option] for option in told["options"]]
    for number, option in enumerate(options):
        wrong = "telt een uitvaller" if set(option) & out else pool.broken(kept + option)
        if wrong is not None:
            raise RecordInvalid(f"{name}: mogelijkheid {number} {wrong}")
    digest, ticket = drawn_ticket(held.last, [*told["without"], *told["randomness"]], len(options), by_number=False)
    panel = sorted(kept + options[ticket])
    wanted = {
        "format": REPLACEMENT_FORMAT, "previous": hashlib.sha256(held.last).hexdigest(), "without": told["without"],
        "randomness": told["randomness"], "options": told["options"], "digest": digest, "ticket": ticket,
        "panel": [pool.names[place] for place in panel], "reason": told["reason"], "by": told["by"],
        "second": told["second"], "made_by": str(told["made_by"]),
    }  # fmt: skip
    if told != wanted or not set(without) <= set(held.panel) or not without:
        raise RecordInvalid(f"{name}: de uitkomst volgt niet uit wat eraan voorafging")
    return DrawHeld(held.ticket, tuple(panel), out, held.replaced + len(without), content)
