"""Who could step in, as it follows from a record: made when somebody is replaced, and made again when it is checked.

Whoever may order or pick the list chooses who steps in. So nothing of it is free: the pool, who stays and who fell out
stand in the record, and the seed is the hash of what was written before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from brink.methods.sortition import Member, NoReplacement, Pool, Quota, options

from .commitments import RecordInvalid, record_json
from .draw_checking import TRANSCRIPT, DrawHeld, DrawPool, follow_draw
from .method_cards import card

_OPTIONS = 1_000
MADE_BY = f"{card('sortition')['version']}"
"""With which version a list was made: another one may find another list that is as fair."""


def pool_of(read: DrawPool) -> Pool:
    """Return the pool of a record as the solver takes it."""
    quotas = tuple(
        Quota(category, feature, least, most, 0, read.seats)
        for (category, feature), (least, most) in zip(read.labels, read.bounds, strict=True)
    )
    members = tuple(
        Member(name, tuple(read.labels[row][1] for row in rows), None if home is None else str(home))
        for name, rows, home in zip(read.names, read.rows, read.homes, strict=True)
    )
    return Pool(tuple(read.categories), quotas, members, read.seats)


def ways(pool: Pool, held: DrawHeld, gone: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Return the numbered ways to fill the seats of who falls out. Raises NoReplacement."""
    out = held.out | set(gone)
    stay = [place for place in held.panel if place not in out]
    seed = int(hashlib.sha256(held.last).hexdigest()[:12], 16)
    return options(pool, stay=stay, out=out, tickets=_OPTIONS, seed=seed)


def lists_follow(commitment: bytes, files: Mapping[str, bytes], later: Mapping[str, bytes]) -> list[str]:
    """Make the list of each replacement again; the record holds otherwise. Returns those of another version.

    Raises RecordInvalid for a list that is another one than follows: who made it could choose.
    """
    read = DrawPool.read(files)
    rule, panels = record_json("rule.json", files["rule.json"]), record_json("panels.json", files["panels.json"])
    at = {name: place for place, name in enumerate(read.names)}
    before, others = {TRANSCRIPT: later[TRANSCRIPT]}, []
    for number in range(1, len(later)):
        name = f"replacement-{number}.json"
        told = record_json(name, later[name])
        if told["made_by"] != MADE_BY:
            others.append(name)
        else:
            held = follow_draw(read, panels["panels"], rule, commitment, before)
            try:
                made = ways(pool_of(read), held, [at[one] for one in told["without"]])
            except NoReplacement:
                made = ()
            if told["options"] != [[read.names[place] for place in way] for way in made]:
                raise RecordInvalid(f"{name}: de lijst van wie kon invallen is niet die welke uit de loting volgt")
        before[name] = later[name]
    return others
