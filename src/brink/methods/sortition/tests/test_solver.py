"""The solver says what is so: the best, that nothing fits, or that it had to stop before it knew."""

import numpy as np
import pytest

from brink.methods.sortition.solver import Infeasible, Program, Undecided


def knapsack(seed: int, *, nodes: int | None) -> Program:
    """A program over whole numbers that takes many nodes: equal sums that differ in their last figures."""
    rng = np.random.default_rng(seed)
    size = rng.integers(10_000, 99_999, (5, 60)).astype(float)
    half = (size.sum(axis=1) // 2).astype(float)
    worth = size.sum(axis=0) + rng.integers(0, 40, 60)
    return Program(worth, np.zeros(60), np.ones(60), size, half - 60_000, half, whole=True, nodes=nodes)


def test_the_best_within_bounds_and_rows() -> None:
    worth, high = np.array([3.0, 2.0]), np.array([4.0, 9.0])
    program = Program(worth, np.zeros(2), high, np.ones((1, 2)), np.array([0.0]), np.array([6.0]))
    value, found = program.solve()
    assert (value, found.tolist(), program.finished()) == (16.0, [4.0, 2.0], True)
    program.bounds(np.zeros(2), np.array([1.0, 9.0]))
    assert program.solve()[0] == pytest.approx(13.0)
    program.add_row(-np.inf, np.array([0.0, 1.0]), 2.0)
    assert program.solve()[0] == pytest.approx(7.0)
    program.costs(np.array([0.0, -1.0]))
    assert program.solve()[0] == pytest.approx(0.0)
    program.bounds(np.array([0.0, 3.0]), np.array([1.0, 9.0]))
    with pytest.raises(Infeasible):
        program.solve()


def test_with_few_nodes_it_stops_and_says_that_there_may_be_better() -> None:
    stopped = undecided = 0
    for seed in range(5):
        program = knapsack(seed, nodes=1)
        try:
            value, found = program.solve()
        except Undecided:
            undecided += 1
            continue
        assert (np.abs(found - np.round(found)) < 1e-5).all()
        assert value > 0
        stopped += not program.finished()
    assert stopped + undecided >= 3
    assert stopped > 0


@pytest.mark.parametrize("part", ["high", "low", "least", "most"])
def test_a_bound_too_few_or_too_many_is_refused(part: str) -> None:
    sizes = {"high": 2, "low": 2, "least": 1, "most": 1}
    for change in (-1, 1):
        own = {name: np.zeros(size + change * (name == part)) for name, size in sizes.items()}
        with pytest.raises(ValueError, match="a bound for each"):
            Program(np.zeros(2), own["low"], own["high"], np.ones((1, 2)), own["least"], own["most"])
