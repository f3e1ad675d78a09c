"""When no panel keeps all quotas: the smallest change that makes one possible, and so which quotas conflict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.pool import Pool
from brink.methods.sortition.solver import Infeasible, Program


@dataclass(frozen=True, slots=True)
class Change:
    """One side ("min" or "max") of a quota and what it must become."""

    category: str
    feature: str
    side: str
    now: int
    must: int


def smallest_change(pool: Pool) -> tuple[Change, ...] | None:
    """Return the fewest places by which quotas must give way for a panel to exist, all changes together; () when none.

    Keeps within the flex bounds of the quotas where that is possible at all, and leaves them otherwise. None when
    even without any quota there is no panel (too few households).
    """
    for flexible in (True, False):
        try:
            return _change(pool, flexible=flexible)
        except Infeasible:
            continue
    return None


def _change(pool: Pool, *, flexible: bool) -> tuple[Change, ...]:
    """Solve one integer program: counts per type, and per quota the places below and above it."""
    types, quotas = pool.types, pool.quotas
    count, many = len(types.size), len(quotas)
    below = [quota.least - max(0, min(quota.flex_least, quota.least)) if flexible else quota.least for quota in quotas]
    above = [max(quota.flex_most, quota.most) - quota.most if flexible else pool.seats for quota in quotas]
    high = np.concatenate([types.size, below, np.minimum(above, pool.seats)]).astype(float)
    rows = np.zeros((len(types.rows) + 1, count + 2 * many))
    rows[:-1, :count] = types.rows
    rows[-1, :count] = 1.0
    rows[np.arange(many), count + np.arange(many)] = 1.0
    rows[np.arange(many), count + many + np.arange(many)] = -1.0
    cost = np.concatenate([np.zeros(count), -np.ones(2 * many)])
    least = np.append(types.least, types.seats).astype(float)
    most = np.append(types.most, types.seats).astype(float)
    _value, found = Program(cost, np.zeros(len(cost)), high, rows, least, most, whole=True).solve()
    given = np.round(found[count:]).astype(int)
    changes = []
    for number, quota in enumerate(quotas):
        if given[number]:
            changes.append(Change(quota.category, quota.feature, "min", quota.least, quota.least - int(given[number])))
        if given[many + number]:
            changes.append(
                Change(quota.category, quota.feature, "max", quota.most, quota.most + int(given[many + number]))
            )
    return tuple(changes)
