"""Max-min filling: raise the lowest chance as far as it goes, fix who cannot rise, and go on with the rest.

Works on a polytope that holds all lotteries over panels: the quotas on average, and every cut that was found. Its
leximin point is therefore at least as good as any lottery, level by level, and the best lottery where it is attained.
Leximin by repeated linear programs: Nace and Pióro, Max-min fairness and its applications to routing, 2008.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.pool import Floats, Ints, Types
from brink.methods.sortition.solver import INFINITY, Infeasible, Program
from brink.methods.unfinished import Unfinished

_SLACKS = (0.0, 1e-10, 1e-9, 1e-8, 1e-7)  # what rounding may take from levels fixed before; the least that does
# A weight in the prices: far above the solver's dual tolerance (1e-9). Who has less waits for the next level.
_WEIGHT = 1e-6
_AT_CAP = 1e-9  # the solver's primal tolerance: nearer to the cap is at it


@dataclass(frozen=True)
class Cut:
    """`weights @ counts <= most` holds for every panel, and so for every lottery over panels."""

    weights: Floats
    most: float


@dataclass(frozen=True)
class Level:
    """One step: `types` have chance `value`, and `prices` (one per row of the polytope) prove that they cannot rise."""

    value: float
    types: tuple[int, ...]
    prices: tuple[float, ...]


@dataclass(frozen=True)
class Filling:
    """The leximin point of the polytope: a chance per type (T), and its levels from low to high."""

    chances: Floats
    levels: tuple[Level, ...]


class Polytope:
    """Expected counts per type that keep all quotas on average, at most `cap` per member, and every cut."""

    def __init__(self, types: Types, gone: Ints, cap: float = 1.0) -> None:
        self.types, self.cap = types, cap
        self.there = np.ones(len(types.size), dtype=bool)
        self.there[gone] = False
        self.cuts: list[Cut] = []

    def system(self) -> tuple[Floats, Floats, Floats]:
        """Return all rows (R × T) with their bounds: quotas, households, the number of seats, cuts."""
        rows = np.vstack([self.types.rows, np.ones(len(self.types.size)), *(cut.weights for cut in self.cuts)])
        least = np.concatenate([self.types.least, [self.types.seats], np.full(len(self.cuts), -np.inf)])
        most = np.concatenate([self.types.most, [self.types.seats], [cut.most for cut in self.cuts]])
        return rows, least.astype(float), most.astype(float)

    def fill(self, *, all_levels: bool = True) -> Filling:
        """Return the leximin point; without `all_levels` some point with the highest lowest chance.

        Raises Infeasible when no lottery keeps the quotas and the cap.
        """
        rows, least, most = self.system()
        fixed = np.where(self.there, np.nan, 0.0)
        levels: list[Level] = []
        while np.isnan(fixed).any():
            step, (value, chances, prices) = self._step(rows, least, most, fixed, first=not levels)
            stuck = step.held(value, prices) if all_levels else step.active
            fixed[stuck] = value if all_levels else chances
            levels.append(Level(value, tuple(int(t) for t in stuck), tuple(float(p) for p in prices)))
        return Filling(fixed, tuple(levels))

    def _step(
        self, rows: Floats, least: Floats, most: Floats, fixed: Floats, *, first: bool
    ) -> tuple[_Step, tuple[float, Floats, Floats]]:
        """Return the next level. Levels that were fixed are rounded, so that later ones may need a hair of slack."""
        size = self.types.size.astype(float)
        for slack in _SLACKS:
            step = _Step(rows, least, most, size, fixed, self.cap, slack)
            try:
                return step, step.highest()
            except Infeasible:
                if first:
                    raise
        raise Unfinished("the levels above the first could not be solved")


class _Step:
    """One level: count = size * (z + rise) for those who may still rise, size * fixed for the others.

    z stands in one column, so that the program has a row per quota and none per member; `rise` is limited to what the
    cap leaves only when that matters, by rows that are added when they are broken.
    """

    def __init__(
        self, rows: Floats, least: Floats, most: Floats, size: Floats, fixed: Floats, cap: float, slack: float
    ) -> None:
        self.cap, self.slack = cap, slack
        self.active = np.flatnonzero(np.isnan(fixed))
        counts = np.where(np.isnan(fixed), 0.0, fixed) * size
        taken = rows @ counts
        give = slack * (1 + np.abs(taken))
        self.least = np.where(np.isfinite(least), least - taken - give, -INFINITY)
        self.most = most - taken + give
        self.part = rows[:, self.active] * size[self.active]
        self.capped: list[int] = []

    def highest(self) -> tuple[float, Floats, Floats]:
        """Return the highest z that all active types can have, their chances there, and the price of each row."""
        count = len(self.active)
        matrix = np.hstack([self.part.sum(axis=1, keepdims=True), self.part])
        cost = np.zeros(count + 1)
        cost[0] = 1.0
        high = np.full(count + 1, self.cap)
        program = Program(cost, np.zeros(count + 1), high, matrix, self.least, self.most)
        while True:
            value, found = program.solve()
            over = [t for t in np.flatnonzero(found[0] + found[1:] > self.cap + 1e-9) if t not in self.capped]
            if not over:
                break
            for t in over:
                row = np.zeros(count + 1)
                row[0] = row[t + 1] = 1.0
                program.add_row(-INFINITY, row, self.cap)
                self.capped.append(int(t))
        prices, _columns = program.prices()
        return value, np.minimum(found[0] + found[1:], self.cap), prices[: len(self.least)]

    def held(self, value: float, prices: Floats) -> Ints:
        """Return the active types that cannot rise above `value`: those whom the prices hold, or all at the cap.

        By complementary slackness nobody with a weight in the prices can rise, in any lottery. The weights add up to
        one, so somebody always has one, however small the rises are that rounding allows. Whoever is held and has no
        weight comes out at the next level, at the same value.
        """
        if value >= self.cap - _AT_CAP:
            return self.active
        weights = prices @ self.part
        return self.active[weights >= min(_WEIGHT, float(weights.max()))]
