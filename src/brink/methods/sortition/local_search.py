"""Panels by exchange: from one panel to a heavier one, a member out and a member in at a time, all quotas kept.

Local search needs no solver and costs a fraction of an integer program. It proves nothing, and need not: it only offers
panels to the mixture, which is checked and certified elsewhere.
"""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.pool import Floats, Ints, Types

_NARROW = 48  # types looked at first on either side: the lightest in the panel, the heaviest outside it
_MOST_SWEEPS = 60


class Exchange:
    """Finds exchanges for one pool. Each type stands in one row per category, and in at most one household row."""

    def __init__(self, types: Types) -> None:
        self.types = types
        count = len(types.size)
        rows = types.rows.astype(bool)
        # Rows are laid in layers in which every type stands at most once; -1 is "in none of this layer".
        layers: list[Ints] = []
        for row in range(len(rows)):
            home = next((layer for layer in layers if not (layer[rows[row]] >= 0).any()), None)
            if home is None:
                home = np.full(count, -1)
                layers.append(home)
            home[rows[row]] = row
        self.layers = np.array(layers).reshape(-1, count)
        self.least = np.append(types.least, -(10**9))  # the last row is the one of "in none"
        self.most = np.append(types.most, 10**9)
        # The same as plain lists, for the few exchanges that are carried out one by one.
        self._of: list[list[int]] = self.layers.T.tolist()
        self._least: list[int] = self.least.tolist()
        self._most: list[int] = self.most.tolist()

    def heavier(self, panel: Ints, weights: Floats, *, thorough: bool = True) -> Ints:
        """Return a panel that hardly any single exchange makes heavier, starting at `panel`.

        Without `thorough` only the likeliest exchanges are looked at.
        """
        panel = panel.copy()
        sums = np.append(self.types.rows @ panel, 0).astype(np.int64)
        for _sweep in range(_MOST_SWEEPS):
            if self._sweep(panel, sums, weights, _NARROW):
                continue
            if not thorough or not self._sweep(panel, sums, weights, len(panel)):
                break
        return panel

    def nudged(self, panel: Ints, weights: Floats) -> Ints | None:
        """Return the panel after its single best exchange, or None when there is none."""
        changed = panel.copy()
        sums = np.append(self.types.rows @ changed, 0).astype(np.int64)
        return changed if self._sweep(changed, sums, weights, _NARROW, most=1) else None

    def _sweep(self, panel: Ints, sums: Ints, weights: Floats, wide: int, most: int = 10**9) -> int:
        """Exchange at most `most` of the best pairs among the `wide` lightest in and heaviest out; return how many."""
        outs, ins = np.flatnonzero(panel > 0), np.flatnonzero(panel < self.types.size)
        outs = outs[np.argsort(weights[outs], kind="stable")][:wide]
        ins = ins[np.argsort(-weights[ins], kind="stable")][:wide]
        if not len(outs) or not len(ins):
            return 0
        gain = weights[ins][None, :] - weights[outs][:, None]
        allowed = gain > 1e-12
        for layer in self.layers:
            before, after = layer[outs], layer[ins]
            may_leave = sums[before] > self.least[before]
            may_enter = sums[after] < self.most[after]
            allowed &= (may_leave[:, None] & may_enter[None, :]) | (before[:, None] == after[None, :])
        where = np.flatnonzero(allowed)
        if not len(where):
            return 0
        if len(where) > 2 * _NARROW:
            where = where[np.argpartition(-gain.ravel()[where], 2 * _NARROW)[: 2 * _NARROW]]
        done = 0
        for place in where[np.argsort(-gain.ravel()[where], kind="stable")]:
            done += self._exchange(panel, sums, int(outs[place // len(ins)]), int(ins[place % len(ins)]))
            if done >= most:
                break
        return done

    def _exchange(self, panel: Ints, sums: Ints, out: int, into: int) -> bool:
        """Carry out one exchange if, after those before it, it is still allowed."""
        if panel[out] == 0 or panel[into] == self.types.size[into]:
            return False
        moves = [(b, a) for b, a in zip(self._of[out], self._of[into], strict=True) if b != a]
        for before, after in moves:
            if sums[before] <= self._least[before] or sums[after] >= self._most[after]:
                return False
        panel[out] -= 1
        panel[into] += 1
        for before, after in moves:
            sums[before] -= 1
            sums[after] += 1
        return True
