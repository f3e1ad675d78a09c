"""Each part of the map against a slow twin or a worked example."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from brink.methods.opinion import AGREE, DISAGREE, Votes
from brink.methods.opinion.agreement import consensus, dissent, divisive, lower_share
from brink.methods.opinion.axes import principal_axes, project
from brink.methods.opinion.clusters import best_grouping, spread_sample
from brink.methods.opinion.counts import Counts, count_answers
from brink.methods.opinion.gate import adjusted_rand
from brink.methods.opinion.represent import best_names, false_discovery, fisher_greater, p_values, representative

from . import reference
from .made import planted


@pytest.mark.parametrize("seed", range(4))
def test_axes_are_those_of_the_filled_dense_table(seed: int) -> None:
    votes, _ = planted(seed, [40, 30, 20], statements=30, density=0.3)
    axes, table = principal_axes(votes, np.random.default_rng(seed))
    full = reference.filled(votes)
    _, values, right = np.linalg.svd(full, full_matrices=False)
    assert np.allclose(np.abs(right[:2] @ axes.loadings), np.eye(2), atol=1e-4)
    assert np.allclose(axes.strength, values[:2] ** 2 / votes.size, rtol=1e-6)
    scale = np.sqrt(30 / np.maximum(votes.per_participant(), 1))[:, None]
    assert np.allclose(project(table, axes.loadings, votes.per_participant()), full @ axes.loadings * scale)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(1, 6))
def test_answers_are_counted_per_group(seed: int, people: int, statements: int) -> None:
    rng = np.random.default_rng(seed)
    person, statement = np.nonzero(rng.random((people, statements)) < 0.6)
    value = rng.integers(-1, 2, len(person))
    votes = Votes.from_arrays(person, statement, value, participants=people, statements=statements)
    labels = rng.integers(-1, 3, people)
    assert np.array_equal(count_answers(votes, labels, 3).answers, reference.answers(votes, labels, 3))


def test_silhouette_is_that_of_the_definition() -> None:
    rng = np.random.default_rng(3)
    points, labels = rng.normal(size=(40, 2)), rng.integers(0, 3, 40)
    sample = spread_sample(points, np.random.default_rng(1))  # of so few, all
    assert sample.silhouette(labels) == pytest.approx(reference.silhouette(points, labels), abs=1e-6)


def test_grouping_finds_three_heaps_and_refuses_a_heap_that_is_too_small() -> None:
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(c, 0.2, (n, 2)) for c, n in (((0, 0), 30), ((5, 0), 20), ((0, 5), 4))])
    three = best_grouping(points, range(2, 6), rng, restarts=5, smallest=4)
    assert three is not None
    assert np.bincount(three.labels).tolist() == [30, 20, 4]
    five = best_grouping(points, range(3, 4), rng, restarts=5, smallest=5)
    assert five is None or np.bincount(five.labels).min() >= 5


def test_many_points_are_grouped_as_few() -> None:
    rng = np.random.default_rng(2)
    points = np.concatenate([rng.normal(c, 0.5, (4000, 2)) for c in ((0, 0), (6, 0))])
    found = best_grouping(points, range(2, 5), rng, restarts=3, smallest=5)
    assert found is not None
    assert adjusted_rand(found.labels, np.repeat([0, 1], 4000)) == 1.0


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 60), st.integers(1, 80), st.integers(0, 60), st.integers(1, 400))
def test_fisher_equals_scipy_where_it_matters(inside: int, seen_in: int, outside: int, seen_out: int) -> None:
    inside, outside = min(inside, seen_in), min(outside, seen_out)
    got = fisher_greater(*(np.array([x]) for x in (inside, seen_in, outside, seen_out)))[0]
    table = [[inside, seen_in - inside], [outside, seen_out - outside]]
    exact = stats.fisher_exact(table, alternative="greater").pvalue
    dull = exact > 0.5 - 1e-9 or inside * seen_out <= outside * seen_in
    assert got == pytest.approx(exact, rel=1e-8) if got < 1 else dull


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_q_values_equal_scipy(p: list[float]) -> None:
    assert np.allclose(false_discovery(np.array(p)), stats.false_discovery_control(p))


def test_lower_bound_is_the_wilson_interval() -> None:
    for hits, seen in ((0, 5), (3, 5), (40, 41), (7, 7)):
        wilson = stats.binomtest(hits, seen).proportion_ci(0.9, method="wilson").low
        assert lower_share(np.array(hits), np.array(seen)) == pytest.approx(wilson, abs=1e-12)
    assert lower_share(np.array(0), np.array(0)) == 0.0


def counts(*groups: list[tuple[int, int, int]]) -> Counts:
    """Counts per group as (disagree, pass, agree) per statement."""
    return Counts(np.array(groups))


def test_consensus_needs_every_group_and_its_bound_lies_below_its_value() -> None:
    rows = consensus(counts([(1, 1, 48), (1, 1, 48), (48, 1, 1)], [(1, 0, 19), (18, 1, 1), (19, 0, 1)]))
    assert [(row.statement, row.side) for row in rows] == [(2, DISAGREE), (0, AGREE)] or [
        (row.statement, row.side) for row in rows
    ] == [(0, AGREE), (2, DISAGREE)]
    assert all(row.low < row.value for row in rows)


def test_consensus_value_is_the_geometric_mean_over_groups() -> None:
    (row,) = consensus(counts([(2, 0, 38)], [(1, 1, 18)]))
    first = (38.5 / 41) * (1 - 2.5 / 41)
    second = (18.5 / 21) * (1 - 1.5 / 21)
    assert row.value == pytest.approx((first * second) ** 0.5)


def test_dissent_names_the_group_that_the_majority_hides() -> None:
    groups = counts([(5, 5, 90), (20, 0, 80)], [(12, 0, 2), (3, 0, 11)])
    rows = dissent(groups.together(), groups, np.array([200, 20]), 0.6)
    assert [(row.statement, row.side, row.groups) for row in rows] == [(0, AGREE, (1,))]
    assert rows[0].majority == pytest.approx(92 / 114)


def test_a_group_under_five_people_is_not_heard_as_dissent() -> None:
    groups = counts([(0, 0, 90)], [(4, 0, 0)])
    assert dissent(groups.together(), groups, np.array([90, 4]), 0.6) == ()


def test_divisive_statements_are_those_with_the_largest_gap() -> None:
    rows = divisive(counts([(0, 0, 48), (24, 0, 24), (5, 0, 43)], [(48, 0, 0), (24, 0, 24), (30, 0, 18)]))
    assert [row.statement for row in rows] == [0, 2]
    assert rows[0].spread == pytest.approx(49 / 50 - 1 / 50)


def test_representative_statements_are_what_a_group_holds_and_others_do_not() -> None:
    groups = counts([(2, 0, 48), (25, 0, 25)], [(45, 0, 5), (25, 0, 25)])
    first, second = representative(groups, groups, 0.05)
    assert [(row.statement, row.side) for row in first] == [(0, AGREE)]
    assert [(row.statement, row.side) for row in second] == [(0, DISAGREE)]
    assert (first[0].share, first[0].elsewhere) == (0.96, 0.1)
    assert first[0].q == pytest.approx(4 * float(p_values(groups)[0, 0, 0]) / 2)


def test_dealt_out_labels_make_no_statement_representative() -> None:
    votes, _ = planted(5, [60, 40], statements=60, density=0.4)
    false_calls = 0
    for seed in range(60):
        labels = np.random.default_rng(seed).permutation(np.repeat([0, 1], [60, 40]))
        table = count_answers(votes, labels, 2)
        false_calls += any(representative(table, table, 0.05))
    assert false_calls <= 5


def test_groups_keep_the_names_under_which_most_people_know_them() -> None:
    assert best_names(np.array([[1, 9], [8, 2]])).tolist() == [1, 0]
    many = np.eye(8, dtype=int)[np.random.default_rng(0).permutation(8)] * 5 + 1
    assert best_names(many).tolist() == many.argmax(axis=0).tolist()


def test_adjusted_rand_index_of_hubert_and_arabie() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1.0
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(4 / 7)
    assert adjusted_rand(np.array([0, -1, 1, 1]), np.array([0, 5, 1, 1])) == 1.0
