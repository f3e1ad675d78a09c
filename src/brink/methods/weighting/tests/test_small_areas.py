"""Small areas against a slow twin that knows no matrix algebra of ours: a general optimiser and numerical curvature."""

import numpy as np
import pytest
from scipy.optimize import minimize

from brink.methods.weighting import Margin, Margins, small_areas
from brink.methods.weighting.small_areas import population_cells

PEOPLE = [(0, 0, 14, 9), (0, 1, 6, 1), (1, 0, 8, 6), (1, 1, 20, 9), (2, 0, 5, 1), (2, 1, 9, 4)]  # area, age, asked, yes


def panel() -> tuple[np.ndarray, Margins]:
    codes = np.array([(area, age) for area, age, asked, _yes in PEOPLE for _ in range(asked)])
    answers = np.array([float(at < yes) for _area, _age, asked, yes in PEOPLE for at in range(asked)])
    areas = Margin("area", ("a", "b", "c"), np.array([300.0, 500.0, 200.0]), codes[:, 0])
    ages = Margin("age", ("young", "old"), np.array([400.0, 600.0]), codes[:, 1])
    return answers, Margins((areas, ages))


def chance(effects: np.ndarray, area: int, age: int) -> float:
    return float(1 / (1 + np.exp(-(effects[0] + effects[1 + area] + effects[4 + age]))))


def slow_twin() -> list[tuple[float, float]]:
    """Return share and half width of the 90 % interval per area: the same 60 rounds, written out, solved by descent."""
    variance = np.array([0.25, 0.25])

    def against(effects: np.ndarray) -> float:
        told = sum(
            yes * np.log(chance(effects, area, age)) + (asked - yes) * np.log(1 - chance(effects, area, age))
            for area, age, asked, yes in PEOPLE
        )
        areas, ages = (effects[1:4] ** 2).sum() / variance[0], (effects[4:] ** 2).sum() / variance[1]
        return float(-told + (1e-6 * effects[0] ** 2 + areas + ages) / 2)

    effects = np.zeros(6)
    for _round in range(60):
        effects = minimize(against, effects, method="BFGS", options={"gtol": 1e-9}).x
        spread = np.linalg.inv(curvature(against, effects))
        variance = np.array([
            (effects[own] ** 2).mean() + np.diag(spread)[own].mean() for own in (slice(1, 4), slice(4, 6))
        ])  # fmt: skip
    shares = []
    for area in range(3):
        def share(values: np.ndarray, area: int = area) -> float:
            return 0.4 * chance(values, area, 0) + 0.6 * chance(values, area, 1)

        slope = np.array([(share(effects + step) - share(effects - step)) / 2e-5 for step in np.eye(6) * 1e-5])
        shares.append((share(effects), 1.6448536 * float(np.sqrt(slope @ spread @ slope))))
    return shares


def curvature(function: object, at: np.ndarray, step: float = 1e-4) -> np.ndarray:
    unit = np.eye(len(at)) * step
    return np.array([
        [(function(at + i + j) - function(at + i - j) - function(at - i + j) + function(at - i - j)) / (4 * step**2)
         for j in unit] for i in unit
    ])  # fmt: skip


def test_shares_and_intervals_are_those_of_the_twin() -> None:
    answers, margins = panel()
    found = small_areas(answers, margins, "area")
    assert [area.people for area in found] == [20, 28, 14]
    for area, (share, half) in zip(found, slow_twin(), strict=True):
        assert area.share == pytest.approx(share, abs=1e-4)
        assert (area.high - area.low) / 2 == pytest.approx(half, rel=1e-3)
        assert (area.high + area.low) / 2 == pytest.approx(area.share, abs=1e-9)


def test_population_cells_meet_every_margin() -> None:
    _answers, margins = panel()
    kinds, people = population_cells(margins)
    assert len(kinds) == 6
    for at, margin in enumerate(margins.margins):
        assert np.bincount(kinds[:, at], weights=people).tolist() == pytest.approx(margin.targets.tolist())
    assert people[(kinds == [1, 1]).all(axis=1)][0] == pytest.approx(300)


def test_cells_that_are_known_are_used_as_they_are() -> None:
    answers, margins = panel()
    kinds, people = population_cells(margins)
    old_only = people * (kinds[:, 1] == 1)
    young_only = people * (kinds[:, 1] == 0)
    shares = [small_areas(answers, margins, "area", cells=(kinds, which)) for which in (young_only, old_only)]
    plain = small_areas(answers, margins, "area")
    for young, old, both in zip(*shares, plain, strict=True):
        assert both.share == pytest.approx(0.4 * young.share + 0.6 * old.share)
        assert old.share < both.share < young.share


def test_everybody_says_yes_and_no_share_leaves_the_scale() -> None:
    _answers, margins = panel()
    for value in (0.0, 1.0):
        for area in small_areas(np.full(62, value), margins, "area"):
            assert 0 <= area.low <= area.share <= area.high <= 1
            assert abs(area.share - value) < 0.05
