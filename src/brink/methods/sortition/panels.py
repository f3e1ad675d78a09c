"""The best panel for given weights: a linear program first, then a small integer program over what it left open."""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.pool import Floats, Ints, Types
from brink.methods.sortition.solver import Infeasible, Program
from brink.methods.unfinished import Unfinished

_CORE = 48  # columns left open beside the fractional ones: enough to round well, few enough to be quick
_CLOSE = 1e-7


class Panels:
    """Panels of one pool, found by weight. Keeps one linear program warm over all calls.

    With `nodes` an integer program may stop early: then `good` raises Undecided at times, and `best` proves nothing.
    """

    def __init__(self, types: Types, *, nodes: int | None = None) -> None:
        self.types, self._nodes = types, nodes
        count = len(types.size)
        self._rows = np.vstack([types.rows, np.ones(count)])
        self._least = np.append(types.least, types.seats).astype(float)
        self._most = np.append(types.most, types.seats).astype(float)
        self._zero, self._size = np.zeros(count), types.size.astype(float)
        self._relaxed = Program(self._zero, self._zero, self._size, self._rows, self._least, self._most)
        self.programs = 0

    def exclude(self, gone: Ints) -> None:
        """Never use these types again (nobody of them fits in a panel)."""
        self._size[gone] = 0.0
        self._relaxed.bounds(self._zero, self._size)

    def good(self, weights: Floats) -> tuple[Ints, float]:
        """Return a panel of large weight and a bound that no panel exceeds. Raises Infeasible when there is none."""
        self._relaxed.costs(weights)
        bound, here = self._relaxed.solve()
        _rows, slack = self._relaxed.prices()
        whole = np.round(here)
        open_ones = np.abs(here - whole) > _CLOSE
        if not open_ones.any():
            return self._checked(whole), bound
        order = np.argsort(np.where(open_ones, -1.0, np.abs(slack)), kind="stable")
        most = int(open_ones.sum()) + _CORE
        while True:
            core = np.sort(order[:most])
            try:
                return self._within(core, whole, weights), bound
            except Infeasible:
                if most >= len(order):
                    raise
                most = min(3 * most, len(order))

    def best(self, weights: Floats) -> tuple[Ints, float]:
        """Return a panel of largest weight and that weight, proved. Raises Infeasible when there is no panel."""
        panel, bound = self.good(weights)
        value = float(weights @ panel)
        if bound - value <= 1e-12 * max(1.0, abs(bound)):
            return panel, value
        # A type whose reduced cost is more than what is still to win keeps its value in every better panel.
        self._relaxed.costs(weights)
        bound, here = self._relaxed.solve()
        _rows, slack = self._relaxed.prices()
        core = np.flatnonzero(np.abs(slack) <= bound - value + 1e-9)
        try:
            better = self._within(core, np.round(here), weights)
        except Infeasible:
            return panel, value
        return (better, float(weights @ better)) if weights @ better > value else (panel, value)

    def _within(self, core: Ints, fixed: Floats, weights: Floats) -> Ints:
        """Return the best panel in which all types outside `core` keep their count."""
        self.programs += 1
        rest = fixed.copy()
        rest[core] = 0.0
        taken = self._rows @ rest
        rows = self._rows[:, core]
        used = rows.any(axis=1)
        if ((taken[~used] < self._least[~used] - 0.5) | (taken[~used] > self._most[~used] + 0.5)).any():
            raise Infeasible
        program = Program(
            weights[core], np.zeros(len(core)), self._size[core], rows[used],
            self._least[used] - taken[used], self._most[used] - taken[used], whole=True, nodes=self._nodes,
        )  # fmt: skip
        _value, found = program.solve()
        rest[core] = np.round(found)
        return self._checked(rest)

    def _checked(self, counts: Floats) -> Ints:
        panel: Ints = np.round(counts).astype(np.int64)
        if not self.types.fits(panel):
            raise Unfinished("the solver gave a panel that breaks a quota")
        return panel


def covered(panels: Panels) -> tuple[list[Ints], Ints]:
    """Return panels in which every type that can be in one is, and the types that fit in none.

    Each integer program takes as many new types as it can; the last one proves that no more can be had.
    """
    types = panels.types
    found: list[Ints] = []
    left = np.ones(len(types.size), dtype=bool)
    while left.any():
        panel, value = panels.best(left / types.size)
        if value < 1e-9 or not (panel[left] > 0).any():
            break
        found.append(panel)
        left &= panel == 0
    return found, np.flatnonzero(left)
