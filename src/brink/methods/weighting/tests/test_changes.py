"""Ways to give a figure room: what may be touched and what stays, for one figure, for the cheapest cover, and later."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from brink.methods.sortition.solver import Infeasible
from brink.methods.weighting import Crossing, Publication, Table, crossing_of, protect_all, protect_later
from brink.methods.weighting import fewest as fewest_module
from brink.methods.weighting.attack import DOWN, UP, Attack, figures_of
from brink.methods.weighting.fewest import _cheapest, fewest
from brink.methods.weighting.figures import Plan, plan_of
from brink.methods.weighting.suppression import CannotProtect, _Changes, _dearest, _mended, choose, loss

from .test_protecting import columns_of, crossing_from, people_of
from .test_suppression import EXAMPLE, PAIRS, figure_of, made


def later(seed: int) -> Plan:
    """Return the plan of a second publication: the first is out, some left and some came."""
    rng = np.random.default_rng(seed)
    cells = [(place, sex) for place in "xyz" for sex in "mv"]
    first = people_of({cell: int(rng.poisson(22 * rng.gamma(2, 0.5))) for cell in cells})
    table = (Table("t", ("place", "sex")),)
    before = Publication(("place", "sex"), first, table, protect_all(crossing_of(columns_of(first)), table).tables)
    stay = {name: cell for name, cell in first.items() if rng.random() > 0.06}
    came = people_of({cell: int(rng.poisson(3)) for cell in cells}, 1000)
    return protect_later([before], Publication(("place", "sex"), {**stay, **came}, table)).proofs[0].plan


def laid_out(crossing: Crossing, tables: list[Table], threshold: int = 10) -> Plan:
    """Return the plan of tables for which nothing is chosen yet."""
    return plan_of(crossing, [figure for table in tables for _p, figure in table.figures(crossing)], {},
                   threshold=threshold, hide_zeros=False)  # fmt: skip


CROSSED = [Table("t", ("a", "b"))]
PLANS: dict[str, Callable[[], Plan]] = {
    "zeros": lambda: laid_out(made(6, (3, 4), 7), CROSSED),
    "more zeros": lambda: laid_out(made(14, (4, 3), 9), CROSSED),
    "cells that are not published": lambda: laid_out(made(31, (3, 2, 2), 20), PAIRS),
    "after an earlier publication": lambda: later(5),
}
each_plan = pytest.mark.parametrize("plan_of_it", PLANS.values(), ids=list(PLANS))


@each_plan
def test_a_change_touches_no_zero_and_nothing_that_is_known(plan_of_it: Callable[[], Plan]) -> None:
    """By one and by many, up and down: what is touched was shown, may go, and makes room."""
    plan = plan_of_it()
    shown = (plan.wanted & ~plan.small) | plan.fixed
    changes, tried = _Changes(plan), 0
    stays = plan.fixed | (plan.counts == 0)
    for figure in np.flatnonzero(plan.wanted | plan.watched)[:15].tolist():
        count = int(plan.counts[figure])
        for goal in (count + 1, count + 9, count - 1, int(plan.least[figure])):
            try:
                touched = changes.touched(figure, goal, shown) if goal != count else None
            except Infeasible:
                continue
            if touched is None:
                continue
            assert goal >= plan.least[figure]
            tried += 1
            assert shown[touched].all()
            assert not stays[touched].any()
            trial = shown.copy()
            trial[touched] = False
            assert not len(changes.touched(figure, goal, trial))
            trial[figure] = False
            low, high = Attack(plan, trial).bounds(figure)
            assert low - 1e-6 <= goal <= high + 1e-6
    assert tried > 5


def test_what_is_told_to_be_no_zero_cannot_become_one() -> None:
    plan = laid_out(crossing_from(EXAMPLE), CROSSED)
    shown, changes = (plan.wanted & ~plan.small) | plan.fixed, _Changes(plan)
    row = plan.figures.index(((0,), (0, 1, 2)))
    for figure, least in ((row, 3), (figure_of(plan, 0, 0), 1)):  # three cells of at least one
        assert len(changes.touched(figure, least, shown))
        with pytest.raises(Infeasible):
            changes.touched(figure, 0, shown)
    with pytest.raises(Infeasible):
        changes.touched(plan.figures.index(((0, 1, 2), (0, 1, 2))), 245, shown)


def test_one_can_become_two_and_two_one_but_no_less() -> None:
    for count, goals in ((1, (2, 3)), (2, (1, 3))):
        plan = laid_out(crossing_from(np.array([[count, 20, 30], [40, 25, 12], [30, 22, 60]])), CROSSED)
        shown, changes = (plan.wanted & ~plan.small) | plan.fixed, _Changes(plan)
        for goal in goals:
            touched = {plan.figures[one] for one in changes.touched(figure_of(plan, 0, 0), goal, shown)}
            assert touched == {((0,), (1,)), ((2,), (0,)), ((2,), (1,))}
        with pytest.raises(Infeasible):
            changes.touched(figure_of(plan, 0, 0), 0, shown)


@each_plan
def test_the_cheapest_cover_leaves_zeros_and_what_is_known(plan_of_it: Callable[[], Plan]) -> None:
    plan = plan_of_it()
    shown, bound = fewest(plan)
    final, tables, again = choose(plan)
    assert (again, len(tables.exposed())) == (bound, 0)
    for choice in (shown, final):
        assert choice[plan.fixed].all()
        assert choice[plan.wanted & (plan.counts == 0)].all()
        assert not choice[plan.small].any()
        assert not choice[~plan.wanted & ~plan.fixed].any()
        lost = float(plan.cost[plan.wanted & ~plan.small & ~choice].sum())
        assert lost >= bound - 1e-6
    assert bound == pytest.approx(float(plan.cost[plan.wanted & ~plan.small & ~shown].sum()))


@pytest.mark.parametrize(
    ("counts", "known", "gone"), [([5, 12, 40, 60], (), 1), ([5, 12, 40, 60], (1,), 2), ([5, 0, 40, 60], (), 2)]
)
def test_with_one_small_group_the_cheapest_other_goes_unless_it_is_known_or_empty(
    counts: list[int], known: tuple[int, ...], gone: int
) -> None:
    crossing = crossing_from(np.array(counts))
    wanted = [((at,),) for at in range(4)]
    plan = plan_of(crossing, wanted, {((at,),): True for at in known}, threshold=10, hide_zeros=False)
    shown, bound = fewest(plan)
    assert [at for at in range(4) if not shown[plan.place[(at,),]]] == [0, gone]
    assert bound == pytest.approx(np.log1p(counts[gone]))
    assert (choose(plan)[0] == shown).all()


def test_what_is_worth_most_is_shown_again_first() -> None:
    """All but the total hidden: sixty and forty come back, twelve alone must stay with the five."""
    plan = plan_of(crossing_from(np.array([5, 60, 12, 40])), [((at,),) for at in range(4)], {},
                   threshold=10, hide_zeros=False)  # fmt: skip
    shown, tables = _mended(plan, plan.fixed.copy())
    assert [bool(shown[plan.place[(at,),]]) for at in range(4)] == [False, True, False, True]
    assert not len(tables.exposed())
    small = plan.place[(0,),]
    assert (tables.low[small], tables.high[small]) == (1, 16)


def test_a_table_as_large_as_can_be_is_still_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = laid_out(crossing_from(EXAMPLE), CROSSED)
    usual = fewest(plan)[1]
    monkeypatch.setattr(fewest_module, "_LARGEST", plan.sums.size)
    assert fewest(plan)[1] == usual > 0
    monkeypatch.setattr(fewest_module, "_LARGEST", plan.sums.size - 1)
    assert fewest(plan)[1] == 0


def test_the_bound_holds_when_the_cheapest_cover_is_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against another integer program: one that is done at the first node, and one where fractions give the bound."""
    monkeypatch.setattr(fewest_module, "_NODES", 1)
    rng, in_time = np.random.default_rng(3), []
    for _case in range(2):
        cost, covers = rng.uniform(1, 4, 60), rng.random((90, 60)) < 0.1
        covers[:, 0] |= ~covers.any(axis=1)
        rows = LinearConstraint(covers.astype(float), 1, np.inf)
        best = milp(cost, constraints=rows, bounds=Bounds(0, 1), integrality=np.ones(60)).fun
        relaxed = milp(cost, constraints=rows, bounds=Bounds(0, 1)).fun
        bound, hidden = _cheapest(cost, covers)
        assert (covers @ hidden >= 1).all()
        assert cost[hidden].sum() >= best - 1e-6
        in_time.append(bound == pytest.approx(best))
        assert in_time[-1] or bound == pytest.approx(relaxed)
    assert in_time == [False, True]


