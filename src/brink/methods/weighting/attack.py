"""What an outsider can tell of a hidden figure who knows all that is shown: the differencing attack, as programs.

The outsider knows every shown figure, that counts are whole and not negative, and that a hidden figure is no zero where
zeros are always shown. A linear program gives the least and the most that a figure can be (Fischetti and Salazar,
Solving the cell suppression problem on tabular data with linear constraints, Management Science 47, 2001). Its ends are
believed only as whole tables that agree with all that is shown: where a corner of the program is not whole, as happens
with three variables and more, an integer program is asked instead. Each table found is kept: it may serve others.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from brink.methods.sortition.solver import Infeasible, Program, Undecided
from brink.methods.weighting.figures import Bools, Plan
from brink.methods.weighting.margins import Floats, Ints

DOWN, UP = -1, 1  # ways to move a figure
_NODES = 300
_CLOSE = 1e-6
_PRICED = 1e-7


class Attack:
    """All whole tables that agree with what is shown (F, True where shown)."""

    def __init__(self, plan: Plan, shown: Bools) -> None:
        self.plan, self.shown = plan, shown
        low, high = np.zeros_like(plan.truth), plan.most.copy()
        alone = plan.single >= 0
        exact = plan.single[alone & shown]
        low[exact] = high[exact] = plan.truth[exact]
        empty = plan.sums[shown & (plan.counts == 0)].any(axis=0)
        high[empty] = 0
        self.free = np.flatnonzero(low < high)
        self.low, self.high = low[self.free].astype(float), high[self.free].astype(float)
        rows = plan.sums[:, self.free]
        reached = rows.any(axis=1)
        # A hidden sum that holds a cell of at least one is no zero anyway.
        at_least = reached & ~shown & (plan.least > rows @ self.low)
        kept = (reached & shown) | at_least
        rest = plan.counts - rows @ plan.truth[self.free]
        self._kept = np.flatnonzero(kept)
        self._rows = rows[kept]
        self._least = np.where(shown, plan.counts, plan.least)[kept] - rest[kept]
        self._most = np.where(shown, plan.counts, plan.most.sum())[kept] - rest[kept]

    @cached_property
    def _program(self) -> Program:
        return Program(np.zeros(len(self.free)), self.low, self.high, self._rows, self._least, self._most)

    def end(self, figure: int, way: int, goal: int | None = None) -> Ints | None:
        """Return a whole table (N) in which a figure is large (way 1) or small (way -1): beyond `goal`, if given.

        Returns None when there is none, or when none is found. Any table returned agrees with all that is shown, by
        whole arithmetic.
        """
        cost = way * self.plan.sums[figure, self.free]
        rest = int(self.plan.counts[figure] - self.plan.sums[figure, self.free] @ self.plan.truth[self.free])
        if not cost.any():
            return self.plan.truth if goal is None or way * (self.plan.counts[figure] - goal) >= 0 else None
        try:
            self._program.costs(cost)
            value, values = self._program.solve()
            most = int(np.floor(value + _CLOSE))
            least = most if goal is None else way * (goal - rest)
            if most < least:
                return None
            return self._whole(values) if _near(values) else self._nearby(cost, least)
        except (Infeasible, Undecided, RuntimeError):
            return None

    def _nearby(self, cost: Floats, goal: int) -> Ints | None:
        """Return a whole table that reaches a goal: by the least change from the true one, or by an integer program.

        The least change is mostly one round of equal steps up and down, so whole, where a corner far away is not.
        """
        own = self.plan.truth[self.free].astype(float)
        rows = np.vstack([self._rows, cost])
        least, most = np.append(self._least, goal), np.append(self._most, np.inf)
        both, stands = np.hstack([rows, -rows]), rows @ own
        room = np.concatenate([self.high - own, own - self.low])
        steps = Program(-np.ones(len(room)), np.zeros(len(room)), room, both, least - stands, most - stands)
        change = steps.solve()[1]
        values = own + change[: len(own)] - change[len(own) :]
        if not _near(values):
            program = Program(np.zeros(len(cost)), self.low, self.high, rows, least, most, whole=True, nodes=_NODES)
            values = program.solve()[1]
        return self._whole(values)

    def bounds(self, figure: int) -> tuple[float, float]:
        """Return between which values a linear program says that a figure lies (no whole numbers asked)."""
        return self.reason(figure, DOWN)[0], self.reason(figure, UP)[0]

    def reason(self, figure: int, way: int) -> tuple[float, Bools]:
        """Return the most (way 1) or least (way -1) that a linear program allows a figure, and why (F).

        Why are the shown figures with a price in its dual: while they are shown, no other choice can allow more.
        """
        cost = way * self.plan.sums[figure, self.free]
        rest = float(self.plan.counts[figure] - self.plan.sums[figure, self.free] @ self.plan.truth[self.free])
        prices = np.zeros(len(self.plan.figures))
        value = 0.0
        if len(self.free):
            self._program.costs(cost)
            value = self._program.solve()[0]
            prices[self._kept] = self._program.prices()[0]
        why = (np.abs(prices) > _PRICED) & self.shown
        # A shown figure of one cell is no row but a fixed column: its price is what the rows leave of the cost.
        left = np.abs(way * self.plan.sums[figure] - self.plan.sums.T @ prices) > _PRICED
        alone = self.plan.single >= 0
        why[alone] = self.shown[alone] & left[self.plan.single[alone]]
        return rest + way * value, why

    def _whole(self, values: Floats) -> Ints | None:
        table = self.plan.truth.copy()
        table[self.free] = np.rint(values).astype(np.int64)
        return table if agrees(self.plan, self.shown, table) else None


def _near(values: Floats) -> bool:
    return bool((np.abs(values - np.rint(values)) < _CLOSE).all())


def agrees(plan: Plan, shown: Bools, table: Ints) -> bool:
    """Tell whether an outsider who sees the shown figures must hold a whole table (N) for possible."""
    if (table < 0).any() or (table > plan.most).any():
        return False
    sums = figures_of(plan, table)
    return bool((sums[shown] == plan.counts[shown]).all() and (sums >= plan.least).all())


def figures_of(plan: Plan, table: Ints) -> Ints:
    """Return all figures (F) of a table (N)."""
    return np.rint(plan.sums @ table).astype(np.int64)


class Tables:
    """Whole tables found so far, by their figures: how far apart they hold each figure."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._cells = [plan.truth]
        self._sums = [plan.counts]
        self.low, self.high = plan.counts.copy(), plan.counts.copy()

    def add(self, table: Ints | None) -> None:
        """Keep a table."""
        if table is None:
            return
        sums = figures_of(self.plan, table)
        if (sums < self.low).any() or (sums > self.high).any():
            self._cells.append(table)
            self._sums.append(sums)
            self.low, self.high = np.minimum(self.low, sums), np.maximum(self.high, sums)

    def keeping(self, figure: int) -> Tables:
        """Return the tables that hold a figure at its true value."""
        found = Tables(self.plan)
        kept = [at for at, sums in enumerate(self._sums) if sums[figure] == self.plan.counts[figure]]
        found._cells, found._sums = [self._cells[at] for at in kept], [self._sums[at] for at in kept]
        stacked = np.array(found._sums)
        found.low, found.high = stacked.min(axis=0), stacked.max(axis=0)
        return found

    def protects(self, figure: int) -> bool:
        """Tell whether these tables hold a figure far enough apart."""
        return bool(wide(self.low[figure], self.high[figure], self.plan.threshold))

    def exposed(self) -> Ints:
        """Return the watched figures that these tables do not protect, the smallest first."""
        open_to = self.plan.watched & ~wide(self.low, self.high, self.plan.threshold)
        found = np.flatnonzero(open_to)
        return found[np.argsort(self.plan.counts[found], kind="stable")]

    def ends(self, figure: int) -> tuple[Ints, Ints]:
        """Return a table with the least and one with the most of a figure."""
        values = [int(sums[figure]) for sums in self._sums]
        return self._cells[values.index(min(values))], self._cells[values.index(max(values))]


def enough(low: Ints, threshold: int) -> Ints:
    """Return how high an interval must reach to protect: the threshold, with as many values as the threshold.

    In the words of Fischetti and Salazar: an upper protection level of threshold - count, and a sliding one of
    threshold - 1. So nobody can say that the group is small, nor how many it has.
    """
    return np.maximum(threshold, low + threshold - 1)


def wide(low: Ints, high: Ints, threshold: int) -> Bools:
    """Tell where an interval protects."""
    return np.asarray(high >= enough(low, threshold))
