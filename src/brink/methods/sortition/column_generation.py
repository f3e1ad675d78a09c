"""From chances to a lottery: the mixture of panels nearest to the wanted chances, by Wolfe's algorithm.

The wanted chances are a point; all lotteries over panels are the convex hull of the panels. The nearest point of the
hull is found by keeping a few panels of which it is a mixture, and adding, time and again, the panel that lies furthest
in the direction of what is missing (P. Wolfe, Finding the nearest point in a polytope, Mathematical Programming
11, 1976). Where nothing is missing the mixture is the lottery. Where something is, no panel lies further (proved by an
exact integer program), and the direction itself is a cut: an inequality that all panels keep and the wanted chances
break.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from brink.methods.sortition.local_search import Exchange
from brink.methods.sortition.panels import Panels
from brink.methods.sortition.pool import Floats, Ints, Types
from brink.methods.sortition.upper_bound import Cut

_GAIN = 1e-3  # a panel found by exchange must go this far of the way, else the exact program looks
_TRIES = 4  # places from which exchange looks before the exact program does
_NEAREST = 1e-9  # further than this share of the way no panel goes: the point is the nearest
_NOTHING = 1e-13  # weight of a panel that has none


@dataclass(frozen=True)
class Mixture:
    """Panels (counts per type, M × T) with their weights (M, sum 1); `short` is the largest chance still missing.

    `cut` says why, when a chance is missing by more than was asked.
    """

    panels: Ints
    weights: Floats
    short: float
    cut: Cut | None = None


class _Corral:
    """The panels of which the present point is a mixture, and the triangle R with R'R = A'A that grows with them.

    A (1 + T rows) has a column for each panel: a one, and its chances less those that are wanted.
    """

    def __init__(self, panels: Ints, weights: Floats, size: Floats, target: Floats) -> None:
        self.size, self.target = size, target
        room = len(size) + 1
        self._panels = np.zeros((room, len(size)), np.int64)
        self._columns = np.zeros((room, len(size) + 1))
        self._triangle = np.zeros((room, room), order="F")
        self.count = 0
        kept = [number for number, panel in enumerate(panels) if self._grow(panel)]
        self.weights = weights[kept] / weights[kept].sum()
        self._settle()

    @property
    def panels(self) -> Ints:
        """Return the panels (count × T)."""
        return self._panels[: self.count]

    def missing(self) -> Floats:
        """Return how much each type's chance is still to rise (negative: to fall)."""
        found: Floats = -(self.weights @ self._columns[: self.count, 1:])
        return found

    def take_in(self, panel: Ints) -> bool:
        """Add a panel and move to the nearest point; False when it lies in the span of those that are there."""
        if not self._grow(panel):
            return False
        self.weights = np.append(self.weights, 0.0)
        self._settle()
        return True

    def _grow(self, panel: Ints) -> bool:
        """Add a panel without weight; False when it lies in the span of those that are there."""
        column, count = np.append(1.0, panel / self.size - self.target), self.count
        if count == len(column):
            return False
        side = self._solve(self._columns[:count] @ column, transposed=True)
        left = float(column @ column - side @ side)
        if left < 1e-12 * float(column @ column):
            return False
        self._triangle[:count, count], self._triangle[count, count] = side, np.sqrt(left)
        self._panels[count], self._columns[count] = panel, column
        self.count += 1
        return True

    def _settle(self) -> None:
        """Move to the nearest point of the hull of these panels, letting go of those that have no part in it."""
        while True:
            nearest = self._nearest()
            if (nearest > _NOTHING).all():
                self.weights = nearest
                return
            self._walk(nearest)

    def _solve(self, side: Floats, *, transposed: bool = False) -> Floats:
        count = len(side)
        if not count:
            return side
        found: Floats = solve_triangular(
            self._triangle[:count, :count], side, trans=1 if transposed else 0, check_finite=False
        )
        return found

    def _nearest(self) -> Floats:
        """Return the weights of the point of the affine hull nearest to what is wanted: A'A u = 1, brought to sum 1."""
        columns, ones = self._columns[: self.count], np.ones(self.count)
        found = self._solve(self._solve(ones, transposed=True))
        # One step of refinement: the triangle alone knows A'A only to half the figures.
        wrong = ones - columns @ (found @ columns)
        found += self._solve(self._solve(wrong, transposed=True))
        nearest: Floats = found / found.sum()
        return nearest

    def _walk(self, nearest: Floats) -> None:
        """Go towards the nearest point of the affine hull until a weight is used up, and let its panel go."""
        falling = np.flatnonzero(nearest <= _NOTHING)
        room = self.weights[falling] / np.maximum(self.weights[falling] - nearest[falling], 1e-300)
        step = float(np.clip(room.min(), 0.0, 1.0))
        self.weights = self.weights + step * (nearest - self.weights)
        gone = set(np.flatnonzero(self.weights <= _NOTHING).tolist()) | {int(falling[np.argmin(room)])}
        for place in sorted(gone, reverse=True):
            self._let_go(place)
        self.weights = np.delete(self.weights, sorted(gone))
        self.weights /= self.weights.sum()

    def _let_go(self, place: int) -> None:
        """Take one panel out and bring the triangle back to its shape by rotations (Givens)."""
        count, triangle = self.count, self._triangle
        triangle[:count, place : count - 1] = triangle[:count, place + 1 : count]
        for row in range(place, count - 1):
            high, low = triangle[row, row], triangle[row + 1, row]
            length = np.hypot(high, low)
            cosine, sine = high / length, low / length
            upper = triangle[row, row : count - 1].copy()
            lower = triangle[row + 1, row : count - 1]
            triangle[row, row : count - 1] = cosine * upper + sine * lower
            triangle[row + 1, row : count - 1] = cosine * lower - sine * upper
        self._panels[place : count - 1] = self._panels[place + 1 : count]
        self._columns[place : count - 1] = self._columns[place + 1 : count]
        self.count -= 1


