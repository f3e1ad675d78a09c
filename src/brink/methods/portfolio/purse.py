"""The second calculation: everybody fills an own purse.

A person values an option at mu + noise, and takes the best package that fits. It is another plausible way of choosing,
with the same packages and limits; what holds under both may be said. mu is found by matching the shares that were
chosen, with a fixed set of draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from brink.methods.portfolio.choices import Bools, Floats, Ints, Tally
from brink.methods.portfolio.design import Design

DRAWS = 1500
ROUNDS, ROUNDS_AGAIN = 25, 4
_ENOUGH = 0.004  # of a share
_PACE = 1.1


@dataclass(frozen=True)
class Purse:
    """mu (J × L), whether its shares came near enough, and the packages that the draws took (draws × J) in each arm."""

    mu: Floats
    reached: bool
    packages: Ints
    arm: Ints


class Drawn:
    """A fixed set of people of the second calculation, spread over the arms as the real ones are."""

    def __init__(self, made: Design, rows: Tally, rng: np.random.Generator, *, draws: int = DRAWS) -> None:
        self.design = made
        options, levels = made.allowed.shape
        # Each option's noise is spread evenly and shuffled: less left to luck than plain draws.
        even = ndtri((np.arange(draws) + 0.5) / draws)
        noise = np.stack([rng.permutation(even) for _one in range(options * levels)])
        self.noise = noise.reshape(options, levels, draws).astype(np.float32)
        shares = np.cumsum(np.bincount(rows.arm, rows.mass, minlength=len(made.spaces))) / rows.people
        self.arm = np.searchsorted(shares, (np.arange(draws) + 0.5) / draws).clip(max=len(shares) - 1)
        self.arm = rng.permutation(self.arm) if len(made.spaces) > 1 else self.arm
        self.free = _free(made.allowed)

    def take(self, mu: Floats) -> Ints:
        """Return what each of them takes (draws × J)."""
        found = np.zeros((self.noise.shape[2], self.noise.shape[0]), np.int64)
        for arm, own in enumerate(self.design.spaces):
            here = self.arm == arm
            if here.any():
                worth = np.where(self.free[:, :, None], mu[:, :, None].astype(np.float32) + self.noise[:, :, here], 0)
                worth[~self.design.allowed] = -np.inf
                found[here] = own.graph.best(worth)
        return found

    def match(self, shares: Floats, start: Floats | None = None, rounds: int = ROUNDS) -> Purse:
        """Return the mu with which they choose each level as often as people did (`shares`, J × L)."""
        draws = self.noise.shape[2]
        edge = 0.5 / draws
        mu = np.where(self.free, ndtri(np.clip(shares, edge, 1 - edge)), 0.0) if start is None else start
        best, packages = (np.inf, mu), self.take(mu)
        for _round in range(rounds):
            found = shares_of(packages, np.ones(draws), self.free.shape[1])
            off = float(np.abs(np.where(self.free, shares - found, 0.0)).max())
            if off < best[0]:
                best = off, mu
            if off < _ENOUGH:
                break
            step = ndtri(np.clip(shares, edge, 1 - edge)) - ndtri(np.clip(found, edge, 1 - edge))
            mu = np.where(self.free, mu + _PACE * step, 0.0)
            packages = self.take(mu)
        return Purse(best[1], best[0] < 2 * _ENOUGH, self.take(best[1]), self.arm)


def _free(allowed: Bools) -> Bools:
    """Return which levels have a value of their own (J × L): all but the first that an option has."""
    return np.asarray(allowed & (np.cumsum(allowed, axis=1) > 1))


def shares_of(packages: Ints, weight: Floats, levels: int) -> Floats:
    """Return the share of the weight that has each level (J × L)."""
    found = [np.bincount(column, weight, minlength=levels) for column in packages.T]
    return np.asarray(np.array(found) / weight.sum(), float)


def beyond(value: float) -> float:
    """Return the chance that a standard normal number is further from 0 than this."""
    return float(2 * ndtr(-abs(value)))
