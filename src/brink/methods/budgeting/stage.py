"""An election set up for equal shares: per project who supports it, in floats for speed and integers for certainty.

All money is multiplied by the number of voters, so that a voter's start amount (budget / voters, plus whole units) is a
whole number and exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .election import Election, Floats, Ints
from .lines import BudgetLine, Purse
from .rule import Utility

UNIT_ROUNDOFF = 2.0**-53
Factor = Floats | np.float64


class Stage:
    """The election as the engine wants it. Projects with cost 0 or without support take no part in equal shares."""

    def __init__(
        self, election: Election, utility: Utility, order: Sequence[int], lines: Sequence[BudgetLine] = ()
    ) -> None:
        projects = len(election.names)
        self.election, self.lines = election, lines
        self.classes = len(election.counts)
        self.costs = [cost * election.voters for cost in election.costs]
        self.step = election.unit * election.voters
        self.start = election.budget
        self.rank = {project: place for place, project in enumerate(order)}
        self.votes = election.votes
        self.free = [p for p in order if self.votes[p] and not self.costs[p]]
        self.taking_part = [p for p in order if self.votes[p] and self.costs[p]]
        # A price is money per unit of utility: payment per unit of weight, divided by this.
        self.divisor = self.costs if utility == "cost" else [1] * projects
        self.who: list[Ints] = []
        self.count: list[Floats] = []
        self.weight: list[Floats] = []
        self.both: list[Floats] = []  # count times weight
        self.all_weight: list[int] = []
        columns = np.asfortranarray(election.weights)
        counts = election.counts.astype(np.float64)
        for project in range(projects):
            column = columns[:, project]
            who = np.flatnonzero(column)
            self.who.append(who)
            self.count.append(counts[who])
            self.weight.append(column[who].astype(np.float64))
            self.both.append(self.count[-1] * self.weight[-1])
            self.all_weight.append(int(self.both[-1].sum()))
        self.plain = [bool((weight == 1).all()) for weight in self.weight]
        # The weights once more, as the number 1 where they all are: quicker to multiply by.
        self.factor: list[Factor] = [
            np.float64(1.0) if plain else weight for plain, weight in zip(self.plain, self.weight, strict=True)
        ]
        self.all_count = [float(count.sum()) for count in self.count]

    def purse_after(self, winners: Sequence[int]) -> Purse:
        """A purse from which the free projects and these winners are taken."""
        purse = Purse(self.election, self.lines)
        for project in (*self.free, *winners):
            purse.take(project)
        return purse

    def amount(self, step: int) -> int:
        """The start amount of a voter (times the number of voters) after so many raises of one unit."""
        return self.start + step * self.step

    def least_prices(self) -> Floats:
        """Lower bounds of all prices: nobody can pay less than when everybody pays in full."""
        return np.array([
            cost / (weight * divisor) * (1 - 8 * UNIT_ROUNDOFF) if weight and cost else np.inf
            for cost, weight, divisor in zip(self.costs, self.all_weight, self.divisor, strict=True)
        ])  # fmt: skip

    def rounding(self, project: int) -> float:
        """Relative bound for a sum over the supporters of a project and a handful of operations more (README)."""
        return 2 * (len(self.who[project]) + 16) * UNIT_ROUNDOFF
