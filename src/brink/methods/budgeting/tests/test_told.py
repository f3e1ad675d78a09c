"""What is told about an outcome, worked out once more in fractions, project by project and round by round."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from brink.methods.budgeting import Election, Rule, decide, tie_order
from brink.methods.budgeting.election import election
from brink.methods.budgeting.explaining import account, would_win_at
from brink.methods.budgeting.horizon import Horizon
from brink.methods.budgeting.rule import Utility
from brink.methods.budgeting.shares import SURE, Course, run
from brink.methods.budgeting.stage import Stage
from brink.methods.budgeting.tests.test_bounds import Slow
from brink.methods.budgeting.tests.test_horizon import poll


def scarce(seed: int) -> Election:
    """A small city in which many projects lose."""
    made = poll(seed)
    return replace(made, budget=made.budget * 2 // 5)


def moments(made: Election, utility: Utility) -> list[tuple[Slow, Fraction | None, int | None]]:
    """The run at the real budget: before each round the balances, the winner's price and the winner; and the end."""
    stage = Stage(made, utility, tie_order(made, 1))
    found: list[tuple[Slow, Fraction | None, int | None]] = []
    slow = Slow(stage, 0)
    for winner in run(stage, 0).winners[len(stage.free) :]:
        before = Slow(stage, 0)
        before.left = list(slow.left)
        payment = slow.payment(winner)
        assert payment is not None
        found.append((before, payment / stage.divisor[winner], winner))
        slow.pay(winner, payment)
    return [*found, (slow, None, None)]


def paid(slow: Slow, project: int, price: Fraction | None, worth: Fraction) -> Fraction:
    """What the supporters pay at a price, when each point is worth so much; all they have without a price."""
    stage, total = slow.stage, Fraction(0)
    people = zip(stage.who[project].tolist(), stage.count[project], stage.weight[project], strict=True)
    for at, many, own in people:
        most = slow.left[at] if price is None else min(slow.left[at], price * worth * int(own))
        total += int(many) * most
    return total


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_support_and_bound_of_every_loser_are_those_of_the_best_round(utility: Utility) -> None:
    told = within = 0
    for seed in range(16):
        made = scarce(seed)
        outcome = decide(made, Rule(utility=utility, completion="none", seed=1))
        rounds = moments(made, utility)
        share = Fraction(1, made.voters)
        for loss in account(made, outcome).projects:
            project = loss.project
            if loss.bound is None or not made.votes[project]:
                continue
            cost = rounds[0][0].stage.costs[project]
            worth = Fraction(cost) if utility == "cost" else Fraction(1)
            best = max(paid(slow, project, price, worth) / cost for slow, price, _winner in rounds)
            assert loss.effective_support == pytest.approx(float(min(best, 1)), rel=1e-9)

            def reaches(much: Fraction, project: int = project, rounds: list = rounds) -> bool:  # type: ignore[type-arg]
                """Whether, at this cost, it is no dearer than the winner of some round or can be paid at the end."""
                value = much if utility == "cost" else Fraction(1)
                return any(paid(slow, project, price, value) >= much for slow, price, _winner in rounds)

            bound = Fraction(loss.bound) / share
            assert not reaches(bound * (1 + Fraction(1, 10**9)) + Fraction(1, 10**6))
            assert bound == 0 or reaches(bound * (1 - Fraction(1, 10**9)))
            told += 1
            within += 0 < bound < cost
    assert told > 50
    assert within > 20


def test_each_round_is_told_with_price_payment_and_who_gave_all() -> None:
    exhausted = 0
    for seed in range(12):
        made = poll(seed)
        told = account(made, decide(made, Rule(completion="none")))
        rounds = moments(made, "cost")
        assert [turn.project for turn in told.rounds] == [winner for _slow, _price, winner in rounds[:-1]]
        for turn, (before, price, winner), (after, _price, _winner) in zip(
            told.rounds, rounds, rounds[1:], strict=False
        ):
            assert price is not None
            assert winner is not None
            stage = before.stage
            assert turn.price == pytest.approx(float(price), rel=1e-9)
            assert turn.payment == pytest.approx(float(price * stage.divisor[winner] / made.voters), rel=1e-9)
            people = [(at, int(many)) for at, many in zip(stage.who[winner].tolist(), stage.count[winner], strict=True)]
            assert turn.supporters == sum(many for _at, many in people)
            assert turn.paid_all == sum(many for at, many in people if after.left[at] == 0)
            exhausted += turn.paid_all
    assert exhausted > 20


def test_the_cost_that_is_told_is_the_bound_when_nothing_is_completed() -> None:
    """With points instead of costs a lower cost is a lower price, so that nothing hangs on ties."""
    told = 0
    for seed in range(16):
        made = scarce(seed)
        outcome = decide(made, Rule(utility="cardinality", completion="none"))
        for loss in account(made, outcome).projects:
            cost = would_win_at(made, outcome, loss)
            if cost is not None:
                assert loss.bound is not None
                assert abs(loss.bound - cost) <= 1
                told += 1
    assert told >= 30


