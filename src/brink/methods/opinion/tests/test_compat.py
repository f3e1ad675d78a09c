"""Groups by the rules of Polis: planted ones come back, positions are scaled as there, and chance plays no part."""

import numpy as np
import pytest

from brink.methods.opinion import Options, Votes
from brink.methods.opinion.compat import polis_map
from brink.methods.opinion.gate import adjusted_rand

from .made import planted

BARE = Options(outputs=False)


@pytest.mark.parametrize("sizes", [[60, 40], [50, 40, 30]])
def test_planted_groups_are_found_whatever_the_order_and_the_seed(sizes: list[int]) -> None:
    votes, truth = planted(3, sizes, statements=30)
    found = polis_map(votes, rejected=[2], seed=1, options=BARE)
    assert adjusted_rand(truth, found.labels) > 0.9
    people = np.random.default_rng(5).permutation(sum(sizes))
    again = polis_map(votes.rows(people), rejected=[2], seed=8, options=BARE)
    assert np.array_equal(again.labels, found.labels[people])


def test_what_was_refused_counts_as_a_vote_of_everybody_in_the_scale() -> None:
    """Against principal components by singular values of the whole table, unseen cells at the mean of their column."""
    votes, _truth = planted(4, [40, 30], statements=24, density=0.5)
    refused = [0, 5, 9, 10, 11, 17]
    table = np.full((votes.participants, votes.statements), np.nan)
    for person in range(votes.participants):
        own = slice(votes.indptr[person], votes.indptr[person + 1])
        table[person, votes.statement[own]] = votes.value[own]
    kept = np.delete(table, refused, axis=1)
    centred = np.where(np.isnan(kept), 0.0, kept - np.nanmean(kept, axis=0))
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
    votes_given = (~np.isnan(kept)).sum(axis=1) + len(refused)
    slow = centred @ axes.T * np.sqrt(kept.shape[1] / votes_given)[:, None]
    found = polis_map(votes, rejected=refused, seed=1, options=BARE).points
    assert np.abs(found) == pytest.approx(np.abs(slow), rel=1e-3, abs=1e-3)


def test_votes_on_what_was_refused_count_towards_the_seven() -> None:
    votes, _truth = planted(4, [30, 30], statements=20)
    few = Votes.from_arrays(
        [*np.repeat(np.arange(60), np.diff(votes.indptr)), *[60] * 7],
        [*votes.statement, *range(7)], [*votes.value, *[1] * 7], participants=61, statements=20,
    )  # fmt: skip
    assert polis_map(few, rejected=[0, 1, 2], seed=1, options=BARE).labels[60] >= 0
    fewer = few.keep(np.arange(few.size) < few.size - 1)
    assert polis_map(fewer, rejected=[0, 1, 2], seed=1, options=BARE).labels[60] < 0


@pytest.mark.parametrize(("seed", "sizes"), [(2, [16, 12]), (6, [16, 12]), (9, [16, 12]), (4, [12, 10])])
def test_one_outlier_does_not_take_all_groups_away(seed: int, sizes: list[int]) -> None:
    """A start that splits off one person is no answer; the others still are. By two starts alone no group was left."""
    votes, truth = planted(seed, sizes, statements=24)
    table = [(p, s, v) for p, s, v in zip(votes.owners(), votes.statement, votes.value, strict=True)]
    # Somebody who answered 7 statements, and each of them against nearly everybody: far out on the map.
    tallies, one = votes.tallies(), sum(sizes)
    clearest = np.argsort(-np.abs(tallies[:, 2] - tallies[:, 0]), kind="stable")[:7]
    table += [(one, int(s), -1 if tallies[s, 2] > tallies[s, 0] else 1) for s in clearest]
    people, statements, values = zip(*table, strict=True)
    odd = Votes.from_arrays(people, statements, values, participants=one + 1, statements=24)
    found = polis_map(odd, rejected=[], seed=1, options=BARE).labels
    assert adjusted_rand(truth, found[:one]) > 0.9


def test_people_who_all_say_the_same_are_not_grouped() -> None:
    same = Votes.from_arrays(np.repeat(np.arange(12), 8), np.tile(np.arange(8), 12), np.ones(96, dtype=int))
    assert (polis_map(same, rejected=[], seed=1, options=BARE).labels < 0).all()
