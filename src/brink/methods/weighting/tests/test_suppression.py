"""What is chosen to be hidden and what that costs: at or near the bound that no choice goes under, always the same."""

import dataclasses

import numpy as np
import pytest

from brink.methods.sortition.solver import Infeasible
from brink.methods.weighting import Crossing, NotProtected, Table, check, protect_all
from brink.methods.weighting import fewest as fewest_module
from brink.methods.weighting.attack import Attack, Tables, agrees, figures_of, wide
from brink.methods.weighting.figures import Plan
from brink.methods.weighting.suppression import CannotProtect, _Changes, _dearest, choose, loss

from .test_protecting import crossing_from


def made(seed: int, shape: tuple[int, ...], mean: float) -> Crossing:
    rng = np.random.default_rng(seed)
    return crossing_from(rng.poisson(mean * rng.gamma(2, 0.5, shape)))


def plan_for(crossing: Crossing, tables: list[Table] | None = None, *, hide_zeros: bool = False) -> Plan:
    whole = tables or [Table("t", crossing.variables)]
    return protect_all(crossing, whole, hide_zeros=hide_zeros).proofs[0].plan


PAIRS = [Table("ab", ("a", "b")), Table("ac", ("a", "c"))]
# seed, shape, mean; figures hidden, what is lost, what no choice goes under, what the heuristic alone loses
CHOICES = [
    (0, (8,), 15, 5, 0.0, 0.0, 0.0),
    (2, (4, 4), 20, 6, 12.026, 12.026, 12.026),
    (3, (6, 5), 12, 14, 4.796, 4.796, 4.796),
    (4, (5, 6), 9, 18, 8.237, 8.237, 10.23),
    (5, (12, 10), 30, 19, 8.033, 8.033, 8.033),
    (11, (9, 7), 14, 27, 7.87, 7.87, 10.007),
    (12, (5, 4), 25, 4, 8.068, 8.068, 8.068),
]
# Three variables and more, by the heuristic: what is hidden and lost.
BY_HEURISTIC = [
    (6, (3, 3, 2), 18, 16, 41.087), (7, (4, 3, 2), 25, 14, 28.171), (9, (2, 5, 3), 14, 25, 33.958),
    (8, (3, 2, 2, 2), 20, 40, 103.368),
]  # fmt: skip


def hidden(plan: Plan, shown: np.ndarray) -> int:
    return int((plan.wanted & ~shown).sum())


