"""All packages that keep the limits: listed where they can be, and as a layered graph where they are too many.

The graph has a layer per option; a place in it stands for all beginnings of a package that can go on in the same ways
(a reduced decision diagram). Sums, chances and best packages over 10^20 packages then cost no more than its edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from brink.methods.portfolio.choices import Arm, Bools, Floats, Ints
from brink.methods.unfinished import Unfinished

MOST_LISTED = 2**18
_MOST_STATES = 2**18  # in one layer, before places with the same future are taken together


class NoPackage(Exception):
    """No package keeps all limits."""


@dataclass(frozen=True)
class Graph:
    """Per option, the next place after each level (places × levels; -1 where no package goes on). One place begins."""

    layers: tuple[Ints, ...]

    def sums(self, worth: Floats) -> tuple[float, Floats]:
        """Return the log of the sum over packages of exp(worth), and the chance of each level (J × L).

        `worth` (J × L) is what each level adds.
        """
        behind, log = self._behind(np.exp(worth - worth.max(axis=1, keepdims=True)))
        gains = np.exp(worth - worth.max(axis=1, keepdims=True))
        chances = np.zeros_like(worth)
        ahead: Floats = np.ones(1)
        for at, layer in enumerate(self.layers):
            after = np.append(behind[at + 1], 0.0)
            flow = ahead[:, None] * gains[at, : layer.shape[1]] * after[layer]
            chances[at, : layer.shape[1]] = flow.sum(axis=0) / flow.sum()
            moved = ahead[:, None] * gains[at, : layer.shape[1]] * (layer >= 0)
            summed = np.bincount(np.maximum(layer, 0).ravel(), moved.ravel(), minlength=len(behind[at + 1]))
            ahead = np.asarray(summed / summed.max(), float)
        return log + float(worth.max(axis=1).sum()), chances

    def _behind(self, gains: Floats) -> tuple[list[Floats], float]:
        """Return per layer the sum over all that can follow each place, scaled, and the log of the whole sum."""
        behind, log = [np.ones(1)], 0.0
        for at in range(len(self.layers) - 1, -1, -1):
            layer = self.layers[at]
            own = (np.append(behind[0], 0.0)[layer] * gains[at, : layer.shape[1]]).sum(axis=1)
            scale = float(own.max())
            behind.insert(0, own / scale)
            log += float(np.log(scale))
        return behind, log + float(np.log(behind[0][0]))

    def best(self, worth: Floats) -> Ints:
        """Return the package with the highest worth for each of D draws (D × J); `worth` is J × L × D."""
        draws = worth.shape[2]
        values, picks = np.zeros((1, draws), worth.dtype), list[NDArray[np.int8]]()
        for at in range(len(self.layers) - 1, -1, -1):
            layer = self.layers[at]
            after = np.vstack([values, np.full((1, draws), -np.inf, worth.dtype)])
            values = after[layer[:, 0]] + worth[at, 0]
            pick = np.zeros(values.shape, np.int8)
            for level in range(1, layer.shape[1]):
                other = after[layer[:, level]] + worth[at, level]
                better = other > values
                pick[better] = level
                np.maximum(values, other, out=values)
            picks.append(pick)
        place, everyone = np.zeros(draws, np.int64), np.arange(draws)
        found = np.zeros((draws, len(self.layers)), np.int64)
        for at, layer in enumerate(self.layers):
            found[:, at] = picks[-1 - at][place, everyone]
            place = layer[place, found[:, at]]
        return found

    def drawn(self, worth: Floats, count: int, rng: np.random.Generator) -> Ints:
        """Return packages drawn with chances that go with exp(worth) (count × J)."""
        gains = np.exp(worth - worth.max(axis=1, keepdims=True))
        behind, _log = self._behind(gains)
        place, found = np.zeros(count, np.int64), np.zeros((count, len(self.layers)), np.int64)
        for at, layer in enumerate(self.layers):
            after = np.append(behind[at + 1], 0.0)
            flow = np.cumsum(gains[at, : layer.shape[1]] * after[layer], axis=1)
            at_most = rng.random(count) * flow[place, -1]
            found[:, at] = np.minimum((at_most[:, None] >= flow[place]).sum(axis=1), layer.shape[1] - 1)
            place = layer[place, found[:, at]]
        return found

    @cached_property
    def size(self) -> int:
        """Number of packages, exactly."""
        behind = [1]
        for layer in reversed(self.layers):
            behind = [sum(behind[at] for at in row if at >= 0) for row in layer.tolist()]
        return behind[0]


@dataclass(frozen=True)
class Space:
    """The packages of one arm: `graph` always, `listed` (P × J) when they are at most 2^18."""

    arm: Arm
    allowed: Bools
    graph: Graph
    listed: Ints | None

    def room(self, packages: Ints) -> Bools:
        """Tell for each package (n × J) whether one more option fits beside it."""
        found = np.zeros(len(packages), bool)
        bounds = self.arm.bounds()
        places = np.arange(len(self.arm.options))
        sums = [adds[places, packages].sum(axis=1) for adds, _least, _most in bounds]
        for at, size in enumerate(self.arm.sizes()):
            for level in range(1, size):
                if self.allowed[at, level]:
                    fits = packages[:, at] == 0
                    for (adds, least, most), total in zip(bounds, sums, strict=True):
                        fits &= (total + adds[at, level] <= most) & (total + adds[at, level] >= least)
                    found |= fits
        return found


def all_allowed(arm: Arm) -> Bools:
    """Return which levels exist (J × most levels)."""
    return np.arange(max(arm.sizes()))[None, :] < np.array(arm.sizes())[:, None]


def space(arm: Arm, allowed: Bools | None = None, *, most: int = MOST_LISTED) -> Space:
    """Lay out the packages of an arm; `allowed` (J × L) leaves levels out.

    Raises NoPackage when none keeps the limits, Unfinished when even the graph is too large.
    """
    allowed = all_allowed(arm) if allowed is None else allowed
    return Space(arm, allowed, _graph(arm, allowed), _list(arm, allowed, most))


def _ends(arm: Arm, allowed: Bools) -> list[tuple[Ints, Ints]]:
    """Return per limit the least and the most that the options from each place on can still add (J + 1)."""
    found = []
    for adds, _least, _most in arm.bounds():
        low = np.where(allowed, adds, np.iinfo(np.int64).max).min(axis=1)
        high = np.where(allowed, adds, np.iinfo(np.int64).min).max(axis=1)
        found.append(tuple(np.append(np.cumsum(one[::-1])[::-1], 0) for one in (low, high)))
    return found  # type: ignore[return-value]


def _list(arm: Arm, allowed: Bools, most: int) -> Ints | None:
    """Return all packages in order, or None when there are more than `most`."""
    bounds, ends = arm.bounds(), _ends(arm, allowed)
    rows = np.zeros((1, 0), np.int8)
    sums = np.zeros((1, len(bounds)), np.int64)
    for at in range(len(arm.options)):
        levels = np.flatnonzero(allowed[at])
        rows = np.column_stack([np.repeat(rows, len(levels), axis=0), np.tile(levels, len(rows)).astype(np.int8)])
        adds = np.array([[one[0][at, level] for one in bounds] for level in levels]).reshape(len(levels), len(bounds))
        sums = np.repeat(sums, len(levels), axis=0) + np.tile(adds, (len(sums), 1))
        good = np.ones(len(rows), bool)
        for one, ((_adds, least, highest), (low, high)) in enumerate(zip(bounds, ends, strict=True)):
            good &= (sums[:, one] + low[at + 1] <= highest) & (sums[:, one] + high[at + 1] >= least)
        rows, sums = rows[good], sums[good]
        if len(rows) > 4 * most:
            return None
    return rows.astype(np.int64) if len(rows) <= most else None


def _graph(arm: Arm, allowed: Bools) -> Graph:
    bounds, ends = arm.bounds(), _ends(arm, allowed)
    states, layers = np.zeros((1, len(bounds)), np.int64), []
    for at in range(len(arm.options)):
        width = arm.sizes()[at]
        after = np.stack([states + [one[0][at, level] for one in bounds] for level in range(width)], axis=1)
        good = np.broadcast_to(allowed[at, :width], after.shape[:2]).copy()
        for one, ((_adds, least, most), (low, high)) in enumerate(zip(bounds, ends, strict=True)):
            total = after[:, :, one]
            good &= (total + low[at + 1] <= most) & (total + high[at + 1] >= least)
            # Where only one side can still be broken, all that is far enough from it is the same.
            if least < -(2**59):
                after[:, :, one] = np.maximum(total, most - high[at + 1])
            elif most > 2**59:
                after[:, :, one] = np.minimum(total, least - low[at + 1])
        if not good.any():
            raise NoPackage
        states, where = np.unique(after[good], axis=0, return_inverse=True)
        if len(states) > _MOST_STATES:
            raise Unfinished("there are too many different totals")
        layer = np.full(good.shape, -1, np.int64)
        layer[good] = where.ravel()
        layers.append(layer)
    return Graph(_merged(layers))


def _merged(layers: list[Ints]) -> tuple[Ints, ...]:
    """Take places together that can go on in the same ways, from the last layer to the first."""
    found: list[Ints] = []
    same = np.zeros(int(layers[-1].max()) + 1, np.int64)
    for layer in reversed(layers):
        onward = np.where(layer >= 0, same[np.maximum(layer, 0)], -1)
        alive = (onward >= 0).any(axis=1)  # a place from where nothing goes on is none
        rows, where = np.unique(onward[alive], axis=0, return_inverse=True)
        found.insert(0, rows)
        same = np.full(len(onward), -1, np.int64)
        same[alive] = where.ravel()
    return tuple(found)
