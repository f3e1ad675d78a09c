"""Packages: the list and the graph hold just those that keep the limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.portfolio import Arm, Level, Limit, NoPackage, Option, space
from brink.methods.portfolio.tests.reference import all_packages


@st.composite
def arms(draw: st.DrawFn) -> Arm:
    """Two to five options of one to three steps, and up to three limits of any kind."""
    count = draw(st.integers(2, 5))
    amount = st.integers(-3, 9)
    steps = st.lists(st.builds(Level, amount, st.tuples(amount)), min_size=1, max_size=3)
    options = tuple(Option(f"o{at}", (Level(0, (0,)), *draw(steps))) for at in range(count))
    which = st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True).map(tuple)
    total = st.builds(
        Limit, st.sampled_from(["budget", "goal", "exactly"]), st.integers(-2, 14), st.sampled_from([None, 0])
    )
    most = st.builds(Limit, st.just("most_of"), st.integers(0, 1), st.none(), which)
    needs = st.builds(Limit, st.just("needs"), st.just(0), st.none(), which)
    return Arm(options, tuple(draw(st.lists(st.one_of(total, most, needs), max_size=3))))


@given(arms(), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_list_and_graph_hold_the_packages_that_keep_the_limits(arm: Arm, seed: int) -> None:
    wanted = all_packages(arm)
    if not wanted:
        with pytest.raises(NoPackage):
            space(arm)
        return
    found = space(arm)
    assert found.listed is not None
    assert [tuple(row) for row in found.listed.tolist()] == wanted
    assert found.graph.size == len(wanted)
    assert space(arm, most=0).listed is None
    rng = np.random.default_rng(seed)
    worth = rng.normal(size=(*found.allowed.shape, 5))
    worth[~found.allowed] = -np.inf
    totals = np.array([worth[np.arange(len(one)), list(one)].sum(axis=0) for one in wanted])
    best = found.graph.best(worth)
    assert [tuple(row) for row in best.tolist()] == [wanted[at] for at in totals.argmax(axis=0)]
    log, chances = found.graph.sums(worth[:, :, 0])
    weights = np.exp(totals[:, 0])
    assert log == pytest.approx(np.log(weights.sum()))
    for option, level in zip(*np.nonzero(found.allowed), strict=True):
        share = weights[[one[option] == level for one in wanted]].sum() / weights.sum()
        assert chances[option, level] == pytest.approx(share, abs=1e-12)
    assert {tuple(row) for row in found.graph.drawn(worth[:, :, 0], 20, rng).tolist()} <= set(wanted)
    room = [
        any(one[at] == 0 and (*one[:at], level, *one[at + 1 :]) in wanted
            for at, size in enumerate(arm.sizes()) for level in range(1, size))
        for one in wanted
    ]  # fmt: skip
    assert found.room(found.listed).tolist() == room


def test_equality_with_a_limit_is_inside() -> None:
    options = tuple(Option(name, (Level(0), Level(cost))) for name, cost in (("a", 3), ("b", 4)))
    assert space(Arm(options, (Limit("budget", 7),))).graph.size == 4
    assert space(Arm(options, (Limit("budget", 6),))).graph.size == 3
    assert Arm(options, (Limit("budget", 6),)).broken(np.array([1, 1])) == Limit("budget", 6)
    assert Arm(options, (Limit("budget", 7),)).broken(np.array([1, 1])) is None


def test_a_very_large_question_is_counted_exactly() -> None:
    options = tuple(Option(str(at), tuple(Level(step * 100) for step in range(5))) for at in range(60))
    found = space(Arm(options, (Limit("budget", 6000),)))
    assert found.listed is None
    assert found.graph.size > 10**30
    _log, chances = found.graph.sums(np.zeros((60, 5)))
    assert chances.sum(axis=1) == pytest.approx(np.ones(60))
    assert chances == pytest.approx(np.tile(chances[0], (60, 1)))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Option("a", (Level(1), Level(2))), lambda: Option("a", (Level(0),)), lambda: Limit("more"),
        lambda: Limit("needs", options=(1,)), lambda: Limit("most_of"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()  # type: ignore[operator]