def test_of_two_choices_the_one_that_loses_less_is_taken() -> None:
    """With three variables the choice of `fewest` must be mended, and then loses more than the other (39.975)."""
    plan = laid_out(made(2, (3, 3, 2), 20), [Table("t", ("a", "b", "c"))])
    shown, tables, bound = choose(plan)
    assert (round(bound, 3), round(loss(plan, shown), 3)) == (32.63, 35.973)
    assert not len(tables.exposed())


def test_advice_of_last_resort_is_the_cheapest_that_overlaps_even_one_person() -> None:
    crossing = crossing_from(np.array([[0, 1, 30], [40, 3, 2]]))
    plan = laid_out(crossing, CROSSED, 1)
    shown = plan.wanted | plan.fixed
    gone = []
    while True:
        try:
            offer = _dearest(plan, shown, plan.figures.index(((0,), (0, 1, 2))))
        except CannotProtect:
            break
        gone.append([plan.figures[one] for one in np.flatnonzero(shown & ~offer)])
        shown = offer
    one = [((0,), (1,)), ((0, 1), (1,)), ((0,), (2,)), ((0,), (0, 1, 2))]
    assert [figures[0] for figures in gone[:3]] == [one[0], one[1], one[2]]
    assert [len(figures) for figures in gone] == [1] * 10
    # What does not overlap with the row comes after all that does, the smallest first; zeros and the total stay.
    assert [figures[0] for figures in gone[-4:]] == [((1,), (2,)), ((1,), (1,)), ((1,), (0,)), ((1,), (0, 1, 2))]
    assert {plan.figures[one] for one in np.flatnonzero(shown)} == {((0,), (0,)), ((0, 1), (0, 1, 2))}


