"""The map's own trial: shuffle the votes so that no structure is left, and count how often groups are claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .mapping import opinion_map
from .result import Options
from .votes import Ints, Votes


def shuffled(votes: Votes, rng: np.random.Generator) -> Votes:
    """The same votes with the answers to each statement dealt out anew among the people who gave them."""
    order = np.argsort(votes.statement, kind="stable")
    dealt: Ints = np.lexsort((rng.random(votes.size), votes.statement))
    value = np.empty_like(votes.value)
    value[order] = votes.value[dealt]
    return Votes(votes.indptr, votes.statement, value, votes.statements)


def claimed(
    votes: Votes, *, runs: int, seed: int, options: Options | None = None, watch: Callable[[float], None] | None = None
) -> int:
    """In how many of `runs` shuffles the map claims groups; an honest map: (nearly) none. `watch` is told how far."""
    bare = replace(options or Options(), outputs=False)
    count = 0
    for run in range(runs):
        mixed = shuffled(votes, np.random.default_rng([seed, 100, run]))
        count += opinion_map(mixed, seed=seed + run, options=bare).grouped
        if watch:
            watch((run + 1) / runs)
    return count
