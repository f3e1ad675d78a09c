"""Weights, errors, small areas, reach: against R's reference, slow twins, and simulations with the truth known."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from brink.methods.files.panel import read_panel
from brink.methods.weighting import (
    BoundTooLow,
    Margin,
    Margins,
    NoAgreement,
    kish,
    may_show_share,
    mean,
    rake,
    rake_bounded,
    reach,
    small_areas,
    smallest_bound,
)
from brink.methods.weighting.synthetic import generated_panel


def margins_of(table: list[list[int]], rows: list[float], columns: list[float]) -> Margins:
    """Return the margins of a two-way table of respondents."""
    codes = [(r, c) for r, line in enumerate(table) for c, count in enumerate(line) for _ in range(count)]
    first, second = (np.array([pair[at] for pair in codes], np.int64) for at in (0, 1))
    names = [tuple(str(n) for n in range(len(one))) for one in (rows, columns)]
    return Margins(
        (Margin("r", names[0], np.array(rows, float), first), Margin("c", names[1], np.array(columns, float), second))
    )


def test_a_worked_example() -> None:
    """Deming and Stephan's idea on a table of four: the odds ratio of the sample stays, the margins are met."""
    margins = margins_of([[40, 30], [20, 10]], [55, 45], [50, 50])
    weights = rake(margins)
    table = np.zeros((2, 2))
    np.add.at(table, (margins.margins[0].codes, margins.margins[1].codes), weights)
    assert table.sum(axis=1) == pytest.approx([55, 45])
    assert table.sum(axis=0) == pytest.approx([50, 50])
    assert table[0, 0] * table[1, 1] / table[0, 1] / table[1, 0] == pytest.approx(40 * 10 / 30 / 20)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), skew=st.floats(0, 1.2))
def test_every_margin_is_met_with_and_without_bound(seed: int, skew: float) -> None:
    margins = generated_panel(seed=seed, people=400, skew=skew).margins
    weights = rake(margins)
    assert margins.off(weights) <= 1e-9
    assert (weights > 0).all()
    least = smallest_bound(margins)
    bound = 0.5 * (least + max(float(weights.max() / weights.mean()), least * 1.01))
    trimmed = rake_bounded(margins, bound)
    assert margins.off(trimmed) <= 1e-9
    assert trimmed.max() <= bound * trimmed.mean() * (1 + 1e-9)
    with pytest.raises(BoundTooLow) as low:
        rake_bounded(margins, 0.99 * least)
    assert low.value.least == pytest.approx(least)


def test_the_smallest_bound_is_that_of_the_slow_twin() -> None:
    """One variable per respondent instead of per cell."""
    margins = generated_panel(seed=5, people=90, skew=0.6).margins
    dummies, count = margins.dummies(), margins.size
    over = np.hstack([np.eye(count), -np.ones((count, 1))])
    found = linprog(
        np.append(np.zeros(count), 1.0), A_ub=over, b_ub=np.zeros(count),
        A_eq=np.hstack([dummies.T, np.zeros((dummies.shape[1], 1))]), b_eq=margins.targets(),
    )  # fmt: skip
    assert smallest_bound(margins) == pytest.approx(found.fun / (margins.population / count))


def test_trimming_moves_what_is_too_heavy_as_little_as_can_be() -> None:
    """Below the bound a weight is still a product of factors: the odds ratio of cells that are free stays."""
    margins = margins_of([[40, 30, 8], [20, 10, 30]], [55, 45], [50, 30, 20])
    weights = rake(margins)
    bound = 0.97 * float(weights.max() / weights.mean())
    trimmed = rake_bounded(margins, bound)
    first, second = margins.margins[0].codes, margins.margins[1].codes
    cell = {(r, c): trimmed[(first == r) & (second == c)] for r in range(2) for c in range(3)}
    assert all(float(np.ptp(one)) <= 1e-9 for one in cell.values())
    free = {key for key, one in cell.items() if one[0] < bound * trimmed.mean() * (1 - 1e-9)}
    assert len(free) == 5
    pairs = [(a, b) for a, b in pairwise(range(3)) if {(0, a), (0, b), (1, a), (1, b)} <= free]
    assert pairs
    for a, b in pairs:
        factor = cell[0, a][0] * cell[1, b][0] / (cell[0, b][0] * cell[1, a][0])
        assert factor == pytest.approx(1.0)


