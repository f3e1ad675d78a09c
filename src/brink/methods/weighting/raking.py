"""Raking: weights that meet every margin, as near as can be to where they began; and with a bound on each weight.

Raking ratio after Deming and Stephan (1940); as calibration Deville, Särndal, Sautory (Generalized raking procedures
in survey sampling, JASA 88, 1993). With a bound it is their truncated exponential: each weight is its starting weight
times a factor per category, or the bound where that is less. The factors are found by Newton's method on a convex
function, so it ends; whether bound and margins can hold together is decided first, by a linear program over cells.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from brink.methods.unfinished import Unfinished
from brink.methods.weighting.margins import Floats, Margins

CLOSE = 1e-11  # of a margin: far below what anybody publishes
_MOST_ROUNDS = 20_000
_MOST_STEPS = 200
_GAIN, _SHORTEST = 1e-4, 1e-10  # of a step: the part of what its slope promises that is enough (Armijo), and its end
_ABOVE = 1 + 1e-9  # times the least bound: nearer to it the factors run away
_RIDGE = 1e-12  # of the curve: where all of a category are at the bound it is flat, and a step would be lost
_NOTHING = 1e-9  # times the mean weight: less than this is no weight at all
_DOUBT = 500  # after so many rounds it is asked whether any weights meet the margins


class NoAgreement(Exception):
    """No weights meet all margins: some combinations of categories have no respondents."""


class BoundTooLow(Exception):
    """Margins and bound cannot both be kept; `least` is the smallest bound (times the mean weight) that can."""

    def __init__(self, least: float) -> None:
        super().__init__(f"the bound must be at least {least}")
        self.least = least


def rake(margins: Margins, start: Floats | None = None) -> Floats:
    """Return weights (n) that meet every margin within 1e-11. Raises NoAgreement when none do."""
    weights: Floats = np.ones(margins.size) if start is None else start.astype(float)
    for rounds in (_DOUBT, _MOST_ROUNDS):
        for _round in range(rounds):
            for margin in margins.margins:
                weights = weights * (margin.targets / margin.sums(weights))[margin.codes]
            if margins.off(weights) <= CLOSE:
                return weights
        smallest_bound(margins)  # ends it when no weights do
    if _all_above_zero(margins):
        raise Unfinished("the weights did not settle")
    raise NoAgreement


def rake_bounded(margins: Margins, most: float, start: Floats | None = None) -> Floats:
    """Return weights that meet every margin, none above `most` times their mean.

    Raises NoAgreement when no weights meet the margins at all, BoundTooLow when none under this bound do.
    """
    mean = margins.population / margins.size
    least = smallest_bound(margins)
    if most < least * _ABOVE:
        raise BoundTooLow(least)
    weights = rake(margins, start)
    return _newton(margins, weights, most * mean)


def _all_above_zero(margins: Margins) -> bool:
    """Tell whether the margins can be met with everybody counting for something; raking cannot reach a weight of 0."""
    cells, people = _cells(margins)
    count = len(people)
    cost = np.append(np.zeros(count), -1.0)
    scale = margins.population / margins.size
    under = np.hstack([-np.eye(count), people[:, None]])
    equal = np.hstack([cells.T, np.zeros((cells.shape[1], 1))])
    found = linprog(cost, A_ub=under, b_ub=np.zeros(count), A_eq=equal, b_eq=margins.targets() / scale)
    return bool(found.success and -found.fun > _NOTHING)


def smallest_bound(margins: Margins) -> float:
    """Return the least that the largest weight can be, times the mean weight, with every margin met."""
    cells, people = _cells(margins)
    count = len(people)
    # Columns: the weight that each cell holds, and the bound (per respondent) that is to be small.
    cost = np.append(np.zeros(count), 1.0)
    scale = margins.population / margins.size
    over = np.hstack([np.eye(count), -people[:, None]])
    equal = np.hstack([cells.T, np.zeros((cells.shape[1], 1))])
    found = linprog(cost, A_ub=over, b_ub=np.zeros(count), A_eq=equal, b_eq=margins.targets() / scale)
    if not found.success:
        raise NoAgreement
    return float(found.fun)


def _cells(margins: Margins) -> tuple[Floats, Floats]:
    """Return the combinations of categories that have respondents, as dummies (C × sum of K), with their number (C)."""
    codes = np.stack([margin.codes for margin in margins.margins], axis=1)
    kinds, people = np.unique(codes, axis=0, return_counts=True)
    columns = [np.eye(len(margin.categories))[kinds[:, at]] for at, margin in enumerate(margins.margins)]
    return np.hstack(columns), people.astype(float)


def _newton(margins: Margins, start: Floats, bound: float) -> Floats:
    """Return min(bound, start * exp(sum of factors)) that meets the margins; the start meets them without bound."""
    dummies, targets = margins.dummies(), margins.targets()
    factors = np.zeros(dummies.shape[1])
    room = np.log(bound / start)  # a respondent with this much on top is at the bound

    def at(values: Floats) -> tuple[float, Floats]:
        lift = dummies @ values
        weights = start * np.exp(np.minimum(lift, room))
        beyond = np.maximum(lift - room, 0.0)
        return float((weights + bound * beyond).sum() - targets @ values), weights

    worth, weights = at(factors)
    for _step in range(_MOST_STEPS):
        wrong = dummies.T @ weights - targets
        if float(np.abs(wrong / targets).max()) <= CLOSE:
            return weights
        free = np.where(dummies @ factors < room, weights, 0.0)
        curve = (dummies * free[:, None]).T @ dummies
        curve += np.eye(len(factors)) * _RIDGE * float(np.trace(curve))
        step = -np.linalg.lstsq(curve, wrong, rcond=None)[0]
        length = 1.0
        while True:
            tried, found = at(factors + length * step)
            if tried <= worth + _GAIN * length * float(wrong @ step) or length < _SHORTEST:
                break
            length /= 2
        factors, worth, weights = factors + length * step, tried, found
    raise BoundTooLow(smallest_bound(margins))
