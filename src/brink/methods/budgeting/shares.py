"""One run of the Method of Equal Shares at a given start amount: floats with a proved bound, exact where it is close.

Peters, Pierczyński, Skowron: Proportional participatory budgeting with additive utilities. NeurIPS 2021. Everybody
holds the same start amount. A project's price is the smallest payment per unit of utility at which its supporters
together pay its cost, each at most what he has left. The cheapest project wins and is paid, until none can be paid.

Each float carries a bound on its error (README.md). A choice is made in floats only where the bounds leave one outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .election import Flags, Floats
from .exact import Exact
from .stage import UNIT_ROUNDOFF, Factor, Stage

# When the errors have grown to this share of the start amount, balances are set anew from exact payments.
COARSE = 1e-8
# The bound of a payment supposes that, of the weight that pays in full, one in so many surely does.
SURE = 2


@dataclass(frozen=True)
class Run:
    """The outcome at one start amount: winners in order, and how often exact arithmetic was asked."""

    step: int
    winners: tuple[int, ...]
    exact_asked: int


@dataclass
class Offer:
    """A project's payment per unit of weight, and bounds for its price (payment over divisor)."""

    project: int
    payment: float
    off: float  # the true payment lies within this of `payment`
    rich: float  # the weight that pays in full, as far as floats say; 0 where the payment is exact
    low: float
    high: float


class Course:
    """The state of a run: what each class of voters has left per voter, and at most how wrong that is."""

    def __init__(self, stage: Stage, step: int) -> None:
        self.stage = stage
        self.start = stage.amount(step)
        self.balance: Floats = np.full(stage.classes, float(self.start))
        self.wrong: Floats = np.full(stage.classes, UNIT_ROUNDOFF * self.start)
        self.worst = UNIT_ROUNDOFF * self.start
        self.exact = Exact(stage, self.start)
        self.winners: list[int] = []
        self.low = stage.least_prices()

    def offer(self, project: int) -> Offer | None:
        """The price of a project now, or None when its supporters cannot pay it."""
        stage = self.stage
        balance, count, cost = self.balance[stage.who[project]], stage.count[project], stage.costs[project]
        rounding = stage.rounding(project)
        total = float(count @ balance)
        unsure = self.worst * stage.all_count[project] + rounding * total
        if total + unsure < cost or (total - unsure <= cost and not self._affordable(project)):
            return None
        payment, rich = fill(stage, project, balance, float(cost))
        if rich > 0:
            error = self.worst * stage.all_count[project] + rounding * cost
            off = reach(error, rich, payment)
            if self._enough(project, balance >= (payment + off) * stage.factor[project] + self.worst, rich):
                return self._bounded(project, payment, off, rich)
        return self._exact_offer(project, self._payment(project)[0])

    def _enough(self, project: int, surely: Flags, rich: float) -> bool:
        """Whether those who surely pay in full have so much weight that a payment's bound holds."""
        return float(self.stage.both[project] @ surely) * (1 - self.stage.rounding(project)) >= rich / SURE

    def _bounded(self, project: int, payment: float, off: float, rich: float = 0.0) -> Offer:
        divisor = float(self.stage.divisor[project])
        slack = 1 + 4 * UNIT_ROUNDOFF
        return Offer(project, payment, off, rich, (payment - off) / divisor / slack, (payment + off) / divisor * slack)

    def _exact_offer(self, project: int, payment: Fraction) -> Offer:
        return self._bounded(project, float(payment), float(payment) * 2 * UNIT_ROUNDOFF)

    def _affordable(self, project: int) -> bool:
        """Whether the supporters can pay, exactly."""
        who = self.stage.who[project]
        return self.exact.total(who[self.balance[who] > 0]) >= self.stage.costs[project]

    def _payment(self, project: int) -> tuple[Fraction, Flags]:
        """The exact payment of an affordable project, and who of its supporters gives all he has."""
        stage = self.stage
        who, weight = stage.who[project], stage.factor[project]
        balance, wrong = self.balance[who], self.wrong[who]
        payment, rich = fill(stage, project, balance, float(stage.costs[project]))
        # Start from everyone within a bound that `fill` is known to meet where it can, and else from everyone.
        unclear = np.ones(len(who), dtype=np.bool_)
        poor = np.zeros(len(who), dtype=np.bool_)
        if rich > 0:
            error = float(stage.count[project] @ wrong) + stage.rounding(project) * stage.costs[project]
            off = reach(error, rich, payment)
            below, surely = sides(balance, wrong, weight, payment, off)
            if self._enough(project, surely, rich):
                poor = below
                unclear = ~(surely | poor)
        return self.exact.payment(project, poor, unclear, balance > 0)

    def choose(self, open_projects: list[int]) -> tuple[Offer | None, list[int]]:
        """The winner of this round among `open_projects`, and those that can no longer be paid."""
        order = sorted(open_projects, key=self.low.__getitem__)
        least_high = np.inf
        near: list[Offer] = []
        gone: list[int] = []
        for project in order:
            if self.low[project] > least_high:
                break
            offer = self.offer(project)
            if offer is None:
                gone.append(project)
                continue
            self.low[project] = max(self.low[project], offer.low)
            near.append(offer)
            least_high = min(least_high, offer.high)
        contenders = [offer for offer in near if offer.low <= least_high]
        if len(contenders) > 1:
            contenders = [self._decide(contenders)]
        return (contenders[0] if contenders else None), gone

    def _decide(self, contenders: list[Offer]) -> Offer:
        """The winner among offers too close for floats: exact prices, ties by the published order."""
        stage = self.stage
        exact = {offer.project: self._payment(offer.project)[0] for offer in contenders}
        winner = min(exact, key=lambda p: (exact[p] / stage.divisor[p], stage.rank[p]))
        return self._exact_offer(winner, exact[winner])

    def pay(self, offer: Offer) -> None:
        """Let the supporters of the winner pay."""
        stage, project = self.stage, offer.project
        who, weight, both = stage.who[project], stage.factor[project], stage.both[project]
        balance, wrong = self.balance[who], self.wrong[who]
        payment, off = self._sharpened(offer, balance, wrong)
        poor, surely = sides(balance, wrong, weight, payment, off)
        if not bool((poor | surely).all()):
            true, poor = self._payment(project)
            payment, off = float(true), 2 * UNIT_ROUNDOFF * float(true)
        with_money = balance > 0
        self.exact.add(project, who[poor & with_money], stage.all_weight[project] - int(both[poor].sum()))
        left = balance - payment * weight
        error = (wrong + off * weight + 4 * UNIT_ROUNDOFF * balance) * (1 + 8 * UNIT_ROUNDOFF)
        # Exactly 0 only for who gave all: one who paid in full may be left with a float of 0 or less, and still counts.
        tiny = np.finfo(np.float64).tiny
        self.balance[who] = np.where(poor, 0.0, np.maximum(left, tiny))
        self.wrong[who] = np.where(poor, 0.0, error)
        self.worst = max(self.worst, float(self.wrong[who].max(initial=0.0)))
        self.winners.append(project)
        self.low[project] = np.inf
        if self.worst > COARSE * self.start:
            self._refresh()

    def _sharpened(self, offer: Offer, balance: Floats, wrong: Floats) -> tuple[float, float]:
        """The winner's payment with a bound from each class's own error, where that is better than the offer's."""
        stage, project = self.stage, offer.project
        surely = sides(balance, wrong, stage.factor[project], offer.payment, offer.off)[1]
        if not offer.rich or not self._enough(project, surely, offer.rich):
            return offer.payment, offer.off
        error = float(stage.count[project] @ (wrong * ~surely)) + stage.rounding(project) * stage.costs[project]
        return offer.payment, min(offer.off, reach(error, offer.rich, offer.payment))

    def _refresh(self) -> None:
        """Balances anew from exact payments, each rounded once."""
        stage = self.stage
        payments = np.array([float(payment) for payment in self.exact.payments()])
        paid = stage.election.weights[:, self.winners].astype(np.float64) @ payments
        with_money = self.balance > 0
        tiny = np.finfo(np.float64).tiny
        self.balance = np.where(with_money, np.maximum(self.start - paid, tiny), 0.0)
        bound = 2 * (len(payments) + 4) * UNIT_ROUNDOFF * self.start
        self.wrong = np.where(with_money, bound, 0.0)
        self.worst = bound


