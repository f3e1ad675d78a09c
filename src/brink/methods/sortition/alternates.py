"""Alternates drawn ahead: the few people who together best fill the gaps that drop-outs may leave.

After Assos, Baharav, Flanigan, Procaccia (Alternates, assemble! Selecting optimal alternates for citizens' assemblies,
2025): the set that is best on average over many imagined drop-outs, each member falling out with a chance of his own.
The choice is by greedy steps and exchange; what it is worth is worked out exactly, by an integer program per imagined
drop-out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.pool import Floats, Ints, Pool
from brink.methods.sortition.solver import Program

_LOOKED_AT = 30  # candidates of which the worth is worked out at each step, the likeliest first
_PASSES = 3


@dataclass(frozen=True)
class Alternates:
    """The alternates (places, in order), and how many seats and quota places are missing on average.

    `missing` is with these alternates as well placed as can be, `without` with none.
    """

    places: tuple[int, ...]
    missing: float
    without: float


def alternates(
    pool: Pool, panel: Sequence[int], *, count: int, dropout: float | Sequence[float] = 0.1, scenarios: int = 200,
    seed: int = 1,
) -> Alternates:  # fmt: skip
    """Return at most `count` alternates for a panel (places in the pool).

    `dropout` is the chance that a member falls out, one for all or one for each of the panel. What is missing counts
    each empty seat, each place under a minimum and each place above a maximum as 1. Alternates share no address with
    the panel or each other. The same input and seed give the same people. Raises ValueError for a chance outside 0..1.
    """
    chances = np.broadcast_to(np.asarray(dropout, float), (len(panel),))
    if ((chances < 0) | (chances > 1)).any():
        raise ValueError("a chance lies between 0 and 1")
    gaps = _Gaps(pool, panel, chances, scenarios, np.random.default_rng(seed))
    chosen = gaps.grown(count)
    for _pass in range(_PASSES):
        if not gaps.exchanged(chosen):
            break
    return Alternates(tuple(sorted(chosen)), gaps.exact(chosen), gaps.exact([]))


class _Gaps:
    """Imagined drop-outs: per scenario the counts per quota that are left (S × Q) and the seats that are open (S)."""

    def __init__(
        self, pool: Pool, panel: Sequence[int], chances: Floats, scenarios: int, rng: np.random.Generator
    ) -> None:
        self.pool = pool
        row_of = {(quota.category, quota.feature): number for number, quota in enumerate(pool.quotas)}
        self.rows = np.zeros((len(pool.members), len(pool.quotas)))
        for place, member in enumerate(pool.members):
            self.rows[place, [row_of[pair] for pair in zip(pool.categories, member.features, strict=True)]] = 1.0
        self.least = np.array([quota.least for quota in pool.quotas], float)
        self.most = np.array([quota.most for quota in pool.quotas], float)
        stays = rng.random((scenarios, len(panel))) >= chances
        self.counts: Floats = stays @ self.rows[list(panel)]
        self.open: Ints = (~stays).sum(axis=1)
        homes = {pool.members[place].household for place in panel} - {None}
        self.order = [
            int(place) for place in rng.permutation(len(pool.members))
            if place not in set(panel) and pool.members[place].household not in homes
        ]  # fmt: skip

    def short(self, counts: Floats) -> Floats:
        """Return per scenario how many places are under a minimum or above a maximum."""
        found: Floats = (np.maximum(self.least - counts, 0) + np.maximum(counts - self.most, 0)).sum(axis=-1)
        return found

    def filled(self, chosen: Sequence[int]) -> tuple[Floats, Ints]:
        """Return counts and open seats after each scenario took, one by one, the alternate that helps most."""
        counts, left = self.counts.copy(), self.open.copy()
        free = np.ones((len(left), len(chosen)), dtype=bool)
        rows = self.rows[list(chosen)]
        everyone = np.arange(len(left))
        for _step in range(min(len(chosen), int(left.max(initial=0)))):
            gain = self._gain(counts, rows)
            gain[~free | (left[:, None] == 0)] = -1.0
            best = gain.argmax(axis=1)
            helps = gain[everyone, best] > 0
            if not helps.any():
                break
            who = everyone[helps]
            counts[who] += rows[best[helps]]
            left[who] -= 1
            free[who, best[helps]] = False
        return counts, left

    def _gain(self, counts: Floats, rows: Floats) -> Floats:
        """Return what one more person (columns) brings in each scenario: his seat, and the quotas he helps or hurts."""
        wanted = (counts < self.least).astype(float) - (counts >= self.most)
        found: Floats = 1.0 + wanted @ rows.T
        return found

    def about(self, chosen: Sequence[int]) -> float:
        """Return about how much is missing on average, by the quick filling."""
        counts, left = self.filled(chosen)
        return float((self.short(counts) + left).mean())

    def _likely(self, chosen: Sequence[int]) -> list[int]:
        """Return candidates who would bring most to what is left after the quick filling; one of each kind."""
        counts, _left = self.filled(chosen)
        wanted = ((counts < self.least).astype(float) - (counts >= self.most)).mean(axis=0)
        taken = {self.pool.members[place].household for place in chosen} - {None}
        kinds: dict[tuple[str, ...], int] = {}
        for place in self.order:
            member = self.pool.members[place]
            if place not in chosen and member.household not in taken:
                kinds.setdefault(member.features, place)
        places = list(kinds.values())
        first = [int(number) for number in np.argsort(-(self.rows[places] @ wanted), kind="stable")]
        return [places[number] for number in first[:_LOOKED_AT]]

    def grown(self, count: int) -> list[int]:
        """Return alternates taken one by one, each the one after which least is missing."""
        chosen: list[int] = []
        while len(chosen) < count:
            likely = enumerate(self._likely(chosen))
            trials = [(self.about([*chosen, place]), number, place) for number, place in likely]
            if not trials:
                break
            chosen.append(min(trials)[2])
        return chosen

    def exchanged(self, chosen: list[int]) -> bool:
        """Exchange single alternates for better ones, in place; tell whether any was."""
        changed, now = False, self.about(chosen)
        for number in range(len(chosen)):
            others = chosen[:number] + chosen[number + 1 :]
            trials = [(self.about([*others, place]), turn, place) for turn, place in enumerate(self._likely(others))]
            if trials and min(trials)[0] < now - 1e-9:
                now, _turn, chosen[number] = min(trials)
                changed = True
        return changed

    def exact(self, chosen: Sequence[int]) -> float:
        """Return how much is missing on average when every scenario uses the alternates as well as can be."""
        rows, many = self.rows[list(chosen)], len(self.least)
        seen: dict[tuple[float, ...], float] = {}
        total = 0.0
        for counts, left in zip(self.counts, self.open, strict=True):
            key = (*counts.tolist(), float(left))
            if key not in seen:
                seen[key] = self._best(rows, counts, int(left), many)
            total += seen[key]
        return total / max(len(self.open), 1)

    def _best(self, rows: Floats, counts: Floats, left: int, many: int) -> float:
        """Solve: who of the alternates steps in, so that the fewest seats and quota places are missing."""
        people = len(rows)
        if not people or not left:
            return float(self.short(counts[None, :])[0]) + left
        # Per person a yes or no, per quota what is under its minimum and above its maximum.
        matrix = np.zeros((2 * many + 1, people + 2 * many))
        matrix[:many, :people], matrix[many : 2 * many, :people] = rows.T, rows.T
        matrix[np.arange(many), people + np.arange(many)] = 1.0
        matrix[many + np.arange(many), people + many + np.arange(many)] = -1.0
        matrix[-1, :people] = 1.0
        cost = np.concatenate([np.ones(people), -np.ones(2 * many)])
        high = np.concatenate([np.ones(people), np.full(2 * many, np.inf)])
        least = np.concatenate([self.least - counts, np.full(many + 1, -np.inf)])
        most = np.concatenate([np.full(many, np.inf), self.most - counts, [float(left)]])
        value, _found = Program(cost, np.zeros(len(cost)), high, matrix, least, most, whole=True).solve()
        return left - value
