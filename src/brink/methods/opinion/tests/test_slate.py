"""The proportional slate: the rule against its slow twin, the check against the definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.opinion import Votes
from brink.methods.opinion.slate import Approvals, ejr_plus, equal_shares, make_slate

from . import reference


def agreeing(approve: np.ndarray) -> Votes:
    """Votes in which everyone saw everything and agrees where `approve` says so."""
    person, statement = np.divmod(np.arange(approve.size), approve.shape[1])
    value = np.where(approve.ravel(), 1, -1)
    return Votes.from_arrays(person, statement, value, participants=approve.shape[0], statements=approve.shape[1])


def random_approvals(seed: int, people: int, statements: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.random((people, statements)) < rng.uniform(0.1, 0.7, statements)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 8), st.integers(1, 5))
def test_equal_shares_buys_what_its_twin_buys(seed: int, people: int, statements: int, size: int) -> None:
    approve = random_approvals(seed, people, statements)
    bought = equal_shares(Approvals(agreeing(approve)), size, np.ones(statements, dtype=bool))
    assert bought == reference.equal_shares(approve, size)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 7), st.integers(1, 6), st.integers(1, 4))
def test_the_check_is_the_definition(seed: int, people: int, statements: int, size: int) -> None:
    approve = random_approvals(seed, people, statements)
    chosen = np.random.default_rng(seed).permutation(statements)[:size].tolist()
    got = ejr_plus(Approvals(agreeing(approve)), chosen, size, np.ones(statements, dtype=bool))
    assert got == reference.ejr_plus(approve, chosen, size)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 12), st.integers(1, 8))
def test_every_slate_passes_the_check(seed: int, people: int, statements: int, size: int) -> None:
    votes = agreeing(random_approvals(seed, people, statements))
    assert make_slate(votes, np.zeros(people, dtype=np.int64), 1, size=size, views=0).ejr_plus


def test_a_fifth_of_the_people_gets_a_fifth_of_the_slate() -> None:
    approve = np.zeros((50, 12), dtype=bool)
    approve[:40, :8] = True
    approve[40:, 8:] = True
    slate = make_slate(agreeing(approve), np.repeat([0, 1], [40, 10]), 2, size=5, views=0)
    assert sum(statement >= 8 for statement in slate.statements) == 1
    assert (slate.uncovered, slate.uncovered_by_group) == (0.0, (0.0, 0.0))


def test_statements_that_few_people_saw_do_not_stand() -> None:
    votes = Votes.from_arrays([0, 1, 2, 0], [0, 0, 0, 1], [1, 1, 1, 1], participants=4, statements=2)
    slate = make_slate(votes, np.full(4, -1), 0, size=2, views=2)
    assert (slate.statements, slate.views, slate.uncovered) == ((0,), (3,), 0.25)
