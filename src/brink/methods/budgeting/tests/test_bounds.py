"""What the floats claim to know: every bound holds against fractions, and is so narrow that it decides nearly all."""

from fractions import Fraction

import numpy as np
import pytest

from brink.methods.budgeting import Election, Rule, decide, tie_order
from brink.methods.budgeting import shares as shares_module
from brink.methods.budgeting import stage as stage_module
from brink.methods.budgeting.election import election
from brink.methods.budgeting.explaining import account
from brink.methods.budgeting.horizon import Horizon
from brink.methods.budgeting.rule import Utility
from brink.methods.budgeting.shares import Course, fill, run, sides
from brink.methods.budgeting.stage import Stage
from brink.methods.budgeting.synthetic import city_election, small_election
from brink.methods.budgeting.tests import reference
from brink.methods.budgeting.tests.test_horizon import poll

NARROW = Fraction(1, 10**9)


class Slow:
    """Balances per class of voters in fractions, and the payment of a project as the rule has it."""

    def __init__(self, stage: Stage, step: int) -> None:
        self.stage = stage
        self.left = [Fraction(stage.amount(step))] * stage.classes

    def payment(self, project: int) -> Fraction | None:
        who, stage = self.stage.who[project].tolist(), self.stage
        count = [int(one) for one in stage.count[project]]
        weight = [int(one) for one in stage.weight[project]]
        missing = Fraction(stage.costs[project])
        if sum(self.left[at] * many for at, many in zip(who, count, strict=True)) < missing:
            return None
        total = sum(many * own for many, own in zip(count, weight, strict=True))
        people = zip(who, count, weight, strict=True)
        for each, many, own in sorted((self.left[at] / own, many, own) for at, many, own in people):
            if each * total >= missing:
                return missing / total
            missing -= each * own * many
            total -= own * many
        raise AssertionError

    def pay(self, project: int, payment: Fraction) -> None:
        for at, own in zip(self.stage.who[project].tolist(), self.stage.weight[project].tolist(), strict=True):
            self.left[at] = max(Fraction(0), self.left[at] - payment * int(own))


def followed(made: Election, utility: Utility, step: int) -> tuple[list[int], int]:
    """Follow a run beside the slow one, looking at every claim; return the winners and the exact questions."""
    stage = Stage(made, utility, tie_order(made, 1))
    course, slow = Course(stage, step), Slow(stage, step)
    still = list(stage.taking_part)
    while True:
        for at in range(stage.classes):
            off = abs(Fraction(float(course.balance[at])) - slow.left[at])
            assert off <= Fraction(float(course.wrong[at])) <= Fraction(course.worst)
            # Exactly 0 says that somebody gave all he had.
            assert course.balance[at] > 0 or slow.left[at] == 0
        assert course.worst <= NARROW * course.start
        true = {project: slow.payment(project) for project in still}
        for project in still:
            offer = Course.offer(course, project)
            exact = true[project]
            assert (offer is None) == (exact is None)
            if offer is None or exact is None:
                continue
            price = exact / stage.divisor[project]
            assert abs(Fraction(offer.payment) - exact) <= Fraction(offer.off)
            assert Fraction(offer.low) <= price <= Fraction(offer.high)
            assert Fraction(offer.high) - Fraction(offer.low) <= NARROW * price * 10
            assert course.low[project] == np.inf or Fraction(float(course.low[project])) <= price
        offer, gone = course.choose(still)
        assert all(true[project] is None for project in gone)
        if offer is None:
            assert all(payment is None for payment in true.values())
            assert sorted(gone) == sorted(still)
            return course.winners, course.exact.asked
        best = min((true[p] / stage.divisor[p], stage.rank[p], p) for p in still if true[p] is not None)  # type: ignore[operator]
        assert offer.project == best[2]
        assert course.low[offer.project] >= offer.low * (1 - 1e-9)
        course.pay(offer)
        slow.pay(offer.project, true[offer.project] or Fraction(0))
        still = [project for project in still if project not in (offer.project, *gone)]


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_every_bound_holds_and_is_narrow(seed: int, utility: Utility) -> None:
    made = poll(seed)
    winners, _asked = followed(made, utility, 3 * seed)
    assert winners == [p for p in run(Stage(made, utility, tie_order(made, 1)), 3 * seed).winners if made.costs[p]]


@pytest.mark.parametrize("seed", range(70))
@pytest.mark.parametrize("kind", ["approval", "cumulative", "ordinal"])
def test_every_bound_holds_where_ties_abound(seed: int, kind: str) -> None:
    made = small_election(seed, kind=kind)
    if made.voters:
        followed(made, "cost" if seed % 2 else "cardinality", seed % 5)


