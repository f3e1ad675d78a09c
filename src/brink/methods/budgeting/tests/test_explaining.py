"""Why a project lost: the amounts told are recomputed, the shares counted by hand."""

import pytest

from brink.methods.budgeting import Rule, decide, election
from brink.methods.budgeting.explaining import DESCENT, PROBES, account, beside_greedy, voter_shares, would_win_at
from brink.methods.budgeting.rule import Completion, RuleName
from brink.methods.budgeting.synthetic import city_election, small_election


def test_effective_support_by_hand() -> None:
    # 3 each; A costs everyone 2. B's supporter has 3 at first: at the price of A (1/3 per euro) he would pay 1 of 3;
    # afterwards he has 1 left.
    poll = election({"A": 6, "B": 3, "C": 2}, [{"A": 1, "B": 1}, {"A": 1}, {"A": 1}], budget=9)
    told = account(poll, decide(poll, Rule(completion="none")))
    assert [loss.reason for loss in told.projects] == ["chosen", "support", "no_votes"]
    assert told.projects[0].effective_support == 1.0
    assert told.projects[1].effective_support == pytest.approx(1 / 3)
    assert told.projects[2].effective_support == 0
    assert [(turn.project, turn.payment, turn.supporters, turn.paid_all) for turn in told.rounds] == [(0, 2.0, 3, 0)]
    assert would_win_at(poll, decide(poll, Rule(completion="none")), told.projects[1]) == 1


@pytest.mark.parametrize("kind", ["approval", "cumulative"])
@pytest.mark.parametrize("rule", ["none", "utilitarian", "add1", "add1-exhaustive", "greedy"])
def test_a_loser_wins_at_the_cost_that_is_told(kind: str, rule: str) -> None:
    name: RuleName = "greedy" if rule == "greedy" else "equal-shares"
    completion: Completion = "none" if rule == "greedy" else rule  # type: ignore[assignment]
    told = 0
    for seed in range(16):
        for utility in ("cost", "cardinality"):
            poll = small_election(seed, kind=kind, free=False)
            legal = Rule(name, utility, completion, seed)  # type: ignore[arg-type]
            outcome = decide(poll, legal)
            for loss in account(poll, outcome).projects:
                cost = would_win_at(poll, outcome, loss)
                if cost is None:
                    continue
                told += 1
                assert 0 < cost < poll.costs[loss.project]
                assert loss.project in decide(poll.with_cost(loss.project, cost), legal).winners
                if rule == "none":
                    # Without completion the amount is the highest there is.
                    for higher in range(cost + 1, poll.costs[loss.project] + 1):
                        assert loss.project not in decide(poll.with_cost(loss.project, higher), legal).winners
    assert told >= 10


def test_shares_of_voters_and_greedy_beside_it() -> None:
    ballots = [{"A": 1, "B": 1, "C": 1}, {"A": 1}, {"C": 1}, {}]
    poll = election({"A": 4, "B": 4, "C": 4}, ballots, budget=8)
    shares = voter_shares(poll, (0, 1))
    assert (shares.none, shares.one, shares.more, shares.mean) == (0.5, 0.25, 0.25, 0.75)
    outcome = decide(poll, Rule(completion="none"))
    assert sorted(beside_greedy(poll, outcome)) == sorted(decide(poll, Rule("greedy")).winners)
    nobody = voter_shares(election({"A": 1}, [], budget=1), ())
    assert (nobody.none, nobody.mean) == (0.0, 0.0)


def test_reasons() -> None:
    costs = {"in": 5, "dear": 20, "unasked": 1, "rest": 6}
    poll = election(costs, [{"in": 1, "dear": 1}, {"in": 1, "rest": 1}], budget=10)
    told = account(poll, decide(poll, Rule("greedy")))
    assert [loss.reason for loss in told.projects] == ["chosen", "above_budget", "no_votes", "left_over"]
    assert all(loss.effective_support is None for loss in told.projects)
    completed = decide(poll.with_cost(3, 5), Rule(completion="utilitarian"))
    assert [loss.reason for loss in account(poll.with_cost(3, 5), completed).projects][3] in ("chosen", "completed")


@pytest.mark.parametrize("completion", ["none", "add1"])
def test_few_costs_are_tried_to_find_one_that_wins(completion: Completion) -> None:
    """Where the rule is quick: the nearest, by halving, from what the balances say. Under add1: so many tries."""
    made = city_election(4, voters=120, projects=40, budget=120 * 300, length=4)
    outcome = decide(made, Rule(completion=completion))
    losers = [loss for loss in account(made, outcome, (), bounds=True).projects if loss.bound]
    assert losers
    for loss in losers:
        tried: list[int] = []
        most = made.costs[loss.project] * 2 // 3

        def wins(cost: int, most: int = most, tried: list[int] = tried) -> bool:
            tried.append(cost)
            return cost <= most

        found = would_win_at(made, outcome, loss, wins=wins)
        assert all(0 < cost < made.costs[loss.project] for cost in tried)
        if completion == "none":
            assert found == most
            assert len(tried) <= made.costs[loss.project].bit_length() + 2
            bound = int(loss.bound or 0)
            if bound + 1 < made.costs[loss.project]:
                assert tried[0] == bound + 1
        else:
            assert len(tried) <= PROBES
            assert found is None or found <= most
            first = next((at for at, cost in enumerate(tried) if cost <= most), len(tried))
            parts = [int(int(loss.bound or 0) * share) for share in DESCENT]
            assert tried[: first + 1] == [cost for cost in parts if cost < made.costs[loss.project]][: first + 1]
