"""The plan of what to publish, field by field on a table of four; and what cannot be laid out is refused."""

import numpy as np
import pytest

from brink.methods.weighting import Crossing, Table, TooLarge, crossing_of
from brink.methods.weighting import figures as figures_module
from brink.methods.weighting.figures import Bools, Figure, Plan, plan_of

ALL = (0, 1)
CELLS = [((a,), (b,)) for a in ALL for b in ALL]
ROWS: list[Figure] = [((0,), ALL), ((1,), ALL)]
COLUMNS: list[Figure] = [(ALL, (0,)), (ALL, (1,))]
WHOLE: Figure = (ALL, ALL)


def four(*, known_total: bool = True, impossible: Bools | None = None) -> Crossing:
    """Return nobody, three; twelve, one."""
    return Crossing(("a", "b"), (("p", "q"), ("x", "y")), np.array([[0, 3], [12, 1]]), impossible, known_total)


def those(plan: Plan, which: Bools) -> set[Figure]:
    return {plan.figures[at] for at in np.flatnonzero(which)}


def test_a_plan_of_cells_and_rows_with_a_column_that_was_hidden_and_one_that_is_out() -> None:
    plan = plan_of(four(), [*CELLS, *ROWS], {COLUMNS[0]: False, COLUMNS[1]: True}, threshold=10, hide_zeros=False)
    assert set(plan.figures) == {*CELLS, *ROWS, *COLUMNS, WHOLE}
    assert len(plan.figures) == 9
    counts = dict(zip(plan.figures, plan.counts.tolist(), strict=True))
    assert [counts[one] for one in [*CELLS, *ROWS, *COLUMNS, WHOLE]] == [0, 3, 12, 1, 3, 13, 12, 4, 16]
    assert (plan.truth.tolist(), plan.most.tolist()) == ([0, 3, 12, 1], [36] * 4)
    assert all(plan.place[one] == at for at, one in enumerate(plan.figures))
    assert (plan.sums @ np.array([1, 10, 100, 1000])).tolist() == [
        sum(10 ** (2 * a + b) for a in figure[0] for b in figure[1]) for figure in plan.figures
    ]
    assert [plan.single[plan.place[one]] for one in CELLS] == [0, 1, 2, 3]
    assert (plan.single == -1).sum() == 5
    assert those(plan, plan.wanted) == {*CELLS, *ROWS}
    assert those(plan, plan.fixed) == {COLUMNS[1], WHOLE}
    # Of the small groups the column is out; no column of the two is wanted now.
    assert those(plan, plan.small) == {CELLS[1], CELLS[3], ROWS[0]}
    assert those(plan, plan.watched) == {CELLS[1], CELLS[3], ROWS[0]}
    assert those(plan, plan.basis) == {CELLS[0], CELLS[2], ROWS[1], COLUMNS[1], WHOLE}
    assert set(plan.least.tolist()) == {0, 1}
    assert those(plan, plan.least > 0) == {*CELLS[1:], *ROWS, *COLUMNS, WHOLE}
    cost = dict(zip(plan.figures, plan.cost.tolist(), strict=True))
    assert [cost[one] for one in (CELLS[0], CELLS[2], ROWS[1])] == pytest.approx([0, np.log(13), np.log(14)])
    assert cost[WHOLE] == pytest.approx(1000 * np.log(17))


@pytest.mark.parametrize(("threshold", "small"), [(1, 0), (2, 1), (3, 1), (4, 3), (12, 3), (13, 4)])
def test_small_is_from_one_to_just_under_the_threshold(threshold: int, small: int) -> None:
    plan = plan_of(four(), [*CELLS, ROWS[0]], {}, threshold=threshold, hide_zeros=False)
    assert plan.small.sum() == small
    assert those(plan, plan.watched) - those(plan, plan.small) <= {COLUMNS[1], COLUMNS[0], ROWS[1]}
    assert (COLUMNS[1] in those(plan, plan.watched)) == (threshold > 4)


def test_where_zeros_are_hidden_they_are_small_and_nothing_is_told_of_what_is_hidden() -> None:
    impossible = np.array([[True, False], [False, False]])
    for crossing, zeros in ((four(), {CELLS[0]}), (four(impossible=impossible), set())):
        plan = plan_of(crossing, [*CELLS, ROWS[0]], {}, threshold=10, hide_zeros=True)
        assert those(plan, plan.small) == {CELLS[1], CELLS[3], ROWS[0]} | zeros
        assert not plan.least.any()
    assert plan.most.tolist() == [0, 36, 36, 36]
    unwanted = plan_of(four(), CELLS[1:], {}, threshold=10, hide_zeros=True)
    assert CELLS[0] not in those(unwanted, unwanted.watched)


