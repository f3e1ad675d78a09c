"""The vote table: what goes in comes out, repeats count once, nonsense is refused with its place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.opinion import Votes, VotesError
from brink.methods.opinion.votes import stable_order

from . import reference

VOTE = st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(-1, 1))


@settings(deadline=None)
@given(st.lists(VOTE, max_size=40))
def test_the_last_vote_of_a_person_on_a_statement_counts(rows: list[tuple[int, int, int]]) -> None:
    last = {(person, statement): value for person, statement, value in rows}
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    votes = Votes.from_arrays(*columns, participants=7, statements=6)
    table = reference.dense(votes)
    assert {(int(p), int(s)): int(table[p, s]) for p, s in np.argwhere(~np.isnan(table))} == last


@settings(deadline=None)
@given(st.lists(VOTE, min_size=1, max_size=40), st.integers(0, 1000))
def test_choosing_rows_and_votes_is_choosing_in_the_dense_table(rows: list[tuple[int, int, int]], seed: int) -> None:
    votes = Votes.from_arrays(*zip(*rows, strict=True), participants=7, statements=6)
    rng = np.random.default_rng(seed)
    order, dropped = rng.permutation(7)[:4], rng.random(6) < 0.5
    expected = reference.dense(votes)[order]
    expected[:, dropped] = np.nan
    assert np.array_equal(reference.dense(votes.rows(order).without_statements(dropped)), expected, equal_nan=True)


@given(st.lists(st.integers(-(2**40), 2**40) | st.integers(-2, 2)))
def test_stable_order_is_that_of_numpy(key: list[int]) -> None:
    numbers = np.array(key, dtype=np.int64)
    assert stable_order(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


@pytest.mark.parametrize(
    ("participant", "statement", "value", "reason", "detail"),
    [
        ([0, 1], [0], [1, 1], "lengths", 1),
        ([0, -1], [0, 0], [1, 1], "participant", 1),
        ([0, 9], [0, 0], [1, 1], "participant", 1),
        ([0, 1], [0, 3], [1, 1], "statement", 1),
        ([0, 1], [0, 0], [2, 1], "value", 0),
        ([0, 1], [0, 0], [1, float("nan")], "value", 1),
        ([0, 1], [0, 0], [1, 0.5], "value", 1),
    ],
)
def test_nonsense_is_refused_with_its_place(
    participant: list[int], statement: list[int], value: list[float], reason: str, detail: int
) -> None:
    with pytest.raises(VotesError) as caught:
        Votes.from_arrays(participant, statement, value, participants=5, statements=3)
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_votes_cannot_be_changed() -> None:
    votes = Votes.from_arrays([0], [0], [1])
    with pytest.raises(ValueError, match="read-only"):
        votes.value[0] = -1
