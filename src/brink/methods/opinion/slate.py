"""A short list of statements that represents everyone in proportion.

Method of equal shares for approval ballots (Peters and Skowron, 2020): everybody holds the same budget, a statement is
bought by those who agree with it at equal shares. What the method leaves open goes to the statement that reaches most
people who have nothing on the list yet. The result is checked for EJR+ (Brill and Peters, 2023): no statement off the
list is agreed with by enough people, each of whom has too little on it, to claim it for themselves.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from scipy import sparse

from .result import AGREE, Slate
from .votes import Flags, Floats, Ints, Votes

# Equal up to rounding: prices per person and budgets are sums of at most a few dozen divisions.
CLOSE = 1e-12


class Approvals:
    """Who agrees with which statement, by statement."""

    def __init__(self, votes: Votes) -> None:
        agreed = votes.keep(votes.value == AGREE)
        pointer = agreed.indptr.astype(np.int32 if agreed.size < 2**31 - 1 else np.int64)
        ones = np.ones(agreed.size, dtype=np.int8)
        shape = (votes.participants, votes.statements)
        by_statement = sparse.csr_array((ones, agreed.statement.astype(pointer.dtype), pointer), shape=shape).tocsc()
        self.people = votes.participants
        self.statements = votes.statements
        self._pointer: Ints = by_statement.indptr
        self._who: Ints = by_statement.indices

    def of(self, statement: int) -> Ints:
        """The people who agree with `statement`, ascending."""
        who: Ints = self._who[self._pointer[statement] : self._pointer[statement + 1]]
        return who

    def support(self) -> Ints:
        """Number of people who agree, per statement."""
        return np.diff(self._pointer).astype(np.int64)

    def utilities(self, chosen: list[int]) -> Ints:
        """Per person the number of chosen statements they agree with."""
        utility = np.zeros(self.people, dtype=np.int64)
        for statement in chosen:
            utility[self.of(statement)] += 1
        return utility


def make_slate(votes: Votes, labels: Ints, groups: int, *, size: int, views: int) -> Slate:
    """Choose `size` statements among those seen by at least `views` people (fewer when fewer qualify).

    labels: (participants,) group per person, negative for none; groups: how many there are.
    """
    approvals = Approvals(votes)
    seen = votes.tallies().sum(axis=1)
    chosen = complete(approvals, equal_shares(approvals, size, seen >= views), size, seen >= views)
    nothing = approvals.utilities(chosen) == 0
    by_group = tuple(float(nothing[labels == group].mean()) for group in range(groups))
    uncovered = float(nothing.mean()) if votes.participants else 0.0
    passes = ejr_plus(approvals, chosen, size, seen >= views)
    return Slate(tuple(chosen), passes, uncovered, by_group, tuple(int(seen[s]) for s in chosen))


def equal_shares(approvals: Approvals, size: int, candidates: Flags) -> list[int]:
    """Statements that the method of equal shares buys, in order, each for people / size out of budgets of 1.

    On equal price per person the statement with more people goes first, then the lower number.
    """
    budget = np.ones(approvals.people)
    price = approvals.people / size if size else np.inf
    support = approvals.support()
    queue = [(price / int(n), s) for s, n in enumerate(support) if n and candidates[s] and n >= price - CLOSE * price]
    heapify(queue)
    chosen: list[int] = []
    while queue and len(chosen) < size:
        # Prices per person only rise as budgets shrink: an old price is a bound, and only those near the head are
        # renewed.
        renewed: list[tuple[float, int]] = []
        cheapest = np.inf
        while queue and queue[0][0] <= cheapest + CLOSE:
            statement = heappop(queue)[1]
            share = _share(budget[approvals.of(statement)], price)
            if share is not None:
                renewed.append((share, statement))
                cheapest = min(cheapest, share)
        if not renewed:
            break
        level = [(-int(support[s]), s) for share, s in renewed if share <= cheapest + CLOSE]
        bought = min(level)[1]
        for share, statement in renewed:
            if statement != bought:
                heappush(queue, (share, statement))
        payers = approvals.of(bought)
        budget[payers] = np.maximum(budget[payers] - cheapest, 0.0)
        chosen.append(bought)
    return chosen


def _share(budgets: Floats, price: float) -> float | None:
    """The least amount r with sum(min(budget, r)) = price, or None when the budgets do not suffice."""
    if budgets.sum() < price * (1.0 - CLOSE):
        return None
    rising = np.sort(budgets)
    paid_before = np.concatenate([[0.0], np.cumsum(rising)[:-1]])
    payers = len(rising) - np.arange(len(rising))
    share = (price - paid_before) / payers
    place = int(np.argmax(share <= rising * (1.0 + CLOSE)))
    return float(share[place])


def complete(approvals: Approvals, chosen: list[int], size: int, candidates: Flags) -> list[int]:
    """Fill up to `size`: each time what reaches most people with nothing on the list, then most people."""
    chosen = list(chosen)
    support = approvals.support()
    open_to = [s for s in range(approvals.statements) if candidates[s] and support[s] and s not in set(chosen)]
    nothing = approvals.utilities(chosen) == 0
    # From most to least agreed with, so that a search may stop where support itself is less than the best reach.
    open_to.sort(key=lambda s: (-support[s], s))
    while open_to and len(chosen) < size:
        best, reach = open_to[0], -1
        for statement in open_to:
            if support[statement] <= reach:
                break
            reached = int(nothing[approvals.of(statement)].sum())
            if reached > reach:
                best, reach = statement, reached
        open_to.remove(best)
        nothing[approvals.of(best)] = False
        chosen.append(best)
    return chosen


def ejr_plus(approvals: Approvals, chosen: list[int], size: int, candidates: Flags) -> bool:
    """Whether no candidate off the list has, for some level l, l * people / size supporters with fewer than l on it."""
    utility = approvals.utilities(chosen)
    for statement in range(approvals.statements):
        if not candidates[statement] or statement in chosen:
            continue
        poor = np.cumsum(np.bincount(utility[approvals.of(statement)], minlength=size)[:size])
        if (poor * size >= np.arange(1, size + 1) * approvals.people).any():
            return False
    return True