def alone(panel: Ints, types: Types, chances: Floats) -> Mixture:
    """Return the mixture of one panel."""
    return Mixture(panel[None, :], np.ones(1), float(np.abs(panel / types.size - chances).max()))


def mix(
    panels: Panels, chances: Floats, *, start: Mixture, close: float, watch: Callable[[float], None] | None = None
) -> Mixture:
    """Return a mixture in which every type has its chance within `close`, or the nearest with the cut that says why.

    `start` is any mixture, or a single panel as one (see `alone`); the nearer, the quicker.
    """
    size = panels.types.size.astype(float)
    exchange = Exchange(panels.types)
    corral = _Corral(start.panels, start.weights, size, chances)
    turn = 0
    begin = max(float(np.abs(corral.missing()).max()), 2 * close)
    while True:
        missing = corral.missing()
        if watch:
            # What is missing shrinks by a factor at a time, so that its logarithm tells how far the work is.
            left = max(float(np.abs(missing).max()), close)
            watch(1 - float(np.log(left / close) / np.log(begin / close)))
        if np.abs(missing).max() <= close:
            return Mixture(corral.panels.copy(), corral.weights, float(np.abs(missing).max()))
        # Brought to size 1, so that the tolerances of the integer program mean the same at every step.
        scale = float(np.abs(missing / size).max())
        weights, length = missing / size / scale, float(missing @ missing) / scale
        reached = float(missing @ (chances - missing)) / scale
        taken = False
        for attempt in range(_TRIES):
            # At the nearest point all panels of the mixture weigh the same: each in turn is where the search starts.
            turn += 1
            panel = exchange.heavier(corral.panels[turn % corral.count], weights, thorough=attempt > 0)
            if float(weights @ panel) - reached > _GAIN * length and corral.take_in(panel):
                taken = True
                break
        if taken:
            continue
        panel, furthest = panels.best(weights)
        if furthest - reached <= _NEAREST * length or not corral.take_in(panel):
            return Mixture(corral.panels.copy(), corral.weights, float(np.abs(missing).max()), Cut(weights, furthest))
