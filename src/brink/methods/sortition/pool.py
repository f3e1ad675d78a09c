"""Who volunteered and what a panel must look like: frozen data in, and the same people grouped by what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a panel may share a feature: `least` to `most`; the flex bounds say how far these may give way."""

    category: str
    feature: str
    least: int
    most: int
    flex_least: int
    flex_most: int


@dataclass(frozen=True, slots=True)
class Member:
    """One volunteer: a name of the caller's own, a feature for each category, and an address when it counts."""

    id: str
    features: tuple[str, ...]
    household: str | None = None


@dataclass(frozen=True)
class Pool:
    """Volunteers, quotas and the size of the panel. `categories` names the features of each member in order.

    Raises ValueError for a member with a feature that has no quota, two members with one id, or seats out of range.
    """

    categories: tuple[str, ...]
    quotas: tuple[Quota, ...]
    members: tuple[Member, ...]
    seats: int

    def __post_init__(self) -> None:
        known = {(quota.category, quota.feature) for quota in self.quotas}
        if len(known) < len(self.quotas):
            raise ValueError("a feature has two quotas")
        if len({member.id for member in self.members}) < len(self.members):
            raise ValueError("two members have one id")
        for member in self.members:
            if not set(zip(self.categories, member.features, strict=True)) <= known:
                raise ValueError(f"member {member.id} has a feature without quota")
        if not 1 <= self.seats <= len(self.members):
            raise ValueError("the panel has no seats, or more than there are members")

    @cached_property
    def types(self) -> Types:
        """The members grouped by what they share, in the order in which each group first appears."""
        return Types.of(self)

    def replaced(self, quotas: Sequence[Quota]) -> Pool:
        """Return the same pool with other quotas."""
        return Pool(self.categories, tuple(quotas), self.members, self.seats)


@dataclass(frozen=True)
class Types:
    """Members who cannot be told apart: the same features, and the same household when that has others in the pool.

    `size` counts the members of each of T types. `rows` (R × T, zeros and ones) with `least` and `most` are the
    quotas and, below them, one row for each shared household (at most 1). `members` lists the places in the pool.
    """

    size: Ints
    rows: Matrix
    least: Ints
    most: Ints
    seats: int
    members: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, pool: Pool) -> Types:
        """Group the members of a pool."""
        shared: dict[str, int] = {}
        for member in pool.members:
            if member.household is not None:
                shared[member.household] = shared.get(member.household, 0) + 1
        groups: dict[tuple[tuple[str, ...], str | None], list[int]] = {}
        for place, member in enumerate(pool.members):
            home = member.household if member.household is not None and shared[member.household] > 1 else None
            groups.setdefault((member.features, home), []).append(place)
        row_of = {(quota.category, quota.feature): number for number, quota in enumerate(pool.quotas)}
        homes = {home: len(row_of) + number for number, home in enumerate(dict.fromkeys(h for _, h in groups if h))}
        rows = np.zeros((len(row_of) + len(homes), len(groups)))
        for column, (features, home) in enumerate(groups):
            for pair in zip(pool.categories, features, strict=True):
                rows[row_of[pair], column] = 1.0
            if home is not None:
                rows[homes[home], column] = 1.0
        least = [quota.least for quota in pool.quotas] + [0] * len(homes)
        most = [quota.most for quota in pool.quotas] + [1] * len(homes)
        return cls(
            size=np.array([len(group) for group in groups.values()], np.int64),
            rows=rows,
            least=np.array(least, np.int64),
            most=np.array(most, np.int64),
            seats=pool.seats,
            members=tuple(tuple(group) for group in groups.values()),
        )

    def fits(self, panel: Ints) -> bool:
        """Tell whether counts per type are a panel: whole, not more than there are, all quotas and households kept."""
        if panel.shape != self.size.shape or (panel < 0).any() or (panel > self.size).any():
            return False
        sums = self.rows @ panel
        return bool(panel.sum() == self.seats and (sums >= self.least).all() and (sums <= self.most).all())

    def spread(self, per_type: Floats) -> Floats:
        """Return a value per member (n) from a value per type (T)."""
        found = np.zeros(int(self.size.sum()))
        for value, places in zip(per_type, self.members, strict=True):
            found[list(places)] = value
        return found

