"""Margins and raking in small: one variable and three, slow agreement, the least bound itself, errors said."""

import numpy as np
import pytest

from brink.methods.weighting import BoundTooLow, Margin, Margins, NoAgreement, kish, mean, rake, rake_bounded
from brink.methods.weighting.raking import _newton, smallest_bound
from brink.methods.weighting.synthetic import generated_panel

from .test_weighting import margins_of


def margin(name: str, targets: list[float], codes: list[int]) -> Margin:
    return Margin(name, tuple(str(n) for n in range(len(targets))), np.array(targets, float), np.array(codes, np.int64))


def three() -> Margins:
    """Two, three and four categories, 60 respondents."""
    rng = np.random.default_rng(8)
    codes = [rng.permutation(np.arange(60) % size).tolist() for size in (2, 3, 4)]
    targets = [[70.0, 50.0], [30.0, 50.0, 40.0], [20.0, 40.0, 35.0, 25.0]]
    return Margins(tuple(margin(name, *one) for name, one in zip("abc", zip(targets, codes, strict=True), strict=True)))


def test_one_variable_alone_is_post_stratification() -> None:
    margins = Margins((margin("a", [30.0, 10.0], [0, 0, 0, 1]),))
    assert (margins.size, margins.population) == (4, 40.0)
    assert rake(margins).tolist() == pytest.approx([10, 10, 10, 10])
    assert rake(Margins((margin("a", [1.0, 9.0], [0, 0, 0, 1]),))).tolist() == pytest.approx([1 / 3] * 3 + [9])


def test_nobody_and_no_variable_are_refused() -> None:
    for none in ((), (margin("a", [1.0], []),)):
        with pytest.raises(ValueError, match="no respondents"):
            Margins(none)
    for targets in ([0.0, 5.0], [-1.0, 5.0]):
        with pytest.raises(ValueError, match="no people"):
            Margins((margin("a", targets, [0, 1]),))


def test_what_categories_explain_is_that_of_least_squares() -> None:
    margins = three()
    values = np.random.default_rng(2).normal(0, 3, 60)
    dummies = margins.dummies()
    assert dummies.shape == (60, 9)
    assert (dummies.sum(axis=1) == 3).all()
    wanted = dummies @ np.linalg.lstsq(dummies, values, rcond=None)[0]
    assert margins.fitted(values).tolist() == pytest.approx(wanted.tolist())
    assert margins.targets().tolist() == [70, 50, 30, 50, 40, 20, 40, 35, 25]


def test_how_far_off_is_told_of_the_worst_category() -> None:
    margins = margins_of([[1, 1], [1, 1]], [2, 2], [2, 2])
    assert margins.off(np.ones(4)) == 0
    assert margins.off(np.array([1.0, 1.0, 1.0, 1.5])) == pytest.approx(0.25)
    assert margins.off(np.array([1.0, 1.0, 1.0, 0.2])) == pytest.approx(0.4)
    assert margins.off(np.array([1.0, 0.0, 1.0, 1.0])) == pytest.approx(0.5)


def test_where_it_starts_counts_and_its_scale_does_not() -> None:
    margins = three()
    start = np.random.default_rng(5).uniform(0.5, 2, 60)
    weights = rake(margins, start)
    assert margins.off(weights) <= 1e-11
    assert rake(margins, 1000 * start).tolist() == pytest.approx(weights.tolist())
    # Weight over start is a product of factors per category: its logarithm is explained by the categories.
    lift = np.log(weights / start)
    assert margins.fitted(lift).tolist() == pytest.approx(lift.tolist())
    assert np.abs(weights - rake(margins)).max() > 0.1


def test_agreement_that_takes_many_rounds_is_found() -> None:
    """Nearly all in two cells: the few others must carry the difference, and raking is slow to find out."""
    margins = margins_of([[300, 1], [1, 300]], [60, 40], [40, 60])
    weights = rake(margins)
    assert margins.off(weights) <= 1e-11
    with pytest.raises(NoAgreement):
        rake(margins_of([[300, 0], [1, 300]], [61, 39], [60, 40]))


@pytest.mark.parametrize("share", [0.999, 0.9, 0.7, 0.5, 0.2, 0.02])
def test_between_the_least_bound_and_none_all_margins_hold(share: float) -> None:
    margins = three()
    least, free = smallest_bound(margins), rake(margins)
    largest = float(free.max() / free.mean())
    bound = least + share * (largest - least)
    with np.errstate(all="raise", under="ignore"):
        weights = rake_bounded(margins, bound)
    assert margins.off(weights) <= 1e-10
    assert weights.max() == pytest.approx(bound * weights.mean())
    below = weights < weights.max() * (1 - 1e-9)
    # Nobody under the bound lost what the factors of the categories give.
    lift, dummies = np.log(weights / free)[below], margins.dummies()[below]
    assert (dummies @ np.linalg.lstsq(dummies, lift, rcond=None)[0]).tolist() == pytest.approx(lift.tolist(), abs=1e-8)
    assert (rake_bounded(margins, largest * 1.001) == free).all()


@pytest.mark.parametrize(("seed", "skew"), [(0, 0.3), (1, 0.3), (4, 0.8), (6, 0.3), (8, 1.2), (28, 0.3)])
def test_a_bound_that_most_are_at_is_met_too(seed: int, skew: float) -> None:
    """Down to the least bound, where whole categories are at it: steps that are too long or lead nowhere."""
    margins = generated_panel(seed=seed, people=150 + 60 * (seed % 4), skew=skew).margins
    least, free = smallest_bound(margins), rake(margins)
    for share in (0.9, 0.5, 0.1, 0.01, 0.0005):
        bound = least + share * (float(free.max() / free.mean()) - least)
        with np.errstate(all="raise", under="ignore"):
            weights = _newton(margins, free, bound * float(free.mean()))
        assert margins.off(weights) <= 2e-11
        assert weights.max() == pytest.approx(bound * weights.mean())


def test_the_least_bound_itself_is_too_low_and_said() -> None:
    margins = three()
    least = smallest_bound(margins)
    with pytest.raises(BoundTooLow, match=f"the bound must be at least {least}") as low:
        rake_bounded(margins, least)
    assert low.value.least == least


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_design_effect_needs_two_who_differ(count: int) -> None:
    """Of few people, and of many who say the same."""
    margins = margins_of([[4, 3], [2, 1]], [6, 4], [5, 5])
    weights = rake(margins)
    values, part = np.arange(10.0), (np.arange(10) < count).astype(float)
    found = mean(values, weights, margins, within=part)
    assert found.unweighted == pytest.approx((count - 1) / 2)
    spread = np.average((values[:count] - found.weighted) ** 2, weights=weights[:count])
    if count == 1:
        assert np.isnan(found.design_effect)
    else:
        assert found.design_effect == pytest.approx(found.error**2 / spread * (count - 1))
    same = mean(np.zeros(10), weights, margins)
    assert (same.weighted, same.error) == (0.0, 0.0)
    assert np.isnan(same.design_effect)


def test_the_design_effect_of_weights_by_hand() -> None:
    assert kish(np.array([1.0, 1.0, 2.0])) == pytest.approx(3 * 6 / 16)
