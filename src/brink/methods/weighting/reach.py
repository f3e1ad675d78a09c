"""Who is missing: how a panel differs from the people it stands for, and what that says of any answer.

The dissimilarity index is that of Duncan and Duncan (1955): the share of the panel that would have to be somebody else.
The variation of response propensities stands in for the R-indicator (Schouten, Cobben, Bethlehem 2009), which is blind
at the tiny response of an opt-in panel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.weighting.margins import Floats, Margins


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share of a group in the panel over its share among all people: 1 is as it should be."""

    variable: str
    category: str
    ratio: float


@dataclass(frozen=True)
class Reach:
    """Dissimilarity per variable (0 to 1), the variation of propensities, and the ratio of each group."""

    dissimilarity: dict[str, float]
    propensity_variation: float
    ratios: tuple[Ratio, ...]


def reach(margins: Margins, weights: Floats) -> Reach:
    """Return how the panel differs from the population; `weights` are the raked ones."""
    ratios: list[Ratio] = []
    dissimilarity: dict[str, float] = {}
    for margin in margins.margins:
        own = margin.sums(np.ones(margins.size)) / margins.size
        wanted = margin.targets / margins.population
        dissimilarity[margin.variable] = float(np.abs(own - wanted).sum() / 2)
        ratios += [
            Ratio(margin.variable, category, float(ratio))
            for category, ratio in zip(margin.categories, own / wanted, strict=True)
        ]
    # A weight is one over a propensity: their squared variation over all people follows from the weights alone.
    variation = margins.population * float((1 / weights).sum()) / margins.size**2 - 1
    return Reach(dissimilarity, float(np.sqrt(max(variation, 0.0))), tuple(ratios))


@dataclass(frozen=True, slots=True)
class CellReach:
    """Over crossed cells: the dissimilarity index (0 to 1) and the variation of response propensities (0 is even)."""

    dissimilarity: float
    propensity_variation: float


def reach_over_cells(people: Floats, answered: Floats) -> CellReach:
    """Return how a panel differs from the population over crossed cells, such as area × age × sex.

    `people` and `answered` hold persons and panel members per cell, in arrays of one shape. A cell without panel
    members counts with propensity 0, so nothing need be merged. Raises ValueError for shapes that differ, a negative
    count, nobody at all, or panel members in a cell without people. The propensity of a cell is members over people
    (Schouten, Cobben, Bethlehem 2009); the index is that of Duncan and Duncan (1955).
    """
    people, answered = np.asarray(people, float), np.asarray(answered, float)
    if people.shape != answered.shape or (people < 0).any() or (answered < 0).any():
        raise ValueError("cells of people and panel must have one shape and no negative count")
    if not people.sum() or not answered.sum() or (answered[people == 0] > 0).any():
        raise ValueError("the panel must be part of the people")
    share = people / people.sum()
    dissimilarity = np.abs(share - answered / answered.sum()).sum() / 2
    propensity = answered[people > 0] / people[people > 0]
    spread = share[people > 0] @ (propensity - answered.sum() / people.sum()) ** 2
    return CellReach(float(dissimilarity), float(np.sqrt(spread) * people.sum() / answered.sum()))
