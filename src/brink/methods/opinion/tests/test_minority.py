"""A planted minority is heard; shuffled votes hide none."""

import numpy as np
import pytest

from brink.methods.opinion import Options, Votes, opinion_map
from brink.methods.opinion.minority import EVIDENCE, backdrop, find_minority
from brink.methods.opinion.shuffling import claimed, shuffled


def with_minority(
    seed: int, people: int = 1000, statements: int = 100, *, rejects: float = 0.9
) -> tuple[Votes, np.ndarray, np.ndarray]:
    """8 % of the people reject, each with that chance, 20 statements others hold; 15 % of the cells are seen."""
    rng = np.random.default_rng(seed)
    member = rng.permutation(people) < 0.08 * people
    planted = rng.choice(statements, 20, replace=False)
    chance = np.tile(rng.uniform(0.3, 0.9, statements), (people, 1))
    chance[:, planted] = 0.9
    chance[np.ix_(member, planted)] = 1 - rejects
    person, statement = np.nonzero(rng.random((people, statements)) < 0.15)
    value = np.where(rng.random(len(person)) < chance[person, statement], 1, -1)
    return Votes.from_arrays(person, statement, value, participants=people, statements=statements), member, planted


@pytest.mark.parametrize("seed", range(4))
def test_the_statements_of_a_planted_minority_appear_in_dissent(seed: int) -> None:
    votes, member, planted = with_minority(seed)
    result = opinion_map(votes, seed=seed, options=Options(outputs=False))
    assert result.groups is not None
    assert result.minority is not None
    own = result.labels == result.minority
    assert member[own].mean() > 0.8
    heard = {row.statement for row in result.dissent if result.minority in row.groups}
    assert len(heard & set(planted.tolist())) >= 10
    assert len(heard - set(planted.tolist())) <= 2


def test_shuffled_votes_have_no_evidence_of_a_minority() -> None:
    votes, _, _ = with_minority(1)
    for seed in range(10):
        mixed = shuffled(votes, np.random.default_rng(seed))
        everyone = backdrop(mixed, np.full(mixed.participants, -1))
        found = find_minority(mixed, everyone, mixed.per_participant() >= 7, np.random.default_rng(seed))
        assert found is None or found.evidence < EVIDENCE


def test_groups_are_claimed_in_no_more_than_one_of_twelve_shuffles() -> None:
    votes, _, _ = with_minority(2, people=300, statements=40)
    assert claimed(votes, runs=12, seed=1) <= 1


def test_shuffling_keeps_who_saw_what_and_the_counts_of_each_statement() -> None:
    votes, _, _ = with_minority(3, people=100, statements=20)
    mixed = shuffled(votes, np.random.default_rng(0))
    assert np.array_equal(mixed.indptr, votes.indptr)
    assert np.array_equal(mixed.statement, votes.statement)
    assert np.array_equal(mixed.tallies(), votes.tallies())
    assert not np.array_equal(mixed.value, votes.value)
