"""All that is said: standings, fit, groups, and what is not said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.portfolio import Arm, Choices, Level, Limit, Option, evaluate, shown
from brink.methods.portfolio.standing import DOUBT, IN, OUT
from brink.methods.portfolio.synthetic import arm_of, made_choices

GOLDEN = [
    -1.1294701, 0.7967629, 0.6316027, -0.0634507, 1.07409, -0.5974852,
    0.9133542, 1.0139625, 0.1886652, -1.386078, -0.0816648, 1.1843274,
]  # fmt: skip
STANDINGS = "oiooioiioooi"  # first letters of in, doubt, out


@pytest.mark.parametrize("way", ["logit", "purse"])
def test_what_is_told_to_be_in_or_out_is(way: str) -> None:
    right = told = 0
    for seed in range(8):
        made = made_choices(1000 + seed, way=way)
        computed = evaluate([made.arm], made.choices).computed
        assert computed is not None
        names = computed.standing.standing
        assert set(names) <= {IN, DOUBT, OUT}
        assert len(names) == 12
        for at, name in enumerate(names):
            told += name != DOUBT
            right += (name == IN and made.best[at] > 0) or (name == OUT and made.best[at] == 0)
        assert not computed.fitness.moderate
    assert told >= 60
    assert right >= 0.97 * told


def test_every_package_that_is_named_keeps_the_limits() -> None:
    for seed in range(4):
        made = made_choices(seed, people=400, tightness=0.3)
        computed = evaluate([made.arm], made.choices, groups=True).computed
        assert computed is not None
        assert 1 <= len(computed.standing.packages) <= 3
        assert computed.standing.single == (len(computed.standing.packages) == 1)
        for package in (*computed.standing.packages, *computed.group_packages):
            assert made.arm.broken(np.array(package)) is None


def test_the_same_seed_gives_the_same_and_order_cannot_matter() -> None:
    made = made_choices(5, people=500)
    rng = np.random.default_rng(0)
    one = evaluate([made.arm], made.choices, seed=3, groups=True)
    other = evaluate([made.arm], Choices.of(made.choices.levels[rng.permutation(500)]), seed=3, groups=True)
    assert repr(one) == repr(other)
    assert repr(evaluate([made.arm], made.choices, seed=4)) != repr(one)


def test_delegating_and_refusing_change_no_value() -> None:
    made = made_choices(6, people=400)
    more, none = 150, np.zeros(550, bool)
    levels = np.vstack([made.choices.levels, np.zeros((more, 12), np.int64)])
    delegated, refused = none.copy(), none.copy()
    delegated[400:500], refused[500:] = True, True
    wider = evaluate([made.arm], Choices(levels, np.zeros(550, np.int64), delegated, refused, np.ones(550)))
    alone = evaluate([made.arm], made.choices)
    assert (wider.people, wider.composed, wider.delegated, wider.refused) == (550, 400, 100, 50)
    assert wider.computed is not None
    assert repr(wider.computed) == repr(alone.computed)


def test_few_people_get_what_was_chosen_and_no_more() -> None:
    made = made_choices(7, people=64)
    found = evaluate([made.arm], made.choices)
    assert found.computed is None
    assert [(one.key, dict(one.values)) for one in found.remarks] == [("few", {"people": 64, "least": 100})]
    assert any(share is not None for option in found.shares for share in option)
    nobody = evaluate([made.arm], made_choices(7, people=20).choices)
    assert all(share is None for option in nobody.shares for share in option)


def test_an_option_that_hardly_anybody_takes_leaves_the_model_and_its_count_is_hidden() -> None:
    made = made_choices(8, people=300)
    levels = made.choices.levels.copy()
    levels[:, 0] = 0
    few = np.flatnonzero([made.arm.broken(np.array([1, *row[1:]])) is None for row in levels])[:4]
    levels[few, 0] = 1
    found = evaluate([made.arm], Choices.of(levels))
    assert found.shares[0] == (None, None)
    assert [dict(one.values) for one in found.remarks if one.key == "left_model"] == [{"option": 0, "level": 1}]
    assert found.computed is not None
    assert all(value.column.at != (0, 1) for value in found.computed.values)
    assert found.computed.standing.standing[0] == OUT


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_nobody_can_work_out_a_small_count(counts: list[int]) -> None:
    may = shown(counts)
    hidden = [count for count, ok in zip(counts, may, strict=True) if not ok]
    assert all(not 0 < count < 10 for count, ok in zip(counts, may, strict=True) if ok)
    if hidden and sum(1 for count in counts if count) > len(hidden):
        assert len(hidden) >= 2
        assert sum(hidden) >= 10


def test_a_value_does_not_give_a_hidden_count_away() -> None:
    """Of three steps one was taken by five people: the values of the others of that option would tell them."""
    steps = Option("a", (Level(0), Level(1), Level(2)))
    arm = Arm((steps, Option("b", (Level(0), Level(1)))), (Limit("budget", 9),))
    rows = [[0, 0]] * 60 + [[0, 1]] * 35 + [[1, 1]] * 5 + [[2, 0]] * 30 + [[2, 1]] * 30
    found = evaluate([arm], Choices.of(np.array(rows)))
    assert [one is None for one in found.shares[0]] == [False, True, True]
    assert found.computed is not None
    assert [(one.column.at, one.value is None) for one in found.computed.values] == [((0, 2), True), ((1, 1), False)]


def test_of_one_question_all_is_as_it_was() -> None:
    """The values and standings of 1,000 people and 12 options, frozen."""
    made = made_choices(1)
    computed = evaluate([made.arm], made.choices).computed
    assert computed is not None
    assert [one.value for one in computed.values] == pytest.approx(GOLDEN, abs=1e-6)
    assert "".join(name[0] for name in computed.standing.standing) == STANDINGS


def test_steps_goals_and_arms_go_through_all_of_it() -> None:
    """Three steps per option and a goal; figures that differ between people."""
    rng = np.random.default_rng(9)
    arms = []
    for times in (10, 13, 16, 20):
        options = tuple(
            Option(f"o{at}", (Level(0, (0,)), Level(times * (at % 3 + 1), (2 + at,)),
                              Level(times * (at % 3 + 2), (4 + at + times % 3,))))
            for at in range(5)
        )  # fmt: skip
        arms.append(Arm(options, (Limit("budget", 90), Limit("goal", 5, 0), Limit("most_of", 1, None, (0, 1)))))
    places = [np.array([p for p in np.ndindex(3, 3, 3, 3, 3) if arm.broken(np.array(p)) is None]) for arm in arms]
    taste, arm = rng.normal(size=(5, 3)), rng.integers(0, 4, 800)
    levels = np.zeros((800, 5), np.int64)
    for person in range(800):
        some = places[arm[person]]
        worth = sum(np.where(some[:, at] > 0, taste[at, some[:, at]], 0) for at in range(5))
        levels[person] = some[int((worth + rng.gumbel(size=len(some))).argmax())]
    found = evaluate(arms, Choices.of(levels, arm), groups=True).computed
    assert found is not None
    by = {value.column.kind: value for value in found.values}
    assert {"level", "effect", "left"} == set(by)
    low, high = by["left"].low, by["left"].high
    assert low is not None
    assert high is not None
    assert low < 0 < high
    assert found.purse.reached
    assert found.grouping is not None
    assert found.grouping.found == "none"


def test_groups_are_found_where_they_are_and_a_scale_is_not_cut() -> None:
    planted = [made_choices(2000 + s, planted=0.3, shift=2.0) for s in range(2)]
    kinds = [evaluate([one.arm], one.choices, groups=True).computed for one in planted]
    assert [one.grouping.found for one in kinds if one and one.grouping] == ["groups", "groups"]
    first = kinds[0]
    assert first is not None
    assert first.grouping is not None
    assert [round(group.share, 1) for group in first.grouping.groups] == [0.7, 0.3]
    slide = made_choices(2000, slide=0.8)
    found = evaluate([slide.arm], slide.choices, groups=True).computed
    assert found is not None
    assert found.grouping is not None
    assert (found.grouping.found, found.grouping.assigned) == ("scale", False)
    assert len(found.group_packages) == 2
    few = made_choices(2000, people=300)
    told = evaluate([few.arm], few.choices, groups=True)
    assert "no_groups_asked" in [one.key for one in told.remarks]


@pytest.mark.parametrize("rows", [{(1, 0): 400, (0, 1): 50}, {(1, 0): 450}])
def test_with_hardly_any_packages_there_are_no_groups(rows: dict[tuple[int, int], int]) -> None:
    levels = np.array([one for one, count in rows.items() for _ in range(count)])
    found = evaluate([arm_of([2, 2], 3)], Choices.of(levels), groups=True).computed
    assert found is not None
    assert found.grouping is not None
    assert found.grouping.found == "none"


def test_people_of_whom_two_always_go_together_are_noticed() -> None:
    made = made_choices(11, people=1500, options=8, tightness=0.9)
    levels = made.choices.levels.copy()
    for row in levels:
        row[1] = row[0]
    kept = np.array([row for row in levels if made.arm.broken(row) is None])
    found = evaluate([made.arm], Choices.of(kept)).computed
    assert found is not None
    assert (0, 1) in [tie.pair for tie in found.fitness.ties if tie.more]


def test_where_the_fit_is_bad_only_majorities_are_told() -> None:
    """Everybody takes one of two packages: no way of choosing gives that."""
    arm = arm_of([2] * 8, 8)
    left, right = [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1]
    found = evaluate([arm], Choices.of(np.array([left] * 320 + [right] * 280)))
    assert found.computed is not None
    assert found.computed.fitness.moderate
    assert "moderate" in [one.key for one in found.remarks]
    assert not found.computed.standing.single
    assert IN not in found.computed.standing.standing[4:]


def test_packages_that_break_a_limit_are_refused() -> None:
    made = made_choices(12, people=120)
    wrong = made.choices.levels.copy()
    wrong[3] = 1
    with pytest.raises(ValueError, match="limit"):
        evaluate([made.arm], Choices.of(wrong))
    with pytest.raises(ValueError, match="arm or level"):
        evaluate([made.arm], Choices.of(made.choices.levels, np.ones(120, np.int64)))
    with pytest.raises(ValueError, match="same options"):
        evaluate([made.arm, arm_of([1, 2], 3)], made.choices)
    with pytest.raises(ValueError, match="delegates"):
        replace(made.choices, delegated=np.ones(120, bool), refused=np.ones(120, bool))


@given(st.integers(0, 10_000), st.integers(2, 6), st.sampled_from([100, 150, 400]))
@settings(max_examples=12, deadline=None)
def test_any_question_is_answered_whole(seed: int, options: int, people: int) -> None:
    made = made_choices(seed, people=people, options=options, tightness=0.5)
    found = evaluate([made.arm], made.choices)
    hidden = [share is None for option in found.shares for share in option]
    assert len(hidden) == 2 * options
    for option in found.shares:
        for share in option:
            assert share is None or share.count >= 10 or share.count == 0
    if found.computed is not None:
        assert len(found.computed.standing.standing) == options