def fill(stage: Stage, project: int, balance: Floats, cost: float) -> tuple[float, float]:
    """The payment per unit of weight at which the supporters reach the cost, and the weight of those who pay in full.

    In floats. Each turn finds more supporters who cannot pay in full; the payment rises until that set stays the same.
    Returns a weight of 0 or less when rounding leaves nobody to pay in full.
    """
    count, weight, both = stage.count[project], stage.weight[project], stage.both[project]
    plain, whole = stage.plain[project], float(stage.all_weight[project])
    payment, rich, known = cost / whole, whole, 0
    while True:
        poor = balance < payment if plain else balance < payment * weight
        found = int(np.count_nonzero(poor))
        if found <= known:
            return payment, rich if found == known else 0.0
        known = found
        of_poor = count * poor
        rich = whole - float(of_poor.sum() if plain else both @ poor)
        if rich <= 0:
            return payment, 0.0
        payment = (cost - float(of_poor @ balance)) / rich


def reach(error: float, rich: float, payment: float) -> float:
    """How far the true payment can lie from one worked out in floats, where `rich / SURE` surely pays in full.

    error: what the money of the supporters together can be off.
    """
    return SURE * error / rich + 4 * UNIT_ROUNDOFF * payment


def sides(balance: Floats, wrong: Floats, weight: Factor, payment: float, off: float) -> tuple[Flags, Flags]:
    """Who surely cannot pay in full, and who surely can, with a payment known to within `off`."""
    up, down = 1 + 8 * UNIT_ROUNDOFF, 1 - 8 * UNIT_ROUNDOFF
    poor = balance < (payment - off) * weight * down - wrong * up
    poor |= balance == 0
    surely = balance >= ((payment + off) * weight + wrong) * up
    return poor, surely


def run(stage: Stage, step: int, known: Sequence[int] = (), low: Floats | None = None) -> Run:
    """The winners of equal shares after `step` raises of one unit, free projects with support first.

    known: the first winners, where they are proved already (horizon.py). low: lower bounds of all prices after those.
    """
    course = Course(stage, step)
    for project in known:
        offer = course.offer(project)
        if offer is None:
            raise AssertionError("a proved winner must be affordable")
        course.pay(offer)
    if low is not None:
        course.low = np.maximum(course.low, low)
    purse = stage.purse_after(known)
    open_projects = [project for project in stage.taking_part if course.low[project] < np.inf]
    while True:
        closed = purse.closed(open_projects)
        if closed:
            open_projects = [project for project in open_projects if project not in closed]
        offer, gone = course.choose(open_projects)
        if offer is None:
            return Run(step, (*stage.free, *course.winners), course.exact.asked)
        course.pay(offer)
        purse.take(offer.project)
        lost = {offer.project, *gone}
        open_projects = [project for project in open_projects if project not in lost]
