"""The map as a whole: planted groups are found, shuffled votes give none, order and names do not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.opinion import Options, Votes, opinion_map
from brink.methods.opinion.gate import adjusted_rand

from .made import planted, shuffled


def test_two_planted_groups_are_found_with_their_people() -> None:
    votes, truth = planted(1, [60, 40])
    result = opinion_map(votes, seed=1)
    assert result.groups is not None
    assert [group.size for group in result.groups] == [60, 40]
    assert adjusted_rand(truth, result.labels) == 1.0
    assert not result.unstable


def test_three_planted_groups_are_found() -> None:
    votes, truth = planted(2, [80, 60, 40], statements=60)
    result = opinion_map(votes, seed=1)
    assert result.groups is not None
    assert adjusted_rand(truth, result.labels) > 0.95


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_votes_have_no_clear_groups(seed: int) -> None:
    votes, _ = planted(seed, [60, 40])
    result = opinion_map(shuffled(votes, seed), seed=seed, options=Options(outputs=False))
    assert (result.groups, result.dissent, result.divisive) == (None, (), ())
    assert set(result.labels.tolist()) == {-1}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_order_and_names_of_people_and_statements_do_not_matter(seed: int, shuffle: int) -> None:
    votes, _ = planted(seed, [30, 25, 6], statements=20)
    rng = np.random.default_rng(shuffle)
    people, statements = rng.permutation(votes.participants), rng.permutation(votes.statements)
    arrival = rng.permutation(votes.size)
    renamed = Votes.from_arrays(
        people[votes.owners()][arrival], statements[votes.statement][arrival], votes.value[arrival],
        participants=votes.participants, statements=votes.statements,
    )  # fmt: skip
    options = Options(restarts=3)
    first, second = opinion_map(votes, seed=3, options=options), opinion_map(renamed, seed=3, options=options)
    assert np.array_equal(first.labels, second.labels[people])
    assert np.array_equal(first.points, second.points[people])
    assert first.gate == second.gate
    assert [statements[row.statement] for row in first.consensus] == [row.statement for row in second.consensus]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 8), st.floats(0.05, 1.0))
def test_any_votes_give_a_map_without_small_groups(seed: int, people: int, statements: int, density: float) -> None:
    rng = np.random.default_rng(seed)
    person, statement = np.nonzero(rng.random((people, statements)) < density)
    value = rng.integers(-1, 2, len(person))
    votes = Votes.from_arrays(person, statement, value, participants=people, statements=statements)
    result = opinion_map(votes, seed=seed, options=Options(restarts=2))
    assert all(group.size >= 5 for group in result.groups or ())
    assert np.isfinite(result.points).all()


@pytest.mark.parametrize(("value", "people", "statements"), [(1, 50, 10), (0, 50, 10), (1, 1, 5), (-1, 30, 1)])
def test_when_everybody_says_the_same_there_are_no_groups(value: int, people: int, statements: int) -> None:
    person, statement = np.divmod(np.arange(people * statements), statements)
    result = opinion_map(Votes.from_arrays(person, statement, np.full(len(person), value)), seed=0)
    assert result.groups is None
    assert np.array_equal(result.points, np.zeros((people, 2)))


def test_the_same_seed_gives_the_same_map_and_the_labels_survive_another() -> None:
    votes, _ = planted(4, [50, 30])
    first, again, other = (opinion_map(votes, seed=seed) for seed in (5, 5, 6))
    assert (first.groups, first.slate, first.gate) == (again.groups, again.slate, again.gate)
    assert np.array_equal(first.labels, other.labels)


def test_asked_for_a_number_of_groups_the_map_gives_it() -> None:
    votes, _ = planted(2, [80, 60, 40], statements=60)
    result = opinion_map(votes, seed=1, options=Options(groups=2))
    assert result.groups is not None
    assert len(result.groups) == 2
