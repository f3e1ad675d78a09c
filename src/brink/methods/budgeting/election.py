"""An election about a budget: projects with costs, and ballots merged: equal ones are held once, with a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Sums of counts times weights must stay exact in int64 and in float64: 2^53 leaves room for neither mistake.
MOST_WEIGHT = 2**53


class ElectionError(ValueError):
    """An election that cannot be: a negative cost, two projects with one name, a ballot that names no project."""


@dataclass(frozen=True)
class Election:
    """Projects, budget and merged ballots.

    names: project ids, one per project. costs and budget: whole numbers of the smallest amount of money in the file.
    unit: how many of those are one unit of the currency (100 when costs have cents): the step of `add1`.
    voters: how many people voted, those with an empty ballot included.
    counts: (classes,) how many voters cast this ballot. weights: (classes, projects) what a ballot gives a project: 1
    for an approval, the points of a cumulative ballot, the Borda points of an ordinal one, 0 for no support.
    """

    names: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    unit: int
    voters: int
    counts: Ints
    weights: NDArray[Any]

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or len(self.names) != len(self.costs):
            raise ElectionError("every project needs its own name and one cost")
        if min(self.costs, default=0) < 0 or self.budget < 0 or self.unit < 1:
            raise ElectionError("costs and budget are at least 0, the unit at least 1")
        if self.weights.shape != (len(self.counts), len(self.names)):
            raise ElectionError("weights must be classes by projects")
        if (self.counts < 1).any() or (self.weights < 0).any():
            raise ElectionError("counts are at least 1, weights at least 0")
        if int(self.counts.sum()) > self.voters:
            raise ElectionError("more ballots than voters")
        if int(self.weights.max(initial=0)) * max(self.voters, 1) >= MOST_WEIGHT:
            raise ElectionError("the points on the ballots are too large to add up exactly")

    @cached_property
    def votes(self) -> Ints:
        """(projects,) how many voters give a project anything."""
        ballot, project = np.nonzero(self.weights)
        # Exact: bincount adds in float64, and every sum is a whole number below 2^53.
        return np.bincount(project, self.counts[ballot], minlength=len(self.names)).astype(np.int64)

    @cached_property
    def points(self) -> Ints:
        """(projects,) what all ballots together give a project; equal to `votes` for approval."""
        if self.weights.max(initial=0) <= 1:
            return self.votes
        ballot, project = np.nonzero(self.weights)
        given = self.counts[ballot] * self.weights[ballot, project].astype(np.int64)
        return np.bincount(project, given, minlength=len(self.names)).astype(np.int64)

    def with_cost(self, project: int, cost: int) -> Election:
        """The same election with another cost for one project."""
        costs = (*self.costs[:project], cost, *self.costs[project + 1 :])
        return Election(self.names, costs, self.budget, self.unit, self.voters, self.counts, self.weights)


def election(
    costs: Mapping[str, int], ballots: Sequence[Mapping[str, int]], *, budget: int, unit: int = 1
) -> Election:
    """An election from one ballot per voter: what it gives to which project. Raises ElectionError.

    Empty ballots are voters too: their share of the budget is theirs to leave.
    """
    names = tuple(costs)
    at = {name: index for index, name in enumerate(names)}
    merged: dict[tuple[tuple[int, int], ...], int] = {}
    for ballot in ballots:
        if not ballot.keys() <= at.keys():
            raise ElectionError("a ballot names a project that does not exist")
        key = tuple(sorted((at[name], points) for name, points in ballot.items() if points))
        merged[key] = merged.get(key, 0) + 1
    merged.pop((), None)
    return from_classes(names, tuple(costs.values()), budget, unit, len(ballots), merged)


def from_classes(
    names: tuple[str, ...],
    costs: tuple[int, ...],
    budget: int,
    unit: int,
    voters: int,
    classes: Mapping[tuple[tuple[int, int], ...], int],
) -> Election:
    """An election from distinct ballots, each ((project index, weight), …) without zeros, with how many cast it."""
    sizes = [len(ballot) for ballot in classes]
    try:
        numbers = chain.from_iterable(chain.from_iterable(classes))
        flat = np.fromiter(numbers, dtype=np.int64, count=2 * sum(sizes)).reshape(-1, 2)
    except OverflowError:
        raise ElectionError("the points on the ballots are too large to add up exactly") from None
    most = int(flat[:, 1].max(initial=0))
    weights = np.zeros((len(classes), len(names)), dtype=np.min_scalar_type(most) if most >= 0 else np.int64)
    weights[np.repeat(np.arange(len(classes)), sizes), flat[:, 0]] = flat[:, 1]
    counts = np.fromiter(classes.values(), dtype=np.int64, count=len(classes))
    return Election(names, costs, budget, unit, voters, counts, weights)