def test_margins_that_no_weights_meet() -> None:
    with pytest.raises(NoAgreement):
        rake(margins_of([[10, 0], [0, 10]], [60, 40], [50, 50]))
    with pytest.raises(NoAgreement):
        rake_bounded(margins_of([[10, 0], [0, 10]], [60, 40], [50, 50]), 3.0)
    for table, rows, columns in (
        ([[10, 0], [10, 0]], [50, 50], [50, 50]), ([[5, 5], [5, 5]], [50, 50], [50, 51]),
        ([[5, 5], [5, 5]], [100, 0], [50, 50]), ([[0, 0], [0, 0]], [50, 50], [50, 50]),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"\w"):
            margins_of(table, rows, columns)


def test_equal_weights_give_the_plain_error() -> None:
    margins = margins_of([[60, 60], [40, 40]], [600, 400], [500, 500])
    weights = rake(margins)
    values = np.random.default_rng(1).normal(3, 2, 200)
    found = mean(values, weights, margins)
    assert found.weighted == pytest.approx(found.unweighted)
    assert kish(weights) == pytest.approx(1)
    fitted = margins.dummies() @ np.linalg.lstsq(margins.dummies(), values, rcond=None)[0]
    assert found.error == pytest.approx(float(np.sqrt(((values - fitted) ** 2).sum() / 199 / 200)))
    assert found.design_effect < 1
    part = (margins.margins[0].codes == 0).astype(float)
    assert mean(values, weights, margins, within=part).weighted == pytest.approx(float(values[part > 0].mean()))


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_mean_error_and_design_effect_person_by_person(share: float) -> None:
    """Unequal weights, all or some of the people: each sum written out."""
    margins = margins_of([[40, 30], [20, 10]], [50, 50], [60, 40])
    weights = rake(margins)
    rng = np.random.default_rng(4)
    values, part = rng.normal(5, 2, 100), (rng.random(100) < share).astype(float)
    found = mean(values, weights, margins, within=part)
    here = [(w, v) for w, v, p in zip(weights, values, part, strict=True) if p]
    total = sum(w for w, _v in here)
    centre = sum(w * v for w, v in here) / total
    centred = np.array([p * (v - centre) / total for v, p in zip(values, part, strict=True)])
    fitted = margins.dummies() @ np.linalg.lstsq(margins.dummies(), centred, rcond=None)[0]
    parts = weights * (centred - fitted)
    error = np.sqrt(100 / 99 * sum((one - parts.mean()) ** 2 for one in parts))
    spread = sum(w * (v - centre) ** 2 for w, v in here) / total
    assert found.unweighted == pytest.approx(sum(v for _w, v in here) / len(here))
    assert found.weighted == pytest.approx(centre)
    assert found.error == pytest.approx(error)
    assert found.design_effect == pytest.approx(error**2 / (spread / (len(here) - 1)))


def test_of_two_people_there_is_an_effect_and_of_one_there_is_none() -> None:
    margins = margins_of([[40, 30], [20, 10]], [50, 50], [60, 40])
    weights, values = rake(margins), np.arange(100.0)
    two, one = (np.isin(np.arange(100), people).astype(float) for people in ([3, 60], [3]))
    assert mean(values, weights, margins, within=two).design_effect > 0
    assert np.isnan(mean(values, weights, margins, within=one).design_effect)


def test_a_category_may_have_one_respondent_or_less_than_one_of_the_people() -> None:
    margins = margins_of([[1, 30], [20, 10]], [0.5, 99.5], [60, 40])
    assert margins.off(rake_bounded(margins, 50.0)) <= 1e-9