@pytest.mark.parametrize(("known", "threshold", "fixed"), [(True, 16, True), (True, 17, False), (False, 16, False)])
def test_the_total_is_known_when_it_is_said_to_be_and_not_small(known: bool, threshold: int, fixed: bool) -> None:
    plan = plan_of(four(known_total=known), CELLS, {}, threshold=threshold, hide_zeros=False)
    assert those(plan, plan.fixed) == ({WHOLE} if fixed else set())


def test_a_variable_of_one_category_makes_no_group_twice() -> None:
    crossing = Crossing(("a", "b"), (("p",), ("x", "y")), np.array([[4, 9]]))
    plan = plan_of(crossing, [], {}, threshold=10, hide_zeros=False)
    assert set(plan.figures) == {((0,), (0,)), ((0,), (1,)), ((0,), ALL)}


def test_what_just_fits_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine groups and two that are wanted, over four cells; four combinations to count."""
    columns = {"a": ["p", "q", "q"], "b": ["y", "x", "y"]}
    monkeypatch.setattr(figures_module, "_MOST", 44)
    assert len(plan_of(four(), ROWS, {}, threshold=10, hide_zeros=False).figures) == 9
    monkeypatch.setattr(figures_module, "_MOST", 43)
    with pytest.raises(TooLarge):
        plan_of(four(), ROWS, {}, threshold=10, hide_zeros=False)
    monkeypatch.setattr(figures_module, "_MOST", 4)
    assert crossing_of(columns).counts.tolist() == [[0, 1], [1, 1]]
    monkeypatch.setattr(figures_module, "_MOST", 3)
    with pytest.raises(TooLarge):
        crossing_of(columns)


def test_a_crossing_that_does_not_fit_is_refused() -> None:
    good, names = np.array([[1, 2], [3, 4]]), (("p", "q"), ("x", "y"))
    for variables, categories, counts in (
        (("a", "b"), names, good[0]), (("a", "b"), names, good[:1]), ((), (), np.array(5)), (("a",), names, good),
        (("a", "a"), names, good), (("a", "b"), (("p", "q"), ()), np.zeros((2, 0), int)), (("a", "b"), names, -good),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"counts|each variable"):
            Crossing(variables, categories, counts)
    for columns in ({}, {"a": ["p"], "b": []}):
        with pytest.raises(ValueError, match="equally long"):
            crossing_of(columns)


def test_onto_some_variables_adds_the_others_up() -> None:
    counts = np.arange(24).reshape(2, 3, 4)
    counts[0, 1] = 0
    impossible = np.zeros((2, 3, 4), bool)
    impossible[0, 1] = True
    names = tuple(tuple(str(at) for at in range(size)) for size in counts.shape)
    crossing = Crossing(("a", "b", "c"), names, counts, impossible, known_total=False)
    found = crossing.onto(("b", "a"))
    assert (found.variables, found.categories, found.known_total) == (("a", "b"), names[:2], False)
    assert found.counts.tolist() == counts.sum(axis=2).tolist()
    assert found.impossible is not None
    assert found.impossible.tolist() == [[False, True, False], [False] * 3]
    last = crossing.onto(("c",))
    assert last.counts.tolist() == counts.sum(axis=(0, 1)).tolist()
    assert last.impossible is not None
    assert not last.impossible.any()


def test_the_figures_of_a_table_have_their_totals_last() -> None:
    crossing = Crossing(("a", "b"), (("p", "q"), ("x", "y", "z")), np.ones((2, 3), int))
    some = Table("t", ("a",), {"b": ("z", "x")})
    assert list(some.figures(crossing)) == [((0,), ((0,), (0, 2))), ((1,), ((1,), (0, 2))), ((2,), (ALL, (0, 2)))]
    turned = list(Table("t", ("b", "a"), totals=False).figures(crossing))
    assert turned[:3] == [((0, 0), ((0,), (0,))), ((0, 1), ((1,), (0,))), ((1, 0), ((0,), (1,)))]
    assert len(turned) == 6
    assert list(Table("n", ()).figures(crossing)) == [((), (ALL, (0, 1, 2)))]
    assert Table("t", ("b", "a")).categories(crossing) == (("x", "y", "z"), ("p", "q"))
    for wrong in (Table("t", ("c",)), Table("t", ("a", "a")), Table("t", ("a",), {"a": ("p",)}),
                  Table("t", (), {"a": ()}), Table("t", (), {"a": ("x",)})):  # fmt: skip
        with pytest.raises(ValueError, match="table t"):
            wrong.check(crossing)
    some.check(crossing)
