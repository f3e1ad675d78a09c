"""Raises that are passed over: every one of them, run by itself, gives the same outcome."""

import numpy as np
import pytest

from brink.methods.budgeting import Election, Rule, decide, tie_order
from brink.methods.budgeting.horizon import Horizon
from brink.methods.budgeting.rule import Utility
from brink.methods.budgeting.shares import Course, run
from brink.methods.budgeting.stage import Stage
from brink.methods.budgeting.synthetic import city_election


def poll(seed: int) -> Election:
    """A small city: between 20 and 60 units per voter; every third with points, every fourth with round costs."""
    rng = np.random.default_rng(seed)
    voters, projects = int(rng.integers(20, 90)), int(rng.integers(5, 16))
    budget = int(rng.integers(20, 60)) * voters
    made = city_election(
        seed, voters=voters, projects=projects, budget=budget, districts=4, length=4, longest=min(projects, 8)
    )
    weights, costs = made.weights, made.costs
    if seed % 3 == 0:
        weights = weights.astype(np.int64) * rng.integers(1, 7, weights.shape)
    if seed % 4 == 0:
        costs = tuple(max(1, cost // 50) * 50 for cost in costs)
    return Election(made.names, costs, budget, 1, voters, made.counts, weights)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_every_step_that_is_passed_over_is_the_same(seed: int, utility: Utility) -> None:
    made = poll(seed)
    stage = Stage(made, utility, tie_order(made, 1))
    outcome = decide(made, Rule(utility=utility, completion="add1"))
    steps = [run(stage, step).winners for step in range(outcome.steps + 2)]
    costs = [sum(made.costs[project] for project in winners) for winners in steps]
    assert outcome.winners == steps[outcome.steps]
    assert max(costs[: outcome.steps + 1]) <= made.budget
    if outcome.overspends is not None:
        assert costs[outcome.steps + 1] == outcome.overspends > made.budget
    passed = 0
    for step in range(0, len(steps), 1 + len(steps) // 8):
        for span in (2, 30, 10_000):
            horizon = Horizon(stage, step, span)
            same = horizon.same_until(steps[step])
            passed += same
            assert steps[step : step + same + 1] == [steps[step]] * len(steps[step : step + same + 1])
            for later in range(step, min(len(steps), step + span + 1), 13):
                known, _low = horizon.known_at(later)
                assert list(steps[later][: len(known)]) == known
    assert passed > 0


def test_a_line_holds_over_an_interval_far_too_wide_for_it() -> None:
    # On so wide an interval nearly everybody comes to pay in full somewhere: the bound must still hold at its ends.
    for seed in range(30):
        made = poll(seed)
        for utility in ("cost", "cardinality"):
            stage = Stage(made, utility, tie_order(made, 1))
            winners = run(stage, 3).winners
            for span in (40, 400, 100_000):
                horizon = Horizon(stage, 3, span)
                for winner in winners[:6]:
                    found = horizon.line(winner)
                    if found is None:
                        break
                    for raises in {0, 1, 7, min(span, 39), span}:
                        course = Course(stage, 3 + raises)
                        for earlier in horizon.winners:
                            offer = course.offer(earlier)
                            assert offer is not None
                            course.pay(offer)
                        offer = course.offer(winner)
                        assert offer is not None
                        apart = abs(offer.payment - found[0].level - found[0].slope * raises)
                        assert apart <= found[0].off + 1e-9 * abs(offer.payment)
                    horizon.pay(winner, *found)
                    horizon.winners.append(winner)


def test_the_election_in_which_a_forgotten_lift_proved_too_much() -> None:
    # On this interval most supporters bend; the bound of the winner's payment once left out what its lift did to them.
    made = city_election(318, voters=64, projects=28, budget=53546, districts=4, length=4, longest=8)
    rng = np.random.default_rng(318)
    rng.integers(20, 400), rng.integers(5, 30), rng.integers(20, 3000), rng.integers(1, 4)
    weights = made.weights.astype(np.int64) * rng.integers(1, 7, made.weights.shape)
    made = Election(made.names, made.costs, made.budget, 1, made.voters, made.counts, weights)
    stage = Stage(made, "cost", tie_order(made, 1))
    winners = run(stage, 700).winners
    assert run(stage, 719).winners != winners
    for span in (20, 100, 1000, 100_000):
        assert Horizon(stage, 700, span).same_until(winners) < 19


def test_resuming_gives_no_more_than_is_true() -> None:
    made = city_election(3, voters=200, projects=20, budget=200 * 5000, length=5)
    stage = Stage(made, "cost", tie_order(made, 1))
    horizon, step, resumed = Horizon(stage, 0, 16), 0, 0
    for _turn in range(40):
        winners = run(stage, step).winners
        if step and not horizon.resume(step, winners, 4):
            horizon = Horizon(stage, step, 64)
        else:
            resumed += step > 0
        same = horizon.same_until(winners)
        assert all(run(stage, step + more).winners == winners for more in range(0, same + 1, max(1, same // 3)))
        known, low = horizon.known_at(step + same + 1)
        assert run(stage, step + same + 1, known, low).winners == run(stage, step + same + 1).winners
        step += same + 1
    assert resumed > 0


def test_far_fewer_runs_than_steps() -> None:
    made = city_election(3, voters=200, projects=20, budget=200 * 20_000, length=5)
    outcome = decide(made, Rule(completion="add1"))
    assert outcome.steps > 2000
    assert outcome.runs < outcome.steps / 20


def test_projects_tied_for_good_do_not_stop_the_look_ahead() -> None:
    names = ("a", "b", "c")
    weights = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.uint8)
    made = Election(names, (50_000, 50_000, 900_000), 1_000_000, 1, 30, np.array([10, 10, 10]), weights)
    outcome = decide(made, Rule(completion="add1"))
    assert sorted(made.names[project] for project in outcome.winners) == ["a", "b", "c"]
    assert outcome.runs < 100