def test_errors_cover_the_truth() -> None:
    """Over repeated samples of one population nine in ten intervals of 90 % hold the true share."""
    inside = 0
    for seed in range(120):
        made = generated_panel(seed=seed, people=500, areas=0.1)
        found = mean(made.answers, rake(made.margins), made.margins)
        truth = float(made.truth @ made.margins.margins[0].targets / made.margins.population)
        inside += abs(found.weighted - truth) <= 1.645 * found.error
    assert 0.82 <= inside / 120 <= 0.97


def test_small_areas_beat_the_direct_figure_and_cover_the_truth() -> None:
    """Of the published design a fifth: 12 runs of 2,000 people in 12 areas (all 60 in the bench)."""
    direct, model, inside = [], [], []
    for seed in range(12):
        made = generated_panel(seed=seed)
        weights, codes = rake(made.margins), made.margins.margins[0].codes
        for area, truth in zip(small_areas(made.answers, made.margins, "gebied"), made.truth, strict=True):
            here = (codes == int(area.category.split()[1]) - 1).astype(float)
            direct.append(mean(made.answers, weights, made.margins, within=here).weighted - truth)
            model.append(area.share - truth)
            inside.append(area.low <= truth <= area.high)
            assert area.people == int(here.sum())
    assert np.sqrt(np.mean(np.square(model))) <= 0.8 * np.sqrt(np.mean(np.square(direct)))
    assert 0.8 <= np.mean(inside) <= 0.97


def test_reach_says_who_is_missing() -> None:
    margins = margins_of([[30, 30], [20, 20]], [500, 500], [500, 500])
    found = reach(margins, rake(margins))
    assert found.dissimilarity == pytest.approx({"r": 0.1, "c": 0.0})
    assert [(one.variable, one.category, round(one.ratio, 9)) for one in found.ratios] == [
        ("r", "0", 1.2), ("r", "1", 0.8), ("c", "0", 1.0), ("c", "1", 1.0),
    ]  # fmt: skip
    # Propensities are .12 and .08 of an equal number of people: mean .1, standard deviation .02.
    assert found.propensity_variation == pytest.approx(0.2)


def test_shares_need_enough_answers_and_enough_weight() -> None:
    assert [may_show_share(*one) for one in ((30, 20.0), (29, 20.0), (30, 19.9), (400, 19.0))] == [
        True, False, False, False,
    ]  # fmt: skip


@pytest.mark.reference_data
def test_weights_means_and_errors_are_those_of_r(reference_data: Path) -> None:
    here = reference_data / "panel"
    panel = read_panel(here / "panel.csv", here / "targets.csv", "id")
    with (here / "weights_R_survey.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == list(panel.ids)
    weights = rake(panel.margins)
    for column in ("rake", "calibrate_raking"):
        theirs = np.array([float(row[column]) for row in rows])
        assert np.abs(weights / theirs - 1).max() <= 1e-7
    numbers = panel.numbers()
    assert list(numbers) == ["vertrouwen", "steun"]
    for name, value, error, effect in (
        ("vertrouwen", 5.988464120788, 0.04647317408, 1.5296), ("steun", 0.477243151128, 0.01441913430, 1.6659),
    ):  # fmt: skip
        found = mean(numbers[name], weights, panel.margins)
        assert found.weighted == pytest.approx(value, rel=1e-8)
        assert found.error == pytest.approx(error, rel=1e-8)
        assert found.design_effect == pytest.approx(effect, abs=5e-5)
    assert kish(weights) == pytest.approx(1.724995, abs=1e-6)
    codes = panel.margins.margins[0].codes
    assen = mean(numbers["steun"], weights, panel.margins, within=(codes == 1).astype(float))
    assert assen.weighted == pytest.approx(0.4744376, abs=5e-8)
    # R's own rake stops after ten rounds of centring for parts of the sample; its figure is that near.
    assert assen.error == pytest.approx(0.03580044, rel=2e-4)
    found = reach(panel.margins, weights)
    assert found.dissimilarity["gemeente"] == pytest.approx(0.063, abs=5e-4)
