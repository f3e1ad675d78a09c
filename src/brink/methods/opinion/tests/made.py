"""Votes with a known structure, for the tests of the opinion map."""

from collections.abc import Sequence

import numpy as np

from brink.methods.opinion import Votes


def planted(
    seed: int,
    sizes: Sequence[int],
    *,
    statements: int = 40,
    density: float = 0.5,
    firmness: float = 0.9,
    apart: float = 0.5,
    passes: float = 0.1,
) -> tuple[Votes, np.ndarray]:
    """Groups of the given sizes that hold a random side of each statement with chance `firmness`.

    apart: share of the statements on which a later group takes the side opposite to the first. Returns the votes and
    the true group of each participant.
    """
    rng = np.random.default_rng(seed)
    side = np.tile(rng.choice([-1, 1], statements), (len(sizes), 1))
    for group in range(1, len(sizes)):
        turned = rng.choice(statements, round(apart * statements), replace=False)
        side[group, turned] *= -1
    truth = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    person, statement = np.nonzero(rng.random((len(truth), statements)) < density)
    value = side[truth[person], statement] * np.where(rng.random(len(person)) < firmness, 1, -1)
    value[rng.random(len(person)) < passes] = 0
    return Votes.from_arrays(person, statement, value, participants=len(truth), statements=statements), truth


def shuffled(votes: Votes, seed: int) -> Votes:
    """The same votes with the answers to each statement dealt out anew among those who gave them."""
    rng = np.random.default_rng(seed)
    owner, value = votes.owners(), votes.value.copy()
    for statement in range(votes.statements):
        at = np.flatnonzero(votes.statement == statement)
        value[at] = rng.permutation(value[at])
    return Votes.from_arrays(
        owner, votes.statement, value, participants=votes.participants, statements=votes.statements
    )
