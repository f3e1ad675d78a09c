"""What is known of the population, laid against a panel: for each variable the target of each category."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Margin:
    """One variable: its categories with their population counts (K), and the category of each respondent (n)."""

    variable: str
    categories: tuple[str, ...]
    targets: Floats
    codes: Ints

    def sums(self, values: Floats) -> Floats:
        """Return the sum of values (n) per category (K)."""
        found = np.bincount(self.codes, weights=np.asarray(values, float), minlength=len(self.categories))
        return found.astype(np.float64)


@dataclass(frozen=True)
class Margins:
    """All margins of one panel. Raises ValueError for no respondents, an empty category or totals that differ."""

    margins: tuple[Margin, ...]

    def __post_init__(self) -> None:
        if not self.margins or not len(self.margins[0].codes):
            raise ValueError("no respondents")
        for margin in self.margins:
            if (margin.sums(np.ones(self.size)) == 0).any() or (margin.targets <= 0).any():
                raise ValueError(f"a category of {margin.variable} has no respondents or no people")
            if not math.isclose(float(margin.targets.sum()), self.population, rel_tol=1e-9):
                raise ValueError(f"the totals of {self.margins[0].variable} and {margin.variable} differ")

    @property
    def size(self) -> int:
        """Number of respondents."""
        return len(self.margins[0].codes)

    @property
    def population(self) -> float:
        """Number of people that the panel stands for."""
        return float(self.margins[0].targets.sum())

    def dummies(self) -> Floats:
        """Return all categories of all margins as columns of zeros and ones (n × sum of K)."""
        columns = [np.eye(len(margin.categories))[margin.codes] for margin in self.margins]
        return np.hstack(columns)

    def targets(self) -> Floats:
        """Return the targets in the order of `dummies`."""
        return np.concatenate([margin.targets for margin in self.margins])

    @cached_property
    def _inverse(self) -> Floats:
        """Return the inverse of the cross-products of all categories (one less per margin is free, so a pseudo one)."""
        dummies = self.dummies()
        return np.linalg.pinv(dummies.T @ dummies).astype(np.float64)

    def fitted(self, values: Floats, start: Floats | None = None) -> Floats:
        """Return values (n) as far as the categories of all margins explain them (least squares).

        Each respondent counts with `start`, the weight that the sample was drawn with; all the same without it.
        """
        inverse, counted = self._inverse, values
        if start is not None:
            dummies = self.dummies()
            inverse = np.linalg.pinv((dummies * start[:, None]).T @ dummies).astype(np.float64)
            counted = values * start
        factors = inverse @ np.concatenate([margin.sums(counted) for margin in self.margins])
        found, first = np.zeros(self.size), 0
        for margin in self.margins:
            found += factors[first + margin.codes]
            first += len(margin.categories)
        return found

    def off(self, weights: Floats) -> float:
        """Return how far the margin that is furthest off is from its target, as a share of it."""
        return max(float(np.abs(margin.sums(weights) / margin.targets - 1).max()) for margin in self.margins)