@pytest.mark.parametrize(("seed", "shape", "mean", "count", "lost", "least", "alone"), CHOICES)
def test_the_choice_and_its_price_stay_what_they_are(
    seed: int, shape: tuple[int, ...], mean: float, count: int, lost: float, least: float, alone: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    plan = plan_for(made(seed, shape, mean))
    shown, tables, bound = choose(plan)
    assert (hidden(plan, shown), round(loss(plan, shown), 3), round(bound, 3)) == (count, lost, least)
    assert not len(tables.exposed())
    assert not (shown & ~plan.wanted & ~plan.fixed).any()
    monkeypatch.setattr(fewest_module, "_LARGEST", 0)
    shown, tables, bound = choose(plan)
    assert (round(loss(plan, shown), 3), bound) == (alone, 0.0)
    assert not len(tables.exposed())


# Twenty small tables: hidden and lost in all, and by the heuristic alone.
SMALL = [
    (12, 8.05, 13, 10.07), (12, 8.11, 12, 8.11), (4, 6.14, 4, 6.14), (15, 4.96, 15, 4.96), (4, 5.29, 4, 5.29),
    (8, 9.67, 8, 9.67), (13, 8.07, 14, 10.71), (9, 8.26, 9, 8.26), (7, 6.73, 7, 7.15), (13, 7.52, 13, 7.52),
    (10, 11.12, 10, 11.12), (11, 9.02, 11, 9.02), (14, 5.44, 14, 5.44), (10, 15.62, 10, 15.62), (7, 5.82, 7, 5.82),
    (15, 0.0, 15, 0.0), (11, 10.93, 11, 10.93), (10, 7.87, 10, 7.87), (13, 5.35, 14, 7.37), (8, 8.65, 8, 8.65),
]  # fmt: skip


def test_small_tables_lose_what_they_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for seed in range(20):
        shape, mean = [(4, 4), (5, 3), (4, 3), (6, 2), (3, 3)][seed % 5], (6, 12, 18)[seed % 3]
        plan = plan_for(made(100 + seed, shape, mean), hide_zeros=seed % 4 == 0)
        own: list[float] = []
        for largest in (fewest_module._LARGEST, 0):
            with monkeypatch.context() as patch:
                patch.setattr(fewest_module, "_LARGEST", largest)
                shown, _tables, _bound = choose(plan)
            own += [hidden(plan, shown), round(loss(plan, shown), 2)]
        found.append(tuple(own))
    assert found == SMALL


@pytest.mark.parametrize(("seed", "shape", "mean", "count", "lost"), BY_HEURISTIC)
def test_the_heuristic_alone_protects_crossings_of_more_variables(
    seed: int, shape: tuple[int, ...], mean: float, count: int, lost: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fewest_module, "_LARGEST", 0)
    plan = plan_for(made(seed, shape, mean))
    shown, tables, _bound = choose(plan)
    assert (hidden(plan, shown), round(loss(plan, shown), 3)) == (count, lost)
    assert not len(tables.exposed())
    # Nothing that is hidden besides could be shown while all else stays: each is needed.
    for figure in np.flatnonzero(plan.wanted & ~plan.small & ~shown):
        trial = shown.copy()
        trial[figure] = True
        attack = Attack(plan, trial)
        bounds = [attack.bounds(other) for other in np.flatnonzero(plan.watched)]
        whole = [bool(wide(np.array(low - 1e-6), np.array(high + 1e-6), 10)) for low, high in bounds]
        assert not all(whole) or seed == 8


@pytest.mark.parametrize(
    ("tables", "zeros", "counts", "lost"),
    [
        ([*PAIRS, Table("bc", ("b", "c"))], False, [0, 0, 0], 0.0),
        ([Table("all", ("a", "b")), Table("some", ("a", "b"), {"c": ("1",)})], False, [0, 8], 9.209),
        ([Table("abc", ("a", "b", "c"), totals=False), Table("a", ("a",))], False, [9, 0], 2.89),
        (PAIRS, True, [0, 0], 0.0),
    ],
)
def test_tables_together(tables: list[Table], zeros: bool, counts: list[int], lost: float) -> None:
    found = protect_all(made(31, (4, 3, 2), 14), tables, hide_zeros=zeros)
    assert [int((~one.shown).sum()) for one in found.tables] == counts
    assert round(sum(proof.lost for proof in found.proofs), 3) == lost
    assert all(proof.lost >= proof.least_lost - 1e-9 for proof in found.proofs)


def figure_of(plan: Plan, *place: int) -> int:
    return plan.figures.index(tuple((at,) for at in place))


EXAMPLE = np.array([[5, 20, 30], [40, 25, 12], [30, 22, 60]])


def test_what_a_change_touches_is_the_cheapest_way_round() -> None:
    """Five people more in one cell: the rectangle over the smallest counts, or nothing where all of it is hidden."""
    plan = plan_for(crossing_from(EXAMPLE))
    shown = (plan.wanted & ~plan.small) | plan.fixed
    changes, small = _Changes(plan), figure_of(plan, 0, 0)
    touched = {plan.figures[figure] for figure in changes.touched(small, 10, shown)}
    assert touched == {((0,), (1,)), ((2,), (0,)), ((2,), (1,))}
    without = shown.copy()
    without[list(changes.touched(small, 10, shown))] = False
    assert not len(changes.touched(small, 10, without))
    assert {plan.figures[f] for f in changes.touched(small, 1, shown)} == touched
    with pytest.raises(Infeasible):
        changes.touched(small, 10**6, shown)
    whole = plan.figures.index(((0,), (0, 1, 2)))
    assert plan.counts[whole] == 55
    # The total of a row can only move when it is hidden itself, with cells below it and another total.
    assert whole not in changes.touched(small, 10, shown)


def test_an_attack_on_a_worked_example() -> None:
    """With only the five hidden it follows; with the rectangle it lies between 1 and 25, and no program says else."""
    plan = plan_for(crossing_from(EXAMPLE))
    small = figure_of(plan, 0, 0)
    bare = Attack(plan, (plan.wanted & ~plan.small) | plan.fixed)
    assert bare.bounds(small) == (5.0, 5.0)
    assert bare.end(small, 1, 6) is None
    value, why = bare.reason(small, 1)
    assert value == 5.0
    assert why.any()
    shown, _tables, _bound = choose(plan)
    attack = Attack(plan, shown)
    assert {plan.figures[f] for f in np.flatnonzero(plan.wanted & ~shown)} == {
        ((0,), (0,)), ((0,), (1,)), ((2,), (0,)), ((2,), (1,)),
    }  # fmt: skip
    low, high = attack.bounds(small)
    assert (low, high) == pytest.approx((1.0, 24.0))
    least, most = attack.end(small, -1), attack.end(small, 1)
    assert least is not None
    assert most is not None
    assert [int(figures_of(plan, table)[small]) for table in (least, most)] == [1, 24]
    for table in (least, most):
        assert agrees(plan, shown, table)
    assert attack.end(small, 1, 25) is None
    beyond = attack.end(small, 1, 20)
    assert beyond is not None
    assert figures_of(plan, beyond)[small] >= 20
    # A figure that is shown cannot be anything else, and is told without a program.
    fixed = figure_of(plan, 1, 1)
    assert attack.end(fixed, 1, 25) is plan.truth
    assert attack.end(fixed, 1, 26) is None
    assert attack.end(fixed, -1, 25) is plan.truth
    assert attack.end(fixed, -1, 24) is None
    assert not agrees(plan, shown, plan.truth + 1)
    assert not agrees(plan, shown, plan.truth - 100)


def test_a_table_with_a_hidden_count_of_none_agrees_only_where_zeros_may_be_hidden() -> None:
    for zeros in (False, True):
        plan = plan_for(crossing_from(EXAMPLE), hide_zeros=zeros)
        nothing = np.zeros(len(plan.figures), bool)
        table = plan.truth.copy()
        assert agrees(plan, nothing, table)
        table[4] = 0
        assert agrees(plan, nothing, table) is zeros


def test_a_hidden_count_of_one_cell_is_at_least_one() -> None:
    plan = plan_for(crossing_from(EXAMPLE))
    attack = Attack(plan, np.zeros(len(plan.figures), bool))
    for figure in np.flatnonzero((plan.single >= 0) & plan.wanted):
        assert attack.bounds(int(figure))[0] == pytest.approx(1.0)


def test_every_goal_within_the_bounds_is_reached_by_a_whole_table() -> None:
    plan = plan_for(crossing_from(EXAMPLE))
    shown = choose(plan)[0]
    attack, small = Attack(plan, shown), figure_of(plan, 0, 0)
    cost = plan.sums[small, attack.free]
    for goal in range(6, 25):
        table = attack._nearby(cost, goal)
        assert table is not None
        assert agrees(plan, shown, table)
        assert figures_of(plan, table)[small] == goal
    with pytest.raises((Infeasible, RuntimeError)):
        attack._nearby(cost, 25)


def test_tables_that_were_found_are_kept_while_they_widen_an_interval() -> None:
    plan = plan_for(crossing_from(EXAMPLE))
    shown, _tables, _bound = choose(plan)
    attack, tables, small = Attack(plan, shown), Tables(plan), figure_of(plan, 0, 0)
    assert tables.exposed().tolist() == [small]
    assert not tables.protects(small)
    tables.add(None)
    tables.add(attack.end(small, -1))
    assert (int(tables.low[small]), int(tables.high[small])) == (1, 5)
    tables.add(attack.end(small, 1))
    assert (int(tables.low[small]), int(tables.high[small]), tables.protects(small)) == (1, 24, True)
    assert not len(tables.exposed())
    low, high = tables.ends(small)
    assert [int(figures_of(plan, table)[small]) for table in (low, high)] == [1, 24]
    # Of the three tables only the true one has this figure at its true value.
    kept = tables.keeping(figure_of(plan, 0, 1))
    assert kept.low.tolist() == kept.high.tolist() == plan.counts.tolist()
    assert tables.keeping(figure_of(plan, 1, 1)).high[small] == 24


def test_an_interval_protects_when_it_reaches_the_threshold_and_is_wide_enough() -> None:
    cases = {(1, 10): True, (1, 9): False, (2, 10): False, (2, 11): True, (0, 9): False, (5, 14): True, (5, 13): False}
    assert {ends: bool(wide(np.array(ends[0]), np.array(ends[1]), 10)) for ends in cases} == cases


@pytest.mark.parametrize("seed", range(6))
def test_what_a_change_touches_makes_room_for_it(seed: int) -> None:
    """Any figure, of one cell or of more, up or down: hide what is touched, and the attack reaches the goal."""
    plan = plan_for(made(seed, (3, 4), 25))
    shown = (plan.wanted & ~plan.small) | plan.fixed
    changes, tried = _Changes(plan), 0
    for figure in np.flatnonzero(plan.wanted):
        for goal in (int(plan.counts[figure]) + 12, max(int(plan.counts[figure]) - 7, int(plan.least[figure]))):
            if goal == plan.counts[figure] or plan.fixed[figure]:
                continue
            try:
                touched = changes.touched(int(figure), goal, shown)
            except Infeasible:
                continue
            tried += 1
            trial = shown.copy()
            trial[touched] = False
            trial[figure] = False
            low, high = Attack(plan, trial).bounds(int(figure))
            assert low - 1e-6 <= goal <= high + 1e-6
            assert shown[touched].all()
    assert tried > 10


def test_where_programs_give_no_advice_the_cheapest_neighbour_goes() -> None:
    plan = plan_for(crossing_from(EXAMPLE))
    shown = (plan.wanted & ~plan.small) | plan.fixed
    small = figure_of(plan, 0, 0)
    offer = _dearest(plan, shown, small)
    gone = np.flatnonzero(shown & ~offer)
    assert len(gone) == 1
    overlapping = [f for f in np.flatnonzero(shown & ~plan.fixed) if plan.sums[f] @ plan.sums[small] > 0]
    assert plan.cost[gone[0]] == min(plan.cost[f] for f in overlapping)
    assert gone[0] in overlapping
    with pytest.raises(CannotProtect):
        _dearest(plan, plan.fixed.copy(), small)


def test_a_proof_with_a_small_figure_shown_is_refused() -> None:
    found = protect_all(crossing_from(EXAMPLE), [Table("t", ("a", "b"))])
    proof = found.proofs[0]
    check(proof)
    worse = proof.shown.copy()
    worse[figure_of(proof.plan, 0, 0)] = True
    with pytest.raises(NotProtected, match="a small figure is shown"):
        check(dataclasses.replace(proof, shown=worse))


def test_groups_that_no_table_shows_are_watched() -> None:
    """Without totals a row of two that is small together is still a group that a difference would tell."""
    crossing = crossing_from(np.array([[3, 4], [30, 40]]))
    plan = plan_for(crossing, [Table("t", ("a", "b"), totals=False)])
    assert set(plan.figures) == {(a, b) for a in ((0,), (1,), (0, 1)) for b in ((0,), (1,), (0, 1))}
    row = plan.figures.index(((0,), (0, 1)))
    assert (bool(plan.watched[row]), bool(plan.wanted[row]), int(plan.counts[row])) == (True, False, 7)
