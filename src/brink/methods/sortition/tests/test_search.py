"""The searches behind a draw: they prove nothing, and are checked elsewhere, but each step must be the best there is.

Numbers that are written out here were counted once with the solver version of the lock. A change of solver may move
them a little; a mistake in a search moves them a lot.
"""

from collections.abc import Iterator

import numpy as np
import pytest
from scipy.optimize import linprog

from brink.methods.sortition import NoLottery, check, leximin
from brink.methods.sortition.column_generation import _Corral, alone, mix
from brink.methods.sortition.decomposition import _Face, peel
from brink.methods.sortition.local_search import Exchange
from brink.methods.sortition.lottery import _balanced, _furthest_off, _narrowed, _nearer, lottery
from brink.methods.sortition.panels import Panels, covered
from brink.methods.sortition.pool import Pool, Types
from brink.methods.sortition.solver import Infeasible, Program, Undecided
from brink.methods.sortition.synthetic import generated_pool
from brink.methods.sortition.tests.reference import all_panels, small_pool
from brink.methods.sortition.upper_bound import Polytope

POOLS = {
    "plain": generated_pool(seed=3, people=60, seats=14, categories=4),
    "homes": generated_pool(seed=8, people=70, seats=16, categories=5, households=0.4),
    "large": generated_pool(seed=5, people=150, seats=25, categories=6),
}


def panel_of(pool: Pool) -> np.ndarray:
    return covered(Panels(pool.types))[0][0]


def exchanges(types: Types, panel: np.ndarray) -> Iterator[tuple[int, int]]:
    """Return every exchange of one member for one of another type that gives a panel: the slow twin."""
    for out in np.flatnonzero(panel):
        for into in np.flatnonzero(panel < types.size):
            changed = panel.copy()
            changed[out] -= 1
            changed[into] += 1
            if out != into and types.fits(changed):
                yield int(out), int(into)


@pytest.mark.parametrize("name", POOLS)
@pytest.mark.parametrize("seed", range(4))
def test_the_best_exchange_is_the_best_of_all(name: str, seed: int) -> None:
    types = POOLS[name].types
    weights = np.random.default_rng(seed).normal(size=len(types.size))
    panel = panel_of(POOLS[name])
    exchange = Exchange(types)
    found = exchange.nudged(panel, weights)
    gains = {pair: weights[pair[1]] - weights[pair[0]] for pair in exchanges(types, panel)}
    best = max(gains.values(), default=0.0)
    if best <= 1e-12:
        assert found is None
        return
    assert found is not None
    assert types.fits(found)
    assert weights @ (found - panel) == pytest.approx(best)
    assert np.abs(found - panel).sum() == 2


@pytest.mark.parametrize("name", POOLS)
@pytest.mark.parametrize("seed", range(4))
def test_after_the_search_no_exchange_helps(name: str, seed: int) -> None:
    types = POOLS[name].types
    weights = np.random.default_rng(seed).normal(size=len(types.size))
    start = panel_of(POOLS[name])
    exchange = Exchange(types)
    found, quick = exchange.heavier(start, weights), exchange.heavier(start, weights, thorough=False)
    assert types.fits(found)
    assert types.fits(quick)
    assert weights @ found >= weights @ quick - 1e-9 >= weights @ start - 2e-9
    assert all(weights[into] - weights[out] <= 1e-9 for out, into in exchanges(types, found))
    # Not far from the heaviest panel there is, which is proved.
    _best, most = Panels(types).best(weights)
    assert weights @ found >= most - 0.25 * (most - weights @ start)
    assert exchange.nudged(found, weights) is None
    assert exchange.nudged(start, np.zeros(len(weights))) is None


@pytest.mark.parametrize("name", POOLS)
def test_the_heaviest_panel_is_the_heaviest(name: str) -> None:
    pool = POOLS[name]
    for seed in range(3):
        weights = np.random.default_rng(seed).normal(size=len(pool.types.size))
        panels = Panels(pool.types)
        near, bound = panels.good(weights)
        panel, value = panels.best(weights)
        assert weights @ near <= value + 1e-9 <= bound + 2e-9
        assert value == pytest.approx(weights @ panel)
        rows = np.vstack([pool.types.rows, np.ones(len(weights))])
        least, most = np.append(pool.types.least, pool.seats), np.append(pool.types.most, pool.seats)
        size = pool.types.size.astype(float)
        whole = Program(weights, 0 * size, size, rows, least.astype(float), most.astype(float), whole=True)
        assert whole.solve()[0] == pytest.approx(value)
        # The core of a few dozen columns is enough: at most a program for each of the two questions.
        assert panels.programs <= 3


def wanted(pool: Pool) -> np.ndarray:
    return Polytope(pool.types, covered(Panels(pool.types))[1]).fill().chances


