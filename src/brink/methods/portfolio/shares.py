"""How often each level was chosen, with its interval, and which counts may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brink.methods.portfolio.choices import Tally
from brink.methods.portfolio.design import FEW

_LEAST_FOR_SHARE = 30  # people
_Z = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """How many people chose a level, their share, the weighted share and its 95 % interval."""

    count: int
    plain: float
    weighted: float
    low: float
    high: float


def shown(counts: Sequence[int]) -> tuple[bool, ...]:
    """Tell which counts may be shown when their sum is known: none from 1 to 9, nor what would tell such a one.

    All that is hidden is together ten people or more, in two counts at least.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < FEW}
    rest = sorted((count, at) for at, count in enumerate(counts) if at not in hidden and count)
    while hidden and rest and (len(hidden) < 2 or sum(counts[at] for at in hidden) < FEW):
        hidden.add(rest.pop(0)[1])
    return tuple(at not in hidden for at in range(len(counts)))


def shares(rows: Tally, sizes: Sequence[int]) -> tuple[tuple[Share | None, ...], ...]:
    """Return per option and level what was chosen; None where that may not be shown."""
    people = rows.people
    if people < _LEAST_FOR_SHARE:
        return tuple(tuple(None for _level in range(size)) for size in sizes)
    mass = rows.mass
    each = mass / np.maximum(rows.count, 1)
    effective = float(mass.sum() ** 2 / (rows.count @ each**2))
    found = []
    for option, size in enumerate(sizes):
        counts = np.bincount(rows.levels[:, option], rows.count, minlength=size).astype(int).tolist()
        weighed = np.bincount(rows.levels[:, option], mass, minlength=size) / people
        told = [
            Share(count, count / people, float(share), *_interval(float(share), effective))
            for count, share in zip(counts, weighed, strict=True)
        ]
        found.append(tuple(one if may else None for one, may in zip(told, shown(counts), strict=True)))
    return tuple(found)


def _interval(share: float, people: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval."""
    square = _Z**2 / people
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * np.sqrt(share * (1 - share) / people + square / (4 * people))
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))