@pytest.mark.parametrize("seed", range(6))
def test_balances_set_anew_are_as_good(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round, instead of when the errors have grown."""
    monkeypatch.setattr(shares_module, "COARSE", 0.0)
    followed(poll(seed), "cost", seed)
    followed(small_election(seed, kind="cumulative"), "cardinality", seed)


@pytest.mark.parametrize("roundoff", [1e-5, 1e-3])
@pytest.mark.parametrize("seed", range(12))
def test_where_floats_decide_nothing_fractions_decide_the_same(
    roundoff: float, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a roundoff that is far too large everything is too close to call, and asked exactly."""
    made = small_election(seed, kind=("approval", "cumulative", "ordinal")[seed % 3]) if seed % 2 else poll(seed)
    rule = Rule(utility="cost" if seed % 4 < 2 else "cardinality", completion="none")
    plain = decide(made, rule)
    for module in (shares_module, stage_module):
        monkeypatch.setattr(module, "UNIT_ROUNDOFF", roundoff)
    careful = decide(made, rule)
    assert careful.winners == plain.winners
    assert careful.exact_asked >= plain.exact_asked
    if seed % 2:
        assert list(plain.winners) == reference.shares(made, rule, 0)
    elif plain.winners and roundoff == 1e-3:
        assert careful.exact_asked > 0


def test_hardly_anything_is_asked_exactly_where_nothing_is_tied() -> None:
    for seed in (1, 2, 5):
        made = city_election(seed, voters=400, projects=40, budget=400 * 1_000, length=5)
        for utility in ("cost", "cardinality"):
            outcome = decide(made, Rule(utility=utility, completion="none"))
            assert len(outcome.winners) > 5
            assert outcome.exact_asked <= 2


@pytest.mark.parametrize(
    ("seed", "utility", "steps", "runs"),
    [(3, "cost", 18866, 165), (4, "cost", 39831, 86), (5, "cardinality", 2104843, 58), (6, "cardinality", 31002, 59)],
)
def test_so_many_runs_and_no_more(seed: int, utility: Utility, steps: int, runs: int) -> None:
    made = city_election(seed, voters=200, projects=20, budget=200 * 20_000, length=5)
    outcome = decide(made, Rule(utility=utility, completion="add1"))
    assert (outcome.steps, outcome.runs <= runs) == (steps, True), outcome.runs


def spoken_of(seed: int, utility: Utility) -> tuple[int, int]:
    """Compare what looks ahead say of later steps with those steps; return of how many winners and prices that is."""
    made, winners, spoken = poll(seed), 0, 0
    stage = Stage(made, utility, tie_order(made, 1))
    for span in (3, 25, 200):
        horizon = Horizon(stage, seed, span)
        horizon.same_until(run(stage, seed).winners)
        for more in {0, 1, 2, span // 2, span}:
            known, low = horizon.known_at(seed + more)
            slow = Slow(stage, seed + more)
            winners += len(known)
            for project in known:
                payment = slow.payment(project)
                assert payment is not None
                slow.pay(project, payment)
            for project in stage.taking_part if low is not None else ():
                payment = None if project in known else slow.payment(project)
                if payment is not None:
                    spoken += 1
                    assert Fraction(float(low[project])) <= payment / stage.divisor[project]
    return winners, spoken


@pytest.mark.parametrize(("utility", "winners", "prices"), [("cost", 5270, 177), ("cardinality", 5375, 61)])
def test_what_is_known_of_later_steps_is_true_of_them(utility: Utility, winners: int, prices: int) -> None:
    """The first winners, and under what no price lies after those: at every step that a look ahead speaks of."""
    spoken = [spoken_of(seed, utility) for seed in range(40)]
    assert sum(one for one, _prices in spoken) >= winners
    assert sum(one for _winners, one in spoken) >= prices


def test_a_payment_in_floats_is_the_exact_one() -> None:
    for seed in range(8):
        made = poll(seed)
        stage, slow = Stage(made, "cost", tie_order(made, 1)), Slow(Stage(made, "cost", tie_order(made, 1)), 2)
        rng = np.random.default_rng(seed)
        slow.left = [Fraction(int(one)) for one in rng.integers(0, 2 * stage.amount(2), stage.classes)]
        balance = np.array([float(one) for one in slow.left])
        for project in stage.taking_part:
            exact = slow.payment(project)
            if exact is None:
                continue
            payment, rich = fill(stage, project, balance[stage.who[project]], float(stage.costs[project]))
            assert payment == pytest.approx(float(exact), rel=1e-12)
            full = balance[stage.who[project]] >= payment * stage.weight[project]
            assert rich == pytest.approx(float(stage.both[project] @ full), rel=1e-12)


def test_who_surely_can_pay_and_who_surely_cannot() -> None:
    balance, wrong = np.array([0.0, 9.0, 10.0, 11.0, 10.4, 9.6]), np.full(6, 0.1)
    poor, surely = sides(balance, wrong, np.float64(1.0), 10.0, 0.25)
    assert poor.tolist() == [True, True, False, False, False, True]
    assert surely.tolist() == [False, False, False, True, True, False]
    poor, surely = sides(balance, wrong, np.full(6, 2.0), 5.0, 0.25)
    assert poor.tolist() == [True, True, False, False, False, False]
    assert surely.tolist() == [False, False, False, True, False, False]


def test_a_free_winner_pays_nothing_and_greedy_does_no_runs() -> None:
    made = election({"a": 0, "b": 10, "c": 40}, [{"a": 1, "b": 1}, {"b": 1}, {"c": 1}], budget=30)
    outcome = decide(made, Rule(completion="none"))
    told = account(made, outcome, ())
    assert [made.names[turn.project] for turn in told.rounds] == ["a", "b"]
    free = told.rounds[0]
    assert (free.payment, free.price, free.paid_all) == (0.0, 0.0, 0)
    assert told.rounds[1].payment == pytest.approx(5.0)
    plain = decide(made, Rule(name="greedy"))
    assert (plain.runs, plain.exact_asked, plain.steps, plain.overspends) == (0, 0, 0, None)
    assert Rule().seed == 1
    assert made.weights.dtype == np.uint8


def spent_to_the_last(seed: int, missing: int) -> tuple[Election, int]:
    """Everybody supports some large projects that together cost the whole budget (less `missing`); return how many.

    Small projects that nobody can afford split the voters into classes, so that sums run over many rounded numbers.
    """
    rng = np.random.default_rng(seed)
    voters, large = int(rng.integers(3, 40)), int(rng.integers(2, 7))
    budget = int(rng.integers(10**6, 10**10))
    cuts = np.sort(rng.choice(np.arange(1, 10**6), large - 1, replace=False)) * (budget // 10**6)
    costs = np.diff(np.concatenate([[0], cuts, [budget]])).astype(np.int64)
    names = {f"l{at}": int(cost) for at, cost in enumerate(costs)} | {f"s{at}": 10 * budget for at in range(8)}
    points = int(rng.integers(1, 4))
    ballots = [
        dict.fromkeys([f"l{at}" for at in range(large)], points)
        | {f"s{at}": 1 for at in np.flatnonzero(rng.random(8) < 0.4).tolist()}
        for _voter in range(voters)
    ]
    return election(names, ballots, budget=budget - missing), large


@pytest.mark.parametrize("seed", range(60))
def test_money_that_is_just_enough_is_enough_and_one_less_is_not(seed: int) -> None:
    for utility in ("cost", "cardinality"):
        rule = Rule(utility=utility, completion="none")
        made, large = spent_to_the_last(seed, 0)
        names = sorted(made.names[project] for project in decide(made, rule).winners)
        assert names == [f"l{at}" for at in range(large)]
        short, _large = spent_to_the_last(seed, 1)
        found = decide(short, rule)
        assert len(found.winners) == large - 1
        assert list(found.winners) == reference.shares(short, rule, 0)


def test_a_bound_leaves_room_for_its_own_rounding() -> None:
    """Bounds are worked out in floats too: each lies beyond the true value by more than its own last figures."""
    unit = Fraction(1, 2**53)
    for seed in range(20):
        made = poll(seed)
        for utility in ("cost", "cardinality"):
            stage = Stage(made, utility, tie_order(made, 1))
            course, slow = Course(stage, seed), Slow(stage, seed)
            for project in stage.taking_part:
                everybody = Fraction(stage.costs[project], stage.all_weight[project] * stage.divisor[project])
                assert everybody * (1 - 40 * unit) <= Fraction(float(course.low[project])) <= everybody * (1 - 4 * unit)
            for _round in range(4):
                offer, _gone = course.choose([p for p in stage.taking_part if p not in course.winners])
                if offer is None:
                    break
                payment = slow.payment(offer.project)
                assert payment is not None
                price = payment / stage.divisor[offer.project]
                assert Fraction(offer.low) <= price * (1 - 2 * unit)
                assert Fraction(offer.high) >= price * (1 + 2 * unit)
                course.pay(offer)
                slow.pay(offer.project, payment)
                for at in stage.who[offer.project].tolist():
                    off = abs(Fraction(float(course.balance[at])) - slow.left[at])
                    if course.balance[at] > 0:
                        assert off + 2 * unit * Fraction(float(course.balance[at])) <= Fraction(float(course.wrong[at]))


def test_sides_leave_who_stands_on_the_edge_unclear() -> None:
    """Not sure at the edge itself, sure a few last figures beyond it."""
    unit = 2.0**-53
    payment, off, wrong = 1 / 3, 1e-12, 1e-13
    for weight in (1.0, 3.0, 7.0):
        low, high = (payment - off) * weight - wrong, (payment + off) * weight + wrong
        balance = np.array([low * (1 - 64 * unit), low, high, high * (1 + 64 * unit)])
        poor, surely = sides(balance, np.full(4, wrong), np.full(4, weight), payment, off)
        assert poor.tolist() == [True, False, False, False]
        assert surely.tolist() == [False, False, False, True]