@pytest.mark.parametrize(
    ("name", "programs", "panels", "short"),
    [("plain", 1, 15, 1e-7), ("homes", 12, 40, 4e-3), ("large", 21, 110, 4e-4)],
)
def test_peeling_asks_few_programs(
    name: str, programs: int, panels: int, short: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, asked = POOLS[name], []
    solved = _Face.solved
    monkeypatch.setattr(_Face, "solved", lambda face, weights: asked.append(1) or solved(face, weights))
    found = peel(pool.types, wanted(pool), start=panel_of(pool), close=2e-7)
    assert found.short <= short
    assert (len(asked) <= programs, len(found.panels) <= panels) == (True, True), (len(asked), len(found.panels))


# How many steps the large pool takes hangs on how a processor rounds: 640, 766 and 1,227 with the ways of OpenBLAS for
# Skylake, for Zen and Haswell, and for Sandy Bridge.
@pytest.mark.parametrize(("name", "steps"), [("plain", 62), ("homes", 140), ("large", 1_300)])
def test_mixing_alone_takes_few_steps(name: str, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pool, asked = POOLS[name], []
    take_in = _Corral.take_in
    monkeypatch.setattr(_Corral, "take_in", lambda corral, panel: asked.append(1) or take_in(corral, panel))
    panels, chances = Panels(pool.types), wanted(pool)
    found = mix(panels, chances, start=alone(panel_of(pool), pool.types, chances), close=2e-7)
    assert found.short <= 2e-7
    off = np.abs(found.weights @ found.panels / pool.types.size - chances).max()
    assert off == pytest.approx(found.short, abs=1e-12)
    # Exchange finds every panel; no integer program is asked.
    assert (len(asked) <= steps, panels.programs) == (True, 0), (len(asked), panels.programs)


def test_one_panel_is_as_far_off_as_its_furthest_type() -> None:
    types = small_pool(3).types
    panel = all_panels(small_pool(3))[0]
    counts = np.array([sum(member in panel for member in own) for own in types.members])
    for shift in (0.0, 0.1, -0.3):
        chances = counts / types.size + shift * (np.arange(len(counts)) == 1)
        assert alone(counts, types, chances).short == pytest.approx(abs(shift))


def test_a_corral_holds_the_nearest_point_of_its_hull() -> None:
    """Against projected descent over the weights; panels that lie in the span of others are left out."""
    rng = np.random.default_rng(4)
    size, panels = np.array([2.0, 1.0, 3.0, 1.0]), rng.integers(0, 3, (5, 4))
    target = np.array([0.4, 0.2, 0.5, 0.3])
    corral = _Corral(panels, np.full(5, 0.2), size, target)
    weights = np.full(5, 0.2)
    columns = panels / size - target
    for _step in range(60_000):
        weights = projected(weights - 0.02 * columns @ (weights @ columns))
    assert np.abs(corral.missing()).sum() > 0
    assert np.linalg.norm(corral.missing()) == pytest.approx(np.linalg.norm(weights @ columns), abs=1e-6)
    assert corral.weights.sum() == pytest.approx(1)
    before = corral.count
    assert corral.take_in(corral.panels[0].copy()) is False
    assert corral.count == before


def projected(weights: np.ndarray) -> np.ndarray:
    """Return the nearest weights that are not negative and sum to 1."""
    ordered = np.sort(weights)[::-1]
    sums = (np.cumsum(ordered) - 1) / np.arange(1, len(weights) + 1)
    found: np.ndarray = np.maximum(weights - sums[np.flatnonzero(ordered > sums)[-1]], 0)
    return found


@pytest.mark.parametrize(
    ("name", "before", "after", "different"),
    [("plain", 5.6, 1.4, 450), ("homes", 22.5, 1.2, 240), ("large", 20.6, 0.95, 220)],
)
def test_the_list_before_repair_is_near_and_after_it_nearer(
    name: str, before: float, after: float, different: int
) -> None:
    draw = leximin(POOLS[name])
    types = draw.pool.types
    size = types.size.astype(float)
    chances = draw.weights @ draw.panels / size
    narrow = _narrowed(types, chances)
    assert (narrow.least >= types.least).all()
    assert (narrow.most <= types.most).all()
    counts = _balanced(draw, narrow, chances, size, 500)
    assert counts.shape == (500, len(size))
    assert all(narrow.fits(panel) for panel in counts)
    off = np.abs(counts.sum(axis=0) / size - 500 * chances).max()
    assert off <= before, off
    found = lottery(draw, tickets=500, seed=2)
    assert found.furthest * 500 <= after, found.furthest * 500
    assert found != lottery(draw, tickets=500, seed=3)
    assert len(set(found.panels)) >= different


def test_how_far_the_member_is_who_is_furthest_off() -> None:
    wanted, size = np.array([10.0, 10.0, 10.0, 9.0]), np.array([4.0, 4.0, 1.0, 2.0])
    # 10 over four people is 2.5 each; 11 tickets make that 2 or 3, 14 make it 3 or 4; one person has what there is.
    assert _furthest_off(wanted, np.array([11, 14, 8, 9]), size).tolist() == [0.5, -1.5, 2.0, 0.5]
    before, after = np.array([3.0, 0.0]), np.array([2.0, 2.0])
    ones = np.ones(2)
    assert _nearer(before, after, ones)
    assert not _nearer(after, before, ones)
    assert not _nearer(before, before, ones)
    assert not _nearer(np.array([3.0, 1.0]), np.array([3.1, 0.0]), ones)
    # Per member, not per type: two too few among four is half a ticket each.
    assert _nearer(np.array([2.0, 1.0]), np.array([3.0, 0.0]), np.array([4.0, 1.0]))


def test_a_panel_is_whole_and_within_every_bound() -> None:
    types = POOLS["plain"].types
    panel = panel_of(POOLS["plain"])
    assert types.fits(panel)
    same = [(a, b) for a in range(len(panel)) for b in range(len(panel))
            if a != b and (types.rows[:, a] == types.rows[:, b]).all()]  # fmt: skip
    assert same == []
    changed = panel.copy()
    empty = int(np.flatnonzero(panel == 0)[0])
    changed[empty], changed[int(panel.argmax())] = -1, panel.max() + 1
    assert not types.fits(changed)
    assert not types.fits(panel[:-1])
    assert not types.fits(np.minimum(panel, 0))
    twice = Types(np.array([1, 2]), np.zeros((0, 2)), np.zeros(0, int), np.zeros(0, int), 2, ((0,), (1, 2)))
    verdicts = {(0, 2): True, (1, 1): True, (2, 0): False, (3, -1): False, (-1, 3): False, (1, 0): False}
    assert {counts: twice.fits(np.array(counts)) for counts in verdicts} == verdicts


def test_a_program_says_why_it_has_no_answer() -> None:
    one, zero = np.ones(2), np.zeros(2)
    rows = np.array([[2.0, 2.0]])
    for whole in (False, True):
        with pytest.raises(Infeasible):
            Program(one, zero, one, rows, np.array([5.0]), np.array([9.0]), whole=whole).solve()
    odd = Program(one, zero, one, rows, np.array([3.0]), np.array([3.0]), whole=True)
    with pytest.raises(Infeasible):
        odd.solve()
    assert Program(one, zero, one, rows, np.array([3.0]), np.array([3.0])).solve()[0] == pytest.approx(1.5)
    rng = np.random.default_rng(1)
    weights, big = rng.integers(20, 99, 40).astype(float), np.ones(40)
    hard = (rng.normal(size=40), 0 * big, big, weights[None, :], np.array([977.0]), np.array([977.0]))
    value, found = Program(*hard, whole=True).solve()
    assert weights @ found == pytest.approx(977)
    try:
        early, stopped = Program(*hard, whole=True, nodes=1).solve()
    except Undecided:
        return
    assert weights @ stopped == pytest.approx(977)
    assert early <= value + 1e-6


def capped_twin(pool: Pool, limit: float) -> float | None:
    """Return the highest lowest chance of any lottery with no chance above `limit`, by a program over all panels."""
    panels = all_panels(pool)
    matrix = np.zeros((len(pool.members), len(panels)))
    for number, panel in enumerate(panels):
        matrix[list(panel), number] = 1.0
    there = matrix[matrix.any(axis=1)]
    ones = np.ones((len(there), 1))
    rows = np.vstack([np.hstack([-there, ones]), np.hstack([there, 0 * ones])])
    sides = np.concatenate([np.zeros(len(there)), np.full(len(there), limit)])
    cost = np.append(np.zeros(len(panels)), -1.0)
    total = np.append(np.ones(len(panels)), 0.0)[None, :]
    found = linprog(cost, A_ub=rows, b_ub=sides, A_eq=total, b_eq=[1.0])
    return float(-found.fun) if found.success else None


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("cap", [1.0, 1.15, 1.4])
def test_with_a_cap_the_lowest_chance_is_as_high_as_any_lottery_gives(seed: int, cap: float) -> None:
    pool = small_pool(seed)
    limit = min(1.0, cap * pool.seats / len(pool.members))
    best = capped_twin(pool, limit)
    if best is None:
        with pytest.raises(NoLottery):
            leximin(pool, cap=cap)
        return
    draw = leximin(pool, cap=cap)
    there = [chance for place, chance in enumerate(draw.chances) if place not in draw.uncoverable]
    assert min(there) == pytest.approx(best, abs=1e-6)
    assert max(there) <= limit + 1e-6
    assert check(draw).gap <= 1e-6
    simple = leximin(pool, cap=cap, objective="maximin")
    lowest = min(chance for place, chance in enumerate(simple.chances) if place not in simple.uncoverable)
    assert lowest == pytest.approx(best, abs=1e-6)
