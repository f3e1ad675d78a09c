"""Checking a draw without a solver: the lottery is real, and no lottery does better, level by level.

The lottery is checked as whole numbers. The bound is weak duality, worked out here with plain sums: prices on the
quotas of one level, whatever they are, give a number that the lowest chance of that level cannot exceed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.leximin import Draw


class NotProved(Exception):
    """The lottery is not what it is said to be."""


@dataclass(frozen=True)
class Certificate:
    """Per level, from the lowest up: what the lottery gives its worst-off there, and what none can exceed."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]

    @property
    def gap(self) -> float:
        """The largest difference."""
        return max((up - low for low, up in zip(self.lower, self.upper, strict=True)), default=0.0)


def check(draw: Draw) -> Certificate:
    """Return the certificate of a draw. Raises NotProved when a panel breaks a quota or the weights are no lottery."""
    types = draw.pool.types
    if not all(types.fits(panel) for panel in draw.panels):
        raise NotProved("a panel breaks a quota")
    if (draw.weights < 0).any() or abs(float(draw.weights.sum()) - 1) > 1e-9:
        raise NotProved("the weights are no lottery")
    chances = (draw.weights @ draw.panels) / types.size
    if not np.allclose(types.spread(chances), draw.chances, rtol=0, atol=1e-12):
        raise NotProved("the chances are not those of the lottery")
    lower = tuple(float(chances[list(level.types)].min()) for level in draw.filling.levels)
    return Certificate(lower, _bounds(draw))


def _bounds(draw: Draw) -> tuple[float, ...]:
    """Return for each level what its prices prove, the earlier levels being as they are."""
    types = draw.pool.types
    rows, least, most = draw.polytope.system()
    size, cap = types.size.astype(float), draw.polytope.cap
    active = draw.polytope.there.copy()
    taken = np.zeros(len(rows))
    bounds = []
    for level in draw.filling.levels:
        prices = np.array(level.prices)
        worth = prices @ rows  # per type
        gains, pays = active & (worth > 0), active & (worth < 0)
        # A row is worth at most its price times the side of the quota that it pushes against.
        side = np.where(prices > 0, most - taken, least - taken)
        side[prices == 0] = 0.0
        total = float(prices @ side) - float(worth[pays] @ size[pays]) * cap
        weight = float(worth[gains] @ size[gains])
        bounds.append(total / weight if weight > 0 else cap)
        here = list(level.types)
        taken = taken + rows[:, here] @ (size[here] * draw.filling.chances[here])
        active[here] = False
    return tuple(bounds)
