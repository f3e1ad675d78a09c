"""Made-up elections from a seed, for tests and benches: small ones full of ties, large ones like those of cities."""

from __future__ import annotations

from random import Random

import numpy as np

from .election import Election, election


def small_election(seed: int, *, kind: str = "approval", free: bool = True) -> Election:
    """Up to 12 projects and 30 voters, small whole numbers, so that ties and edges are common.

    kind: approval, cumulative or ordinal. free: projects with cost 0 may occur.
    """
    rng = Random(seed)  # noqa: S311  made-up data
    projects = rng.randint(1, 12)
    budget = rng.choice([rng.randint(1, 60), rng.randint(20, 400)])
    dearest = rng.choice([5, budget, max(1, budget // 2), budget + 10])
    costs = {f"p{i}": rng.randint(0 if free and rng.random() < 0.2 else 1, max(1, dearest)) for i in range(projects)}
    names = list(costs)
    ballots = []
    for _voter in range(rng.choice([0, 1, 2, rng.randint(3, 30)])):
        chosen = rng.sample(names, rng.randint(0, min(projects, rng.choice([2, 5, 12]))))
        points = {
            "approval": lambda chosen: dict.fromkeys(chosen, 1),
            "cumulative": lambda chosen: {name: rng.randint(1, 6) for name in chosen},
            "ordinal": lambda chosen: {name: len(chosen) - place for place, name in enumerate(chosen)},
        }[kind](chosen)
        ballots.append(points)
    return election(costs, ballots, budget=budget)


def city_election(
    seed: int,
    *,
    voters: int,
    projects: int,
    budget: int,
    districts: int = 12,
    length: float = 6.0,
    longest: int = 12,
    pull: float = 2.0,
) -> Election:
    """Approval ballots as in a city: lognormal popularity and costs (on average budget / 18), voters who favour their
    own district (by `pull`, on a log scale) and projects for everybody, ballots of 1 to `longest` projects, on average
    `length`.

    The costs are whole units without a common divisor, so that nothing is easier than it would be in earnest.
    """
    rng, longest = np.random.default_rng(seed), min(longest, projects)
    popularity, place = rng.lognormal(0, 0.9, projects), rng.integers(0, districts + 3, projects)
    costs = np.maximum(1, rng.lognormal(0, 0.8, projects) * budget / 25).astype(np.int64)
    home = rng.integers(0, districts, voters)
    sizes = np.minimum(1 + rng.poisson(length - 1, voters), longest)
    ballots = np.zeros((voters, projects), dtype=np.uint8)
    for first in range(0, voters, 4096):
        own = home[first : first + 4096, None]
        liking = np.where(place == own, pull, np.where(place >= districts, pull / 2, 0.0)) + np.log(popularity)
        order = np.argsort(-(liking + rng.gumbel(size=liking.shape)), axis=1)[:, :longest]
        for rank in range(longest):
            who = np.flatnonzero(sizes[first : first + 4096] > rank)
            ballots[first + who, order[who, rank]] = 1
    distinct, counts = np.unique(np.packbits(ballots, axis=1), axis=0, return_counts=True)
    weights = np.unpackbits(distinct, axis=1)[:, :projects]
    names = tuple(str(number) for number in range(1, projects + 1))
    return Election(names, tuple(costs.tolist()), budget, 1, voters, counts.astype(np.int64), weights)
