"""The portfolio logit: the chance of a package goes with exp(theta'z), among the packages that keep the limits.

An exponential family: concave, so Newton's method finds the one best theta, with exact sums over all packages (listed,
or by the graph). Errors are sandwich errors. Method of the field: portfolio choice after Bahamonde-Birke and Mouter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.portfolio.choices import Floats, Tally
from brink.methods.portfolio.design import Design
from brink.methods.unfinished import Unfinished

RIDGE = 1e-3  # keeps theta finite; at 1,000 people it pulls by less than a hundredth of an error
_DONE = 1e-9  # per person
_MOST_STEPS = 100
_STEP = 1e-5  # of a difference, for the curve where packages are not listed


@dataclass(frozen=True)
class Fit:
    """theta (K) in the scale of the design, its covariance (K × K), log likelihood, and Newton steps."""

    theta: Floats
    covariance: Floats
    likelihood: float
    steps: int

    @property
    def errors(self) -> Floats:
        """Standard errors (K)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))


class Model:
    """The likelihood of one design; columns of listed packages are kept."""

    def __init__(self, made: Design) -> None:
        self.design = made
        self._listed: list[Floats | None] = [
            None if own.listed is None else made.features(at, own.listed) for at, own in enumerate(made.spaces)
        ]
        if made.pairs and any(one is None for one in self._listed):
            raise Unfinished("pairs need a list of all packages, and there are too many")

    def moments(self, arm: int, theta: Floats) -> tuple[float, Floats, Floats]:
        """Return the log of the sum over packages, the mean of the columns (K) and their covariance (K × K)."""
        columns = self._listed[arm]
        if columns is not None:
            log, chances = self.chances(arm, theta)
            mean = chances @ columns
            return log, mean, (columns * chances[:, None]).T @ columns - np.outer(mean, mean)
        log, mean = self._by_graph(arm, theta)
        spread = np.zeros((len(theta), len(theta)))
        for at in range(len(theta)):
            step = np.zeros(len(theta))
            step[at] = _STEP
            spread[at] = (self._by_graph(arm, theta + step)[1] - self._by_graph(arm, theta - step)[1]) / (2 * _STEP)
        return log, mean, (spread + spread.T) / 2

    def log_total(self, arm: int, theta: Floats) -> float:
        """Return the log of the sum over packages."""
        return self._by_graph(arm, theta)[0] if self._listed[arm] is None else self.chances(arm, theta)[0]

    def chances(self, arm: int, theta: Floats) -> tuple[float, Floats]:
        """Return the log of the sum, and the chance of each listed package (P)."""
        columns = self._listed[arm]
        if columns is None:
            raise ValueError("the packages of this arm are not listed")
        worth = columns @ theta
        top = float(worth.max())
        shares = np.exp(worth - top)
        total = float(shares.sum())
        return top + float(np.log(total)), shares / total

    def _by_graph(self, arm: int, theta: Floats) -> tuple[float, Floats]:
        log, chances = self.design.spaces[arm].graph.sums(self.design.worth(arm, theta))
        return log, np.asarray(np.einsum("jl,jlk->k", chances, self.design.tables[arm]), float)

    def spread(self, rows: Tally) -> Floats:
        """Return the covariance of the columns when all packages are as likely, pooled over arms (K × K)."""
        zero = np.zeros(len(self.design.columns))
        shares = np.bincount(rows.arm, rows.mass, minlength=len(self.design.spaces)) / max(rows.people, 1)
        found = np.zeros((len(zero), len(zero)))
        for arm in np.flatnonzero(shares):
            found += shares[arm] * self.moments(int(arm), zero)[2]
        return found

    def seen(self, rows: Tally) -> Floats:
        """Return the columns of what people chose (U × K)."""
        found = np.zeros((len(rows.count), len(self.design.columns)))
        for arm in np.unique(rows.arm):
            here = rows.arm == arm
            found[here] = self.design.features(int(arm), rows.levels[here])
        return found


def fit(model: Model, rows: Tally, *, ridge: float = RIDGE) -> Fit:
    """Return the best theta for these choices. Raises Unfinished when Newton's method does not end."""
    columns = model.seen(rows)
    mass, arms = rows.mass, [int(arm) for arm in np.unique(rows.arm)]
    totals = {arm: float(mass[rows.arm == arm].sum()) for arm in arms}
    wanted = mass @ columns

    def at(theta: Floats) -> tuple[float, Floats, Floats, dict[int, Floats]]:
        worth, slope = float(wanted @ theta) - ridge * float(theta @ theta) / 2, wanted - ridge * theta
        curve, means = ridge * np.eye(len(theta)), dict[int, Floats]()
        for arm in arms:
            log, means[arm], spread = model.moments(arm, theta)
            worth, slope = worth - totals[arm] * log, slope - totals[arm] * means[arm]
            curve = curve + totals[arm] * spread
        return worth, slope, curve, means

    theta = np.zeros(columns.shape[1])
    worth, slope, curve, means = at(theta)
    for steps in range(_MOST_STEPS):
        step = np.linalg.solve(curve, slope) if len(theta) else theta
        if float(slope @ step) / max(rows.people, 1) < _DONE:
            return Fit(theta, _covariance(rows, columns, means, curve), worth, steps)
        length = 1.0
        while True:
            tried = at(theta + length * step)
            if tried[0] >= worth or length < _DONE:
                break
            length /= 2
        theta, (worth, slope, curve, means) = theta + length * step, tried
    raise Unfinished("the values did not settle")


def _covariance(rows: Tally, columns: Floats, means: dict[int, Floats], curve: Floats) -> Floats:
    """Return the sandwich: what people differ from the mean, between two inverses of the curve."""
    own = columns - np.array([means[int(arm)] for arm in rows.arm]).reshape(columns.shape)
    each = rows.mass / np.maximum(rows.count, 1)
    meat = (own * (rows.count * each**2)[:, None]).T @ own
    inverse = np.linalg.inv(curve)
    found = rows.people / max(rows.people - 1, 1) * inverse @ meat @ inverse
    return np.asarray((found + found.T) / 2, float)
