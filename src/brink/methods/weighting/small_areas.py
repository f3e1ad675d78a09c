"""Figures for small areas by multilevel regression and post-stratification (MRP), for yes-or-no questions.

Gelman and Little (1997); Park, Gelman, Bafumi (Political Analysis 12, 2004). A logistic model with a random effect for
each category of each variable is fitted to the cells of the panel; the spread of the effects is learned from the data
(empirical Bayes, by the usual EM step on a Laplace approximation). Each cell of the population then counts with its
size. Where only margins are known, cell sizes are those that meet all margins with no further tie between variables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.weighting.margins import Floats, Ints, Margins

_ROUNDS, _STEADY = 60, 1e-4  # of variances, and how little they then still change
_STEPS = 3  # of Newton's method in a round; the next round goes on from there
_BEGIN, _HALF = 0.25, 0.5  # the variances at first, and what each answer has more, so that no level begins at infinity
_LEVEL, _FLAT = 1e-6, 1e-4  # how little the general level is drawn to 0, and the least that a variance becomes
_NINETY = 1.6448536269514722  # of a normal distribution, two-sided


@dataclass(frozen=True, slots=True)
class Area:
    """One category: how many answered, the modelled share of yes, and its 90 % interval."""

    category: str
    people: int
    share: float
    low: float
    high: float


def population_cells(margins: Margins) -> tuple[Ints, Floats]:
    """Return all combinations of categories (C × margins) with their number of people (C), from the margins alone."""
    shape = [len(margin.categories) for margin in margins.margins]
    kinds = np.stack([one.ravel() for one in np.indices(shape)], axis=1)
    people = np.full(len(kinds), margins.population)
    for at, margin in enumerate(margins.margins):
        people = people * (margin.targets / margins.population)[kinds[:, at]]
    return kinds, people


def small_areas(
    values: Floats, margins: Margins, by: str, cells: tuple[Ints, Floats] | None = None
) -> list[Area]:
    """Return the modelled share of each category of the margin `by`. `values` (n) are zeros and ones.

    `cells` are combinations of categories with their number of people, when those are known (see `population_cells`).
    """
    kinds, people = population_cells(margins) if cells is None else cells
    at = [margin.variable for margin in margins.margins].index(by)
    own = np.stack([margin.codes for margin in margins.margins], axis=1)
    seen, where = np.unique(own, axis=0, return_inverse=True)
    where = where.ravel()
    asked: Floats = np.bincount(where, minlength=len(seen)).astype(np.float64)
    yes: Floats = np.bincount(where, weights=values, minlength=len(seen)).astype(np.float64)
    effects, spread = _fit(_design(seen, margins), asked, yes, margins)
    design = _design(kinds, margins)
    chance = 1 / (1 + np.exp(-(design @ effects)))
    slope = design * (chance * (1 - chance))[:, None]
    areas = []
    for number, category in enumerate(margins.margins[at].categories):
        here = kinds[:, at] == number
        share = people[here] / people[here].sum()
        value, direction = float(share @ chance[here]), share @ slope[here]
        error = float(np.sqrt(direction @ spread @ direction))
        count = int((margins.margins[at].codes == number).sum())
        low, high = max(0.0, value - _NINETY * error), min(1.0, value + _NINETY * error)
        areas.append(Area(category, count, value, low, high))
    return areas


def _design(kinds: Ints, margins: Margins) -> Floats:
    columns = [np.eye(len(margin.categories))[kinds[:, at]] for at, margin in enumerate(margins.margins)]
    return np.hstack([np.ones((len(kinds), 1)), *columns])


def _fit(design: Floats, asked: Floats, yes: Floats, margins: Margins) -> tuple[Floats, Floats]:
    """Return the effects and their covariance; the first is the general level, which is not drawn to 0."""
    groups = np.concatenate([[-1], *(np.full(len(m.categories), k) for k, m in enumerate(margins.margins))])
    variance = np.full(len(margins.margins), _BEGIN)
    effects = np.zeros(design.shape[1])
    effects[0] = np.log((yes.sum() + _HALF) / ((asked - yes).sum() + _HALF))
    spread: Floats = np.eye(len(effects))
    for _round in range(_ROUNDS):
        penalty = np.concatenate([[_LEVEL], 1 / variance[groups[1:]]])
        for _step in range(_STEPS):
            chance = 1 / (1 + np.exp(-(design @ effects)))
            curve = (design * (asked * chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
            spread = np.linalg.inv(curve).astype(np.float64)
            effects = effects + spread @ (design.T @ (yes - asked * chance) - penalty * effects)
        before = variance.copy()
        for k in range(len(variance)):
            own = groups == k
            variance[k] = max(float((effects[own] ** 2).mean() + np.diag(spread)[own].mean()), _FLAT)
        if np.allclose(variance, before, rtol=_STEADY, atol=0):
            return effects, spread
    return effects, spread
