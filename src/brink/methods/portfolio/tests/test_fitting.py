"""Values: by construction, against the twin, and what may not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.portfolio import Arm, Choices, Column, Level, Limit, NotIdentified, Option, tally
from brink.methods.portfolio.choices import Floats, Ints
from brink.methods.portfolio.design import Design, design, identify
from brink.methods.portfolio.fitting import Fit, Model, fit
from brink.methods.portfolio.packages import all_allowed
from brink.methods.portfolio.synthetic import arm_of, made_choices
from brink.methods.portfolio.tests.reference import fitted


def values(arms: list[Arm], choices: Choices, *, ridge: float = 0.0, **more: object) -> tuple[Fit, Design]:
    made = design(arms, all_allowed(arms[0]), **more)  # type: ignore[arg-type]
    model, rows = Model(made), tally(choices)
    identify(made, rows, model.spread(rows))
    return fit(model, rows, ridge=ridge), made


def people(counts: dict[tuple[int, ...], int]) -> Ints:
    return np.array([one for one, count in counts.items() for _ in range(count)])


def test_without_a_limit_a_value_is_the_logit_of_the_share() -> None:
    counts = {(1, 0): 30, (0, 1): 20, (1, 1): 10, (0, 0): 40}
    found, _made = values([Arm(arm_of([1, 1], 1).options)], Choices.of(people(counts)))
    assert found.theta == pytest.approx([np.log(0.4 / 0.6), np.log(0.3 / 0.7)], abs=1e-6)
    # The error of a logit: 1 / sqrt(n p (1 - p)), here with n - 1.
    assert found.errors == pytest.approx([1 / np.sqrt(99 * 0.24), 1 / np.sqrt(99 * 0.21)], rel=1e-6)


def test_of_two_that_exclude_each_other_a_value_is_a_log_ratio() -> None:
    found, _made = values([arm_of([6, 8], 10)], Choices.of(people({(1, 0): 50, (0, 1): 20, (0, 0): 30})))
    assert found.theta == pytest.approx([np.log(5 / 3), np.log(2 / 3)], abs=1e-6)


def test_two_arms_tell_money_apart_from_the_option() -> None:
    """One option at a cost of 1 and of 2: delta_0 = logit s1 - logit s2, and delta = 2 logit s1 - logit s2."""
    arms = [Arm((Option("a", (Level(0), Level(cost))),), (Limit("budget", 9),)) for cost in (1, 2)]
    levels = np.array([[1]] * 60 + [[0]] * 40 + [[1]] * 30 + [[0]] * 70)
    found, made = values(arms, Choices.of(levels, np.repeat([0, 1], 100)))
    one, two = np.log(0.6 / 0.4), np.log(0.3 / 0.7)
    assert made.columns == (Column("level", (0, 1)), Column("left"))
    assert found.theta * made.scale == pytest.approx([2 * one - two, one - two], abs=1e-6)


def test_arms_with_the_same_figures_tell_nothing_of_money() -> None:
    made = made_choices(1, people=200)
    again = Choices.of(made.choices.levels, np.arange(200) % 4)
    with pytest.raises(NotIdentified) as told:
        values([made.arm] * 4, again)
    assert told.value.same
    assert Column("left") in told.value.columns
    other = arm_of([cost + 1 for cost in made.arm.amounts()[:, 1].tolist()], 99)
    with pytest.raises(NotIdentified) as told:
        # An effect that nobody's figures have.
        values([with_effect(made.arm), with_effect(other)], again_in(made.choices.levels, 2))
    assert (told.value.columns, told.value.same) == ((Column("effect", (0,)),), False)


def with_effect(arm: Arm) -> Arm:
    options = (Option(one.name, tuple(Level(step.cost, (0,)) for step in one.levels)) for one in arm.options)
    return Arm(tuple(options), arm.limits)


def again_in(levels: Ints, arms: int) -> Choices:
    return Choices.of(levels, np.arange(len(levels)) % arms)


@given(st.integers(0, 10_000), st.integers(2, 5), st.sampled_from([0.4, 0.6, 1.0]))
@settings(max_examples=15, deadline=None)
def test_the_twin_finds_the_same(seed: int, options: int, tightness: float) -> None:
    made = made_choices(seed, people=120, options=options, tightness=tightness)
    found = fit(Model(design([made.arm], all_allowed(made.arm))), tally(made.choices), ridge=0.5)
    assert found.theta == pytest.approx(fitted(made.arm, made.choices.levels, 0.5), abs=2e-4)


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_by_the_graph_it_is_the_same_as_by_the_list(seed: int) -> None:
    made = made_choices(seed, people=300, options=9)
    listed, _one = values([made.arm], made.choices, ridge=1e-3)
    graph, _two = values([made.arm], made.choices, ridge=1e-3, most=0)
    assert graph.theta == pytest.approx(listed.theta, abs=1e-9)
    assert graph.covariance == pytest.approx(listed.covariance, rel=1e-5, abs=1e-9)


@given(st.integers(0, 10_000), st.integers(1, 1_000_000))
@settings(max_examples=10, deadline=None)
def test_order_of_people_and_options_and_the_money_unit_change_nothing(seed: int, unit: int) -> None:
    made, rng = made_choices(seed, people=300, options=7), np.random.default_rng(seed)
    first, _design = values([made.arm], made.choices, ridge=1e-3)
    costs, budget, order = made.arm.amounts()[:, 1], made.arm.budget() or 0, rng.permutation(7)
    turned = arm_of((costs[order] * unit).tolist(), budget * unit)
    mixed = Choices.of(made.choices.levels[rng.permutation(300)][:, order])
    second, _design = values([turned], mixed, ridge=1e-3)
    assert second.theta == pytest.approx(first.theta[order], abs=1e-9)
    assert second.errors == pytest.approx(first.errors[order], abs=1e-9)


def test_the_model_gives_back_the_shares_and_its_chances_are_one() -> None:
    made = made_choices(3, people=500)
    plan = design([made.arm], all_allowed(made.arm))
    model = Model(plan)
    found = fit(model, tally(made.choices), ridge=0.0)
    _log, mean, _spread = model.moments(0, found.theta)
    assert mean == pytest.approx((made.choices.levels > 0).mean(axis=0), abs=1e-6)
    assert model.chances(0, found.theta)[1].sum() == pytest.approx(1)


def test_an_option_that_never_fits_changes_nothing_and_weights_are_relative() -> None:
    made = made_choices(4, people=400, options=6)
    first, _made = values([made.arm], made.choices, ridge=1e-3)
    wider = Arm((*made.arm.options, Option("te duur", (Level(0), Level(10**6)))), made.arm.limits)
    model = Model(design([wider], np.vstack([all_allowed(made.arm), [[True, False]]])))
    again = fit(model, tally(Choices.of(np.column_stack([made.choices.levels, np.zeros(400, np.int64)]))))
    assert again.theta == pytest.approx(first.theta, abs=1e-12)
    none = np.zeros(400, bool)
    heavy = Choices(made.choices.levels, np.zeros(400, np.int64), none, none, np.full(400, 2.0))
    assert values([made.arm], heavy, ridge=1e-3)[0].theta == pytest.approx(first.theta, abs=1e-12)


def test_a_weight_counts_as_people_in_values_and_not_in_certainty() -> None:
    made, rng = made_choices(5, people=300, options=6), np.random.default_rng(5)
    weight: Floats = rng.integers(1, 4, 300).astype(float)
    none = np.zeros(300, bool)
    weighed, _a = values([made.arm], Choices(made.choices.levels, np.zeros(300, np.int64), none, none, weight))
    copied, _b = values([made.arm], Choices.of(np.repeat(made.choices.levels, weight.astype(int), axis=0)))
    assert weighed.theta == pytest.approx(copied.theta, abs=1e-6)
    assert (weighed.errors > copied.errors).all()


def test_more_people_for_an_option_raise_its_own_value() -> None:
    made = made_choices(6, people=300, options=6)
    first, _made = values([made.arm], made.choices)
    chosen = made.choices.levels.copy()
    rows = np.flatnonzero(chosen[:, 0] == 1)[:5]
    chosen[rows, 0] = 0
    assert values([made.arm], Choices.of(chosen))[0].theta[0] < first.theta[0]


def test_a_pair_that_belongs_together_has_its_own_value() -> None:
    counts = {(1, 1): 50, (1, 0): 10, (0, 1): 10, (0, 0): 30}
    found, made = values([Arm(arm_of([1, 1], 1).options)], Choices.of(people(counts)), pairs=[(0, 1)])
    assert made.columns[-1] == Column("pair", (0, 1))
    assert found.theta == pytest.approx([np.log(1 / 3), np.log(1 / 3), np.log(50 * 30 / 100)], abs=1e-6)
    with pytest.raises(ValueError, match="three"):
        design([made_choices(1, people=5).arm], all_allowed(made_choices(1, people=5).arm), [(0, 1)] * 4)
