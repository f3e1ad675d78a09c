"""One round of drawing the map: axes, positions, groups. The map, its gate and its cross-fits all go through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .axes import Axes, principal_axes, project
from .clusters import Grouping, best_grouping, nearest
from .votes import Flags, Floats, Ints, Votes

UNGROUPED = -1


@dataclass(frozen=True)
class Grouper:
    """How groups are sought: numbers of groups to try, starts per number, who counts, and the least group."""

    sizes: range
    restarts: int
    least_votes: int
    smallest: int


@dataclass(frozen=True, eq=False)
class Layout:
    """Axes, points (participants, 2), who gave enough votes to be grouped, and the grouping of those (or None)."""

    axes: Axes
    points: Floats
    eligible: Flags
    grouping: Grouping | None

    @property
    def number(self) -> int:
        """Number of groups, 0 for none."""
        return 0 if self.grouping is None else len(self.grouping.centres)

    def labels(self) -> Ints:
        """Group per participant, UNGROUPED for those who are in none; shape (participants,)."""
        labels = np.full(len(self.points), UNGROUPED, dtype=np.int64)
        if self.grouping is not None:
            labels[self.eligible] = self.grouping.labels
        return labels


def lay_out(
    votes: Votes,
    rng: np.random.Generator,
    grouper: Grouper,
    *,
    loadings: Floats | None = None,
    centres: Floats | None = None,
) -> Layout:
    """Place everybody of `votes` (in canonical order) and group those with enough votes.

    loadings, centres: optional first guesses from an earlier map.
    """
    axes, table = principal_axes(votes, rng, start=loadings)
    counts = votes.per_participant()
    points = project(table, axes.loadings, counts)
    eligible = counts >= enough(votes, grouper.least_votes)
    grouping = best_grouping(
        points[eligible], grouper.sizes, rng, restarts=grouper.restarts, smallest=grouper.smallest, start=centres
    )
    return Layout(axes, points, eligible, grouping)


def enough(votes: Votes, least: int) -> int:
    """Votes a participant must have given to be grouped: `least`, or every statement when there are fewer."""
    return max(1, min(least, int(np.count_nonzero(votes.tallies().sum(axis=1)))))


def assign(votes: Votes, axes: Axes, table: Any, centres: Floats, least: int) -> Ints:
    """Group of each participant of `votes` under given axes and centres, UNGROUPED with fewer than `least` votes."""
    counts = votes.per_participant()
    points = project(table, axes.loadings, counts)
    return np.where(counts >= least, nearest(points, centres), UNGROUPED)
