"""Who takes the place of a drop-out: the same fair lottery once more, over who was not drawn, for what is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from brink.methods.sortition.infeasibility import Change, smallest_change
from brink.methods.sortition.leximin import NoPanel, leximin
from brink.methods.sortition.lottery import lottery
from brink.methods.sortition.pool import Pool


class NoReplacement(Exception):
    """Nobody left can complete the panel within the quotas. `changes` is the least that must give way, or None."""

    def __init__(self, changes: tuple[Change, ...] | None) -> None:
        super().__init__("no replacement keeps the quotas")
        self.changes = changes


@dataclass(frozen=True)
class Vacancy:
    """What is still to be drawn: a pool of who may step in (`places` in the whole pool), with what is left of quotas.

    `kept` counts per quota the members who stay.
    """

    pool: Pool
    places: tuple[int, ...]
    kept: tuple[int, ...]


def vacancy(pool: Pool, *, stay: Sequence[int], out: Collection[int]) -> Vacancy | None:
    """Return the draw that is left when `stay` keep their seats and `out` take none; None when too few people are left.

    Who shares an address with somebody who stays cannot step in.
    """
    homes = {pool.members[place].household for place in stay} - {None}
    barred = set(stay) | set(out)
    places = tuple(
        place for place, member in enumerate(pool.members) if place not in barred and member.household not in homes
    )
    counts = _counts(pool, stay)
    left = tuple(
        replace(
            quota,
            least=max(0, quota.least - had), most=max(0, quota.most - had),
            flex_least=max(0, quota.flex_least - had), flex_most=max(0, quota.flex_most - had),
        )
        for quota, had in zip(pool.quotas, counts, strict=True)
    )  # fmt: skip
    seats = pool.seats - len(stay)
    if not 1 <= seats <= len(places):
        return None
    return Vacancy(Pool(pool.categories, left, tuple(pool.members[place] for place in places), seats), places, counts)


def options(
    pool: Pool, *, stay: Sequence[int], out: Collection[int], tickets: int = 1_000, seed: int = 1
) -> tuple[tuple[int, ...], ...]:
    """Return `tickets` numbered ways to complete a panel (places, in order), each with an equal chance to be drawn.

    Together with `stay` each keeps every quota and address. Exists whenever anybody left can do it. Raises
    NoReplacement otherwise.
    """
    left = vacancy(pool, stay=stay, out=out)
    if left is None:
        raise NoReplacement(None)
    try:
        drawn = lottery(leximin(left.pool), tickets=tickets, seed=seed)
    except NoPanel:
        raise NoReplacement(_whole(pool, left)) from None
    return tuple(tuple(left.places[place] for place in panel) for panel in drawn.panels)


def _whole(pool: Pool, left: Vacancy) -> tuple[Change, ...] | None:
    """Return the smallest change in terms of the whole panel, not of the seats that are open."""
    changes = smallest_change(left.pool)
    if changes is None:
        return None
    had = {(q.category, q.feature): count for q, count in zip(pool.quotas, left.kept, strict=True)}
    was = {(q.category, q.feature): q for q in pool.quotas}
    told = []
    for one in changes:
        pair = (one.category, one.feature)
        now = was[pair].least if one.side == "min" else was[pair].most
        told.append(Change(one.category, one.feature, one.side, now, one.must + had[pair]))
    return tuple(told)


def _counts(pool: Pool, places: Sequence[int]) -> tuple[int, ...]:
    counts = dict.fromkeys(((quota.category, quota.feature) for quota in pool.quotas), 0)
    for place in places:
        for pair in zip(pool.categories, pool.members[place].features, strict=True):
            counts[pair] += 1
    return tuple(counts.values())