@pytest.mark.parametrize("tables", [CROSSED, [Table("t", ("a", "b"), totals=False)]])
def test_an_end_is_reached_as_a_goal_and_nothing_beyond_it_is(tables: list[Table]) -> None:
    """For every figure, also where part of it is known: up and down, and both within what a program allows."""
    plan = laid_out(crossing_from(EXAMPLE), tables)
    attack = Attack(plan, choose(plan)[0])
    moved = 0
    for figure in range(len(plan.figures)):
        for way in (DOWN, UP):
            table = attack.end(figure, way)
            assert table is not None
            value = int(figures_of(plan, table)[figure])
            assert way * value >= way * int(plan.counts[figure])
            assert value == pytest.approx(attack.reason(figure, way)[0])
            again = attack.end(figure, way, value)
            assert again is not None
            assert figures_of(plan, again)[figure] == value
            assert attack.end(figure, way, value + way) is None
            moved += value != plan.counts[figure]
    assert moved >= 8


def test_where_all_is_shown_nothing_can_be_else() -> None:
    plan = laid_out(crossing_from(EXAMPLE), CROSSED)
    attack = Attack(plan, np.ones(len(plan.figures), bool))
    assert [attack.bounds(figure) for figure in range(len(plan.figures))] == [(one, one) for one in plan.counts]
