"""The slow and obvious twin: all panels listed, leximin by one linear program after the other over the whole list."""

from itertools import combinations
from random import Random

import numpy as np
from scipy.optimize import linprog

from brink.methods.sortition.pool import Member, Pool, Quota


def all_panels(pool: Pool) -> list[tuple[int, ...]]:
    """Return every panel as places in the pool."""
    found = []
    for panel in combinations(range(len(pool.members)), pool.seats):
        homes = [pool.members[place].household for place in panel if pool.members[place].household is not None]
        if len(set(homes)) < len(homes):
            continue
        counts: dict[tuple[str, str], int] = {}
        for place in panel:
            for pair in zip(pool.categories, pool.members[place].features, strict=True):
                counts[pair] = counts.get(pair, 0) + 1
        if all(q.least <= counts.get((q.category, q.feature), 0) <= q.most for q in pool.quotas):
            found.append(panel)
    return found


def slow_leximin(pool: Pool, panels: list[tuple[int, ...]]) -> list[float]:
    """Return the leximin chance of each member, 0 for who is in no panel."""
    people = len(pool.members)
    matrix = np.zeros((people, len(panels)))
    for number, panel in enumerate(panels):
        matrix[list(panel), number] = 1.0
    fixed = np.where(matrix.any(axis=1), np.nan, 0.0)
    while np.isnan(fixed).any():
        active = np.flatnonzero(np.isnan(fixed))
        highest = _highest(matrix, fixed, active)
        for place in active:
            if _most(matrix, fixed, active, highest, place) <= highest + 1e-7:
                fixed[place] = highest
    return [float(value) for value in fixed]


def _highest(matrix: np.ndarray, fixed: np.ndarray, active: np.ndarray) -> float:
    count = matrix.shape[1]
    rows = [np.append(-matrix[place], 1.0) for place in active]
    limits = [0.0] * len(active)
    for place in np.flatnonzero(~np.isnan(fixed)):
        rows.append(np.append(-matrix[place], 0.0))
        limits.append(-fixed[place] + 1e-10)
    cost = np.zeros(count + 1)
    cost[-1] = -1.0
    found = linprog(cost, A_ub=np.array(rows), b_ub=limits, A_eq=[np.append(np.ones(count), 0.0)], b_eq=[1.0])
    return float(-found.fun)


def _most(matrix: np.ndarray, fixed: np.ndarray, active: np.ndarray, highest: float, place: int) -> float:
    lower = np.where(np.isnan(fixed), highest, fixed) - 1e-10
    found = linprog(-matrix[place], A_ub=-matrix, b_ub=-lower, A_eq=[np.ones(matrix.shape[1])], b_eq=[1.0])
    return float(-found.fun) if found.success else highest


def small_pool(seed: int) -> Pool:
    """Return a tight random pool of 8 to 18 people with at least one panel; some with households, some exact."""
    rng = Random(seed)
    while True:
        people, seats = rng.randint(8, 18), rng.randint(3, 6)
        shape = [rng.randint(2, 3) for _ in range(rng.randint(2, 4))]
        names = tuple(f"c{number}" for number in range(len(shape)))
        skew = [[rng.random() ** 2 + 0.1 for _ in range(count)] for count in shape]
        homes = rng.random() < 0.4
        members = tuple(
            Member(
                f"m{number}",
                tuple(f"f{rng.choices(range(count), skew[c])[0]}" for c, count in enumerate(shape)),
                f"h{rng.randint(0, people - 1)}" if homes and rng.random() < 0.7 else None,
            )
            for number in range(people)
        )
        slack = rng.choice((0, 0, 1))
        quotas = []
        for c, count in enumerate(shape):
            share = rng.choices(range(count), k=seats)
            for f in range(count):
                wanted = share.count(f)
                quotas.append(Quota(names[c], f"f{f}", max(0, wanted - slack), wanted + slack, 0, seats))
        pool = Pool(names, tuple(quotas), members, seats)
        if all_panels(pool):
            return pool
