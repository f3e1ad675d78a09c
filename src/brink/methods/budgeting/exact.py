"""Exact arithmetic behind the floats: prices as rationals from integer counts, asked when it is too close to call.

A voter who pays all he has left holds 0 from then on. Everyone else holds the start amount less the prices of the
winners he supports, so sums of balances follow from whole-number counts per winner, and only those meet the fractions.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from .election import Flags, Ints
from .stage import Stage


class Exact:
    """The exact course of one run, filled in as far as it is asked for."""

    def __init__(self, stage: Stage, start: int) -> None:
        self._stage, self._start = stage, start
        self._winners: list[int] = []
        self._poor: list[Ints] = []  # classes that paid all they had left in this round
        self._rich_weight: list[int] = []
        self._payments: list[Fraction] = []  # per unit of weight; may be shorter than winners
        self.asked = 0

    def add(self, project: int, poor: Ints, rich_weight: int) -> None:
        """Note a winner. poor: classes with money that gave all of it. rich_weight: of those who paid in full."""
        self._winners.append(project)
        self._poor.append(poor)
        self._rich_weight.append(rich_weight)

    def payments(self) -> list[Fraction]:
        """Payment per unit of weight of each winner so far."""
        while len(self._payments) < len(self._winners):
            at = len(self._payments)
            given = self._sum(self._poor[at])
            cost = self._stage.costs[self._winners[at]]
            self._payments.append((cost - given) / self._rich_weight[at])
        return self._payments

    def total(self, classes: Ints) -> Fraction:
        """The money that classes with money hold together."""
        self.asked += 1
        self.payments()
        return self._sum(classes)

    def _sum(self, classes: Ints) -> Fraction:
        if not len(classes):
            return Fraction(0)
        election = self._stage.election
        counts = election.counts[classes].astype(np.float64)
        winners = self._winners[: len(self._payments)]
        # Sums below 2^53: exact in float64 (MOST_WEIGHT).
        spent = counts @ election.weights[classes][:, winners].astype(np.float64)
        total = Fraction(self._start * int(counts.sum()))
        for payment, weight in zip(self._payments, spent.tolist(), strict=True):
            if weight:
                total -= payment * int(weight)
        return total

    def _balances(self, classes: Ints) -> list[Fraction]:
        """What each of these classes (with money) holds per voter; equal histories are worked out once."""
        winners = self._winners
        payments = self.payments()
        seen: dict[bytes, Fraction] = {}
        found = []
        for row in self._stage.election.weights[classes][:, winners]:
            key = row.tobytes()
            if key not in seen:
                paid = sum((p * w for p, w in zip(payments, row.tolist(), strict=True) if w), Fraction(0))
                seen[key] = self._start - paid
            found.append(seen[key])
        return found

    def payment(self, project: int, poor: Flags, unclear: Flags, with_money: Flags) -> tuple[Fraction, Flags]:
        """The payment per unit of weight for a project, and who of its supporters gives all he has.

        poor: supporters that surely cannot pay in full. unclear: those on the edge. with_money: who holds anything.
        The project must be affordable.
        """
        self.asked += 1
        stage = self._stage
        who, both = stage.who[project], stage.both[project]
        self.payments()
        left = stage.costs[project] - self._sum(who[poor & with_money])
        weight = stage.all_weight[project] - int(both[poor].sum())
        edge = np.flatnonzero(unclear)
        poor = poor.copy()
        if len(edge):
            own = stage.weight[project]
            moneyed = [int(at) for at in edge if with_money[at]]
            balances = dict(zip(moneyed, self._balances(who[moneyed]), strict=True))
            worth = sorted((balances.get(int(at), Fraction(0)) / int(own[at]), int(at)) for at in edge)
            for each, at in worth:  # once one can pay in full, all after him can
                if each * weight < left:
                    left -= each * int(both[at])
                    weight -= int(both[at])
                    poor[at] = True
        return left / weight, poor

