"""Why each project won or lost, and what the outcome means for voters.

A project that loses has no influence on a run of equal shares. So up to the round in which it would win, the run with
another cost for it is the run as it was, and at a fixed start amount the highest cost at which it would have won
follows from the balances in each round. With a completion a lower cost may also change the last step; there the amount
is only a candidate. Whatever is told is verified: `would_win_at` is a cost at which the whole rule, recomputed, lets it
win.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .completing import Outcome, decide
from .election import Election, Floats
from .greedy import greedy
from .lines import BudgetLine, Purse
from .shares import Course, run
from .stage import Stage

Reason = Literal["chosen", "completed", "no_votes", "above_budget", "line", "support", "left_over", "lot"]

# How often the rule is recomputed for one loser, where every recomputation is a whole add1.
PROBES = 8
# Under add1: parts of the bound that are tried, until one wins.
DESCENT = (1.0, 0.96, 0.9, 0.8, 0.65, 0.5, 0.3)


@dataclass(frozen=True)
class VoterShares:
    """What voters got: the shares with 0, 1, and 2 or more winning projects they gave something to, and the mean."""

    none: float
    one: float
    more: float
    mean: float


@dataclass(frozen=True)
class Round:
    """One round of the run that counts. payment: per supporter (per point); paid_all: voters who gave all they had."""

    project: int
    payment: float
    price: float
    supporters: int
    paid_all: int


@dataclass(frozen=True)
class Loss:
    """One project. effective_support: the best share of its cost that its supporters would have paid at the price of a
    round (1 for winners of equal shares; None under another rule). bound: the highest cost at which it would have won
    with the same start amount, None for winners and where not asked."""

    project: int
    reason: Reason
    effective_support: float | None
    bound: float | None


@dataclass(frozen=True)
class Account:
    """The run that counts, round by round, and every project. lots: the groups of projects between which a lot decided,
    each in the order of the lot."""

    rounds: tuple[Round, ...]
    projects: tuple[Loss, ...]
    lots: tuple[tuple[int, ...], ...] = ()


def voter_shares(election: Election, winners: Sequence[int]) -> VoterShares:
    """Shares over all voters, those with empty ballots included; all 0 without voters."""
    if not election.voters:
        return VoterShares(0.0, 0.0, 0.0, 0.0)
    own = (election.weights[:, list(winners)] > 0).sum(axis=1)
    one, more = (int(election.counts[flags].sum()) for flags in (own == 1, own >= 2))
    mean = int(own @ election.counts) / election.voters
    none = election.voters - one - more
    return VoterShares(none / election.voters, one / election.voters, more / election.voters, mean)


def account(
    election: Election, outcome: Outcome, lines: Sequence[BudgetLine] = (), *, bounds: bool = True
) -> Account:
    """Every round and every project of an outcome. bounds: work out the highest winning costs too."""
    rounds: list[Round] = []
    projects = len(election.names)
    support: Floats | None = None
    bound = np.zeros(projects)
    if outcome.rule.name == "equal-shares":
        stage = Stage(election, outcome.rule.utility, outcome.order, lines)
        rounds, support, bound = _follow(stage, outcome, bounds)
    told = []
    unlucky = _unlucky(election, outcome, lines)
    for project in range(projects):
        reason: Reason = "lot" if project in unlucky else _reason(election, outcome, lines, project)
        won = project in outcome.winners
        effective = None if support is None else 1.0 if reason == "chosen" else float(support[project])
        told.append(Loss(project, reason, effective, None if won or not bounds else float(bound[project])))
    lots = tuple(dict.fromkeys(unlucky[project] for project in sorted(unlucky)))
    return Account(tuple(rounds), tuple(told), lots)


def _unlucky(election: Election, outcome: Outcome, lines: Sequence[BudgetLine]) -> dict[int, tuple[int, ...]]:
    """Losers that another lot would have let win, with all who stand equal with them, in the order of the lot.

    Equal are those with the same cost, votes and points. Whether the lot decided is found by drawing it the other way
    (under add1 at the start amount that counted).
    """
    votes, points = election.votes.tolist(), election.points.tolist()
    equal: dict[tuple[int, int, int], list[int]] = {}
    for project in outcome.order:
        equal.setdefault((election.costs[project], votes[project], points[project]), []).append(project)
    found: dict[int, tuple[int, ...]] = {}
    for group in equal.values():
        losers = [project for project in group if project not in outcome.winners]
        if not 0 < len(losers) < len(group) or not votes[group[0]]:
            continue
        for loser in losers:
            turned = iter([loser, *(project for project in group if project != loser)])
            order = tuple(next(turned) if project in group else project for project in outcome.order)
            if loser in _winners(election, outcome, lines, order):
                found[loser] = tuple(group)
    return found


def _winners(
    election: Election, outcome: Outcome, lines: Sequence[BudgetLine], order: tuple[int, ...]
) -> Sequence[int]:
    """The winners with another lot; under add1 those at the start amount that counted."""
    if outcome.rule.completion.startswith("add1") and outcome.rule.name == "equal-shares":
        return run(Stage(election, outcome.rule.utility, order, lines), outcome.steps).winners
    return decide(election, outcome.rule, lines, order=order).winners


def _follow(stage: Stage, outcome: Outcome, bounds: bool) -> tuple[list[Round], Floats, Floats]:
    """The rounds, and per project its best effective support and the highest cost at which it would have won."""
    course = Course(stage, outcome.steps)
    chosen = outcome.winners[: outcome.by_shares]
    losers = [project for project in stage.taking_part if project not in chosen]
    support, bound = np.zeros(len(stage.costs)), np.zeros(len(stage.costs))
    rounds = [Round(project, 0.0, 0.0, int(stage.all_count[project]), 0) for project in chosen if project in stage.free]
    for winner in chosen[len(rounds) :]:
        offer = course.offer(winner)
        if offer is None:
            raise AssertionError("a winner must be affordable")
        price = offer.payment / stage.divisor[winner]
        for project in losers:
            balance = course.balance[stage.who[project]]
            asked = price * stage.divisor[project] * stage.factor[project]
            paid = float(stage.count[project] @ np.minimum(balance, asked))
            support[project] = max(support[project], paid / stage.costs[project])
            if bounds:
                bound[project] = max(bound[project], _highest(stage, project, balance, price, paid))
        supporters = int(stage.all_count[winner])
        course.pay(offer)
        who = stage.who[winner]
        all_paid = int(stage.count[winner] @ (course.balance[who] == 0))
        voters = stage.election.voters * stage.election.unit
        rounds.append(Round(winner, offer.payment / voters, price, supporters, all_paid))
    for project in losers:
        left = float(stage.count[project] @ course.balance[stage.who[project]])
        support[project] = max(support[project], left / stage.costs[project])
        bound[project] = max(bound[project], left)
    return rounds, np.minimum(support, 1.0), bound / max(stage.election.voters, 1)


def _highest(stage: Stage, project: int, balance: Floats, price: float, paid: float) -> float:
    """The highest cost at which a project costs no more than `price`; `paid` is what its supporters pay at that."""
    count, weight, both = stage.count[project], stage.weight[project], stage.both[project]
    if stage.divisor[project] == 1:
        return paid
    # With cost utilities a lower cost lowers what the project is worth too: the largest X with
    # sum of min(balance, price * X * weight) >= X, which is concave in X and 0 at 0.
    full = balance / (price * weight)
    order = np.argsort(full)
    money = np.concatenate([[0.0], np.cumsum((count * balance)[order])])
    rest = float(both.sum()) - np.concatenate([[0.0], np.cumsum(both[order])])
    reached = np.concatenate([[0.0], full[order]])
    above = money + price * reached * rest >= reached
    last = int(np.flatnonzero(above)[-1])
    slope = 1 - price * rest[last]
    return float(money[last] / slope) if slope > 0 else float(reached[last])


def _reason(election: Election, outcome: Outcome, lines: Sequence[BudgetLine], project: int) -> Reason:
    if project in outcome.winners:
        by_rule = outcome.rule.name == "greedy" or project in outcome.winners[: outcome.by_shares]
        return "chosen" if by_rule else "completed"
    if not election.votes[project]:
        return "no_votes"
    if election.costs[project] > election.budget:
        return "above_budget"
    purse = Purse(election, lines)
    for winner in outcome.winners:
        purse.take(winner)
    if not purse.fits(project):
        return "line"
    return "left_over" if outcome.rule.name == "greedy" else "support"


def would_win_at(
    election: Election,
    outcome: Outcome,
    loss: Loss,
    lines: Sequence[BudgetLine] = (),
    *,
    probes: int = PROBES,
    wins: Callable[[int], bool] | None = None,
) -> int | None:
    """A cost at which a loser would have won, verified by recomputing the rule; None when none above 0 was found.

    The nearest to its cost where the rule is quick to recompute (none, utilitarian, greedy); under add1 the nearest
    that `probes` recomputations find. Winning as a function of cost need not be monotone, so this says "at this cost",
    and that it would not have at its own.
    """
    if loss.bound is None or loss.reason == "no_votes":
        return None
    project, rule = loss.project, outcome.rule
    quick = rule.name == "greedy" or rule.completion in ("none", "utilitarian")

    def won(cost: int) -> bool:
        return project in decide(election.with_cost(project, cost), rule, lines).winners

    wins = wins or won
    low, high = 0, election.costs[project]
    bound = int(loss.bound)
    guesses = [bound + 1, bound] if quick else [int(bound * share) for share in DESCENT]
    left = high.bit_length() + 2 if quick else probes
    while left and high - low > 1:
        guess = guesses.pop(0) if guesses and not low else (low + high) // 2
        if not low < guess < high:
            continue
        left -= 1
        if wins(guess):
            low = guess
            # Under add1 one refinement has to do.
            left = left if quick else min(left, 1)
        else:
            high = guess
    return low or None


def beside_greedy(election: Election, outcome: Outcome, lines: Sequence[BudgetLine] = ()) -> tuple[int, ...]:
    """What greedy would have chosen with the same utilities, budget and lines."""
    return tuple(greedy(election, outcome.rule.utility, outcome.order, lines))
