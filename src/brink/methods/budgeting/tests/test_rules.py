"""Worked examples, the slow twin, ties that floats get wrong, and what must always hold."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.budgeting import (
    BudgetLine,
    Election,
    ElectionError,
    Rule,
    decide,
    election,
    exhaustive,
    tie_order,
)
from brink.methods.budgeting.rule import Completion, Utility
from brink.methods.budgeting.synthetic import small_election
from brink.methods.budgeting.tests import reference

KINDS = ("approval", "cumulative", "ordinal")
UTILITIES: tuple[Utility, ...] = ("cost", "cardinality")
COMPLETIONS: tuple[Completion, ...] = ("none", "add1", "add1-exhaustive", "utilitarian")
few = settings(max_examples=25, deadline=None)


def won(poll: Election, rule: Rule, lines: tuple[BudgetLine, ...] = ()) -> list[str]:
    return [poll.names[project] for project in decide(poll, rule, lines).winners]


def approvals(costs: dict[str, int], ballots: list[str], budget: int) -> Election:
    return election(costs, [dict.fromkeys(ballot.split(), 1) for ballot in ballots], budget=budget)


def test_a_project_of_all_leaves_too_little_for_one_voters_own() -> None:
    # Everybody has 3. A takes 2 of each; B costs 3 and its only supporter has 1 left.
    poll = approvals({"A": 6, "B": 3}, ["A B", "A", "A"], 9)
    assert won(poll, Rule(completion="none")) == ["A"]
    assert won(poll, Rule("greedy")) == ["A", "B"]
    assert won(poll, Rule(completion="utilitarian")) == ["A", "B"]
    # With 5 each the supporter has 3 left after A: the second raise buys B.
    outcome = decide(poll, Rule(completion="add1-exhaustive"))
    assert (outcome.winners, outcome.steps, outcome.overspends) == ((0, 1), 2, None)
    assert set(decide(poll, Rule(completion="add1")).winners) == {0, 1}


def test_who_cannot_pay_in_full_gives_all_he_has() -> None:
    # 10 each. A (27) is cheapest: 9 of three, and leaves them 1. Then B (12) and C (11) have a supporter with 1 and one
    # with 10: together 11.
    poll = approvals({"A": 27, "B": 12, "C": 11}, ["A", "A", "A B C", "B C"], 40)
    assert won(poll, Rule(completion="none")) == ["A", "C"]


def test_cardinality_prefers_cheap_projects_and_cost_prefers_supported_ones() -> None:
    poll = approvals({"dear": 30, "cheap": 10}, ["dear", "dear", "dear", "cheap", "cheap"], 50)
    assert won(poll, Rule(utility="cost", completion="none"))[0] == "dear"
    assert won(poll, Rule(utility="cardinality", completion="none"))[0] == "cheap"


def test_points_are_paid_in_proportion() -> None:
    poll = election({"A": 12}, [{"A": 2}, {"A": 1}], budget=16)
    assert won(poll, Rule(completion="none")) == ["A"]  # 8 and 4
    poll = election({"A": 13}, [{"A": 2}, {"A": 1}], budget=16)
    assert won(poll, Rule(completion="none")) == ["A"]  # 8, all he has, and 5
    assert won(election({"A": 17}, [{"A": 2}, {"A": 1}], budget=16), Rule(completion="none")) == []


def test_add1_goes_on_past_an_exhaustive_outcome_and_exhaustive_does_not() -> None:
    found = None
    for seed in range(3000):
        poll = small_election(seed, free=False)
        going_on, stopping = (decide(poll, Rule(completion=c)) for c in ("add1", "add1-exhaustive"))
        if set(going_on.winners) != set(stopping.winners):
            found = seed
            assert exhaustive(poll, stopping.winners)
            assert stopping.steps < going_on.steps
            break
    assert found is not None


@pytest.mark.parametrize("kind", KINDS)
def test_equal_to_the_slow_twin(kind: str) -> None:
    for seed in range(26):
        poll = small_election(seed, kind=kind)
        for utility in UTILITIES:
            for completion in COMPLETIONS:
                rule = Rule("equal-shares", utility, completion, seed)
                outcome = decide(poll, rule)
                winners, raises = reference.decide(poll, rule)
                assert list(outcome.winners) == winners, (seed, rule)
                assert outcome.overspends is None or outcome.steps == raises, (seed, rule)
            rule = Rule("greedy", utility, "none", seed)
            assert list(decide(poll, rule).winners) == reference.decide(poll, rule)[0], (seed, rule)


def some_lines(poll: Election, rng: Random) -> tuple[BudgetLine, ...]:
    """Two or three lines over random projects; only lines that share nothing have a floor."""
    places = list(range(len(poll.names)))
    rng.shuffle(places)
    cut = rng.randint(0, len(places))
    first, second = frozenset(places[:cut]), frozenset(places[cut:])
    floors = [rng.choice([0, rng.randint(0, poll.budget // 2)]) for _ in range(2)]
    ceilings = [rng.choice([None, floor + rng.randint(0, poll.budget)]) for floor in floors]
    lines = [BudgetLine(str(i), part, ceilings[i], floors[i]) for i, part in enumerate((first, second))]
    over = frozenset(rng.sample(places, rng.randint(0, len(places))))
    return (*lines, BudgetLine("over", over, rng.randint(0, poll.budget)))


@few
@given(st.integers(0, 10**6), st.sampled_from(KINDS), st.sampled_from(UTILITIES), st.sampled_from(COMPLETIONS))
def test_no_line_is_ever_passed_and_no_floor_spent_by_others(
    seed: int, kind: str, utility: Utility, completion: Completion
) -> None:
    poll = small_election(seed, kind=kind)
    lines = some_lines(poll, Random(seed))
    for rule in (Rule("equal-shares", utility, completion, seed), Rule("greedy", utility, "none", seed)):
        outcome = decide(poll, rule, lines)
        assert outcome.cost(poll) <= poll.budget
        for line, got in zip(lines, outcome.lines, strict=True):
            assert got.spent == sum(poll.costs[p] for p in outcome.winners if p in line.projects)
            assert line.ceiling is None or got.spent <= line.ceiling
            assert outcome.cost(poll) - got.spent <= poll.budget - line.floor
            assert got.missing == max(0, line.floor - got.spent)
        # As the twin, apart from what lines below their floor add at the end.
        winners, _raises = reference.decide(poll, rule, lines)
        assert list(outcome.winners[: len(winners)]) == winners
        added = outcome.winners[len(winners) :]
        floored = frozenset().union(*(line.projects for line in lines if line.floor))
        assert set(added) <= floored


def test_a_sub_budget_goes_to_its_own_projects() -> None:
    poll = approvals({"a": 5, "b": 5, "c": 5, "d": 5}, ["a b c"] * 9 + ["d"], 15)
    assert sorted(won(poll, Rule("greedy"))) == ["a", "b", "c"]
    south = BudgetLine("south", frozenset({3}), ceiling=5, floor=5)
    for rule in (Rule("greedy"), *(Rule(completion=completion) for completion in COMPLETIONS)):
        assert "d" in won(poll, rule, (south,))
        assert decide(poll, rule, (south,)).cost(poll) <= 15


@pytest.mark.parametrize(
    "lines",
    [
        (BudgetLine("a", frozenset({0}), 4, 5),),
        (BudgetLine("a", frozenset({0}), None, 9), BudgetLine("b", frozenset({1}), None, 2)),
        (BudgetLine("a", frozenset({0}), None, 1), BudgetLine("b", frozenset({0}), None, 1)),
        (BudgetLine("a", frozenset({0})), BudgetLine("a", frozenset({1}))),
    ],
)
def test_lines_that_cannot_hold_are_refused(lines: tuple[BudgetLine, ...]) -> None:
    with pytest.raises(ElectionError):
        decide(approvals({"a": 5, "b": 5}, ["a b"], 10), Rule(), lines)


def test_ties_go_to_the_lowest_cost_then_the_most_votes_then_the_lot() -> None:
    poll = approvals({"dear": 8, "few": 4, "many": 4, "same": 4}, ["dear few many", "many same", "dear"], 30)
    order = [poll.names[project] for project in tie_order(poll, 1)]
    assert order[0] == "many"
    assert order[3] == "dear"
    firsts = {tie_order(poll, seed)[1] for seed in range(30)}
    assert firsts == {1, 3}  # the lot decides between "few" and "same"; each can have it
    assert tie_order(poll, 7) == tie_order(poll, 7)


def test_an_exact_tie_that_floats_see_as_a_difference() -> None:
    # With cost utilities the price is 1 / votes, whatever the cost: a tie for the cheaper project. Floats that compute
    # cost / votes / cost find the dearer one cheaper for some costs.
    pairs = [(c, d) for c in range(1, 40) for d in range(c + 1, 40) if (d / 49) / d < (c / 49) / c]
    assert pairs
    for cheap, dear in pairs[:20]:
        poll = approvals({"dear": dear, "cheap": cheap}, ["dear"] * 49 + ["cheap"] * 49, 1000)
        assert won(poll, Rule(completion="none"))[0] == "cheap"


def test_a_difference_that_floats_see_as_a_tie() -> None:
    # 10^17 + 1/2 a vote against 10^17 + 1: floats call it equal, and a tie would go to the lower cost.
    first, second = 10**17 + 1, 2 * 10**17 + 1
    poll = approvals({"tie": first, "better": second}, ["tie", "better", "better"], 10**18)
    assert float(first) == second / 2
    assert won(poll, Rule(utility="cardinality", completion="none")) == ["better", "tie"]


def test_money_that_is_just_enough_and_just_too_little() -> None:
    # Three voters with 1/3 each: together exactly 1.
    just = approvals({"a": 1}, ["a", "a", "a"], 1)
    assert won(just, Rule(completion="none")) == ["a"]
    third = Fraction(10**17, 3)
    assert 3 * float(third) == 10**17 + 0.0
    little = approvals({"a": 10**17 + 1}, ["a", "a", "a"], 10**17)
    assert won(little, Rule(completion="none")) == []


@few
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(1, 30), st.sampled_from(UTILITIES))
def test_every_united_group_gets_its_share(sizes: list[int], budget: int, utility: Utility) -> None:
    costs = {f"{group}.{number}": 1 for group in range(len(sizes)) for number in range(budget)}
    ballots = [
        " ".join(f"{group}.{number}" for number in range(budget))
        for group, size in enumerate(sizes)
        for _ in range(size)
    ]
    winners = won(approvals(costs, ballots, budget), Rule("equal-shares", utility, "none"))
    for group, size in enumerate(sizes):
        assert sum(name.startswith(f"{group}.") for name in winners) >= budget * size // sum(sizes)


@few
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_ballots_means_nothing(seed: int, rng: Random) -> None:
    poll = small_election(seed)
    order = list(range(len(poll.counts)))
    rng.shuffle(order)
    turned = Election(
        poll.names, poll.costs, poll.budget, poll.unit, poll.voters, poll.counts[order], poll.weights[order]
    )
    assert decide(turned, Rule(seed=seed)).winners == decide(poll, Rule(seed=seed)).winners


def test_edges() -> None:
    nobody = approvals({"a": 1, "free": 0}, [], 10)
    silent = approvals({"a": 1, "free": 0}, ["", "", ""], 10)
    for rule in (Rule("greedy"), *(Rule(completion=completion) for completion in COMPLETIONS)):
        assert won(nobody, rule) == []
        assert won(silent, rule) == []
        assert won(approvals({}, ["", ""], 10), rule) == []
        assert won(approvals({"a": 5}, ["a"], 10), rule) == ["a"]
        # Dearer than the budget never wins; a free project with a vote always does, one without never.
        poll = approvals({"dear": 11, "free": 0, "unasked": 0, "a": 4}, ["dear free a", "dear"], 10)
        assert sorted(won(poll, rule)) == ["a", "free"]
        # An empty ballot keeps its share: 5 each, so `b` (6) is out of reach without completion.
        poll = approvals({"b": 6}, ["b", ""], 10)
        assert won(poll, rule) == ([] if rule == Rule(completion="none") else ["b"])
        assert won(approvals({"a": 3, "b": 0}, ["a b"], 0), rule) == ["b"]


@pytest.mark.parametrize(
    ("change", "value"),
    [("costs", (-1, 2)), ("costs", (1,)), ("budget", -1), ("unit", 0), ("voters", 1), ("names", ("a", "a"))],
)
def test_an_election_that_cannot_be_is_refused(change: str, value: object) -> None:
    facts: dict[str, object] = {
        "names": ("a", "b"), "costs": (1, 2), "budget": 3, "unit": 1, "voters": 2,
        "counts": np.array([2]), "weights": np.array([[1, 0]], dtype=np.uint8),
    }  # fmt: skip
    Election(**facts)  # type: ignore[arg-type]
    with pytest.raises(ElectionError):
        Election(**(facts | {change: value}))  # type: ignore[arg-type]


def test_points_beyond_exact_sums_are_refused() -> None:
    with pytest.raises(ElectionError):
        election({"a": 1}, [{"a": 2**52}, {"a": 1}], budget=3)
    with pytest.raises(ElectionError):
        election({"a": 1}, [{"b": 1}], budget=3)