def test_a_project_as_dear_as_the_budget_lost_for_want_of_support() -> None:
    made = election({"a": 6, "all": 10, "more": 11}, [{"a": 1, "all": 1, "more": 1}, {"a": 1}], budget=10)
    told = account(made, decide(made, Rule(completion="none")))
    assert [loss.reason for loss in told.projects] == ["chosen", "support", "above_budget"]


def test_exact_questions_are_counted_over_all_runs() -> None:
    """Two that are tied are told apart exactly in every run; raises go on until one more would cost too much."""
    made = election({"a": 40, "b": 40, "c": 500}, [{"a": 1, "b": 1, "c": 1}] * 3, budget=100)
    once = run(Stage(made, "cost", tie_order(made, 1)), 0).exact_asked
    outcome = decide(made, Rule(completion="add1"))
    assert once > 0
    assert outcome.runs > 1
    assert outcome.exact_asked > once


def test_a_run_takes_the_winners_that_are_known_first() -> None:
    for seed in range(8):
        made = poll(seed)
        stage = Stage(made, "cost", tie_order(made, 1))
        winners = run(stage, 0).winners
        last = winners[-1]
        after = run(stage, 0, [last]).winners
        assert after[0] == last
        assert len(set(after)) == len(after)
        slow = Slow(stage, 0)
        for winner in after:
            payment = slow.payment(winner)
            assert payment is not None
            slow.pay(winner, payment)


def test_an_exact_payment_is_the_same_whoever_is_said_to_stand_on_the_edge() -> None:
    spent = 0
    for seed in range(10):
        made = poll(seed)
        stage = Stage(made, "cost", tie_order(made, 1))
        course, slow = Course(stage, 0), Slow(stage, 0)
        still = list(stage.taking_part)
        while (offer := course.choose(still)[0]) is not None:
            for project in still:
                exact = slow.payment(project)
                if exact is None:
                    continue
                who = stage.who[project]
                has = course.balance[who] > 0
                spent += int((~has).sum())
                found, poor = course.exact.payment(project, who < 0, who >= 0, has)
                assert found == exact
                own = [slow.left[at] < exact * int(each) for at, each in zip(who, stage.weight[project], strict=True)]
                assert poor.tolist() == own
            payment = slow.payment(offer.project)
            assert payment is not None
            slow.pay(offer.project, payment)
            course.pay(offer)
            still.remove(offer.project)
    assert spent > 0


def test_what_is_left_is_as_unsure_as_the_payment_times_the_points() -> None:
    unsure = 0
    for seed in range(0, 24, 3):
        stage = Stage(poll(seed), "cardinality", tie_order(poll(seed), 1))
        course = Course(stage, 0)
        offer = course.choose(list(stage.taking_part))[0]
        assert offer is not None
        before, off = course.wrong.copy(), offer.payment * 1e-9
        course.pay(replace(offer, off=off, rich=0.0))
        who, weight = stage.who[offer.project], stage.weight[offer.project]
        rich = course.balance[who] > 0
        least = (before[who] + off * weight)[rich]
        assert (course.wrong[who][rich] >= least).all()
        assert (course.wrong[who][rich] <= least * (1 + 1e-6) + 1e-15 * course.start).all()
        unsure += int((weight[rich] > 1).sum())
    assert unsure > 50


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_lines_hold_after_going_on_from_an_earlier_look(utility: Utility) -> None:
    resumed = 0
    for seed in range(12):
        stage = Stage(poll(seed), utility, tie_order(poll(seed), 1))
        winners = run(stage, 0).winners
        horizon = Horizon(stage, 0, 24)
        horizon.same_until(winners)
        if not horizon.resume(6, winners, 6):
            continue
        resumed += 1
        for more in (0, 3, int(horizon.span)):
            slow = Slow(stage, 6 + more)
            for winner in horizon.winners:
                payment = slow.payment(winner)
                assert payment is not None
                slow.pay(winner, payment)
            for at in range(stage.classes):
                line = Fraction(float(horizon.level[at])) + Fraction(float(horizon.slope[at])) * more
                assert abs(slow.left[at] - line) <= Fraction(float(horizon.wrong[at]))
    assert resumed > 3


def test_raises_go_on_until_somebody_with_nothing_could_pay_for_all() -> None:
    """With a budget of 0 the tenth raise pays for the project; what it costs is told, and that is too much."""
    for costs, steps in (({"a": 10}, 9), ({"a": 3, "b": 7}, 2)):
        outcome = decide(election(costs, [dict.fromkeys(costs, 1)], budget=0), Rule(completion="add1"))
        assert (outcome.winners, outcome.steps) == ((), steps)
        assert outcome.overspends == min(costs.values())


def test_half_of_the_weight_must_surely_pay_in_full() -> None:
    stage = Stage(poll(1), "cost", tie_order(poll(1), 1))
    course = Course(stage, 0)
    for project in stage.taking_part:
        both = stage.both[project]
        everybody = np.ones(len(both), bool)
        whole = float(both.sum())
        assert course._enough(project, everybody, whole)
        assert course._enough(project, everybody, whole * SURE * (1 - 1e-12))
        assert not course._enough(project, everybody, whole * SURE)
        assert not course._enough(project, everybody, whole * SURE * 1.5)
        assert not course._enough(project, ~everybody, whole * 1e-6)
