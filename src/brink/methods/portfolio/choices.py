"""What is asked and what people chose: options with levels, limits, arms, and one row per person without a name.

Amounts are whole numbers in the smallest unit (cents), so that a limit is kept or broken exactly. A package is one
level per option, as numbers; level 0 is "not done" and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
KINDS = ("budget", "goal", "exactly", "most_of", "needs")
_FAR = 2**60  # no bound on this side


@dataclass(frozen=True)
class Level:
    """A step of an option: what it costs and what it brings about, one number per effect."""

    cost: int
    effects: tuple[int, ...] = ()


@dataclass(frozen=True)
class Option:
    """Something that can be done, more or less: `levels[0]` is not at all, and costs nothing (else ValueError)."""

    name: str
    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        if len(self.levels) < 2 or self.levels[0].cost or any(self.levels[0].effects):
            raise ValueError("an option has level 0, which is nothing, and at least one more")


@dataclass(frozen=True)
class Limit:
    """What a package must keep. Equality is inside.

    `budget`: total at most `amount`. `goal`: total at least. `exactly`: just that. The total is of the cost, or of the
    effect with number `effect`. `most_of`: at most `amount` of `options` are chosen. `needs`: the first of `options`
    only with the second. Raises ValueError for another kind or for options that do not fit it.
    """

    kind: str
    amount: int = 0
    effect: int | None = None
    options: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown limit {self.kind}")
        few = {"most_of": 1, "needs": 2}.get(self.kind, 0)
        if len(self.options) < few or (self.kind == "needs" and len(self.options) > 2):
            raise ValueError(f"{self.kind} lacks its options")


@dataclass(frozen=True)
class Arm:
    """The figures that part of the people saw: options and limits."""

    options: tuple[Option, ...]
    limits: tuple[Limit, ...] = ()

    def sizes(self) -> tuple[int, ...]:
        """Return the number of levels of each option."""
        return tuple(len(option.levels) for option in self.options)

    def amounts(self, effect: int | None = None) -> Ints:
        """Return the cost, or an effect, of each level (J × most levels; 0 where an option has no such level)."""
        found = np.zeros((len(self.options), max(self.sizes())), np.int64)
        for at, option in enumerate(self.options):
            for level, step in enumerate(option.levels):
                found[at, level] = step.cost if effect is None else step.effects[effect]
        return found

    def bounds(self) -> list[tuple[Ints, int, int]]:
        """Return each limit as a sum over levels: what each adds (J × most levels), and the least and most allowed."""
        if not self.limits:
            return [(np.zeros((len(self.options), max(self.sizes())), np.int64), -_FAR, _FAR)]
        return [self._bound(limit) for limit in self.limits]

    def _bound(self, limit: Limit) -> tuple[Ints, int, int]:
        if limit.kind in ("budget", "goal", "exactly"):
            least = limit.amount if limit.kind != "budget" else -_FAR
            return self.amounts(limit.effect), least, limit.amount if limit.kind != "goal" else _FAR
        adds = np.zeros((len(self.options), max(self.sizes())), np.int64)
        if limit.kind == "most_of":
            adds[list(limit.options), 1:] = 1
            return adds, -_FAR, limit.amount
        adds[limit.options[0], 1:], adds[limit.options[1], 1:] = 1, -1
        return adds, -_FAR, 0

    def broken(self, package: Ints) -> Limit | None:
        """Return the first limit that a package (J) breaks, or None."""
        places = np.arange(len(self.options))
        for limit, (adds, least, most) in zip(self.limits, self.bounds(), strict=False):
            if not least <= int(adds[places, package].sum()) <= most:
                return limit
        return None

    def keeps(self, packages: Ints) -> Bools:
        """Tell for each package (n × J) whether it keeps all limits."""
        places, found = np.arange(len(self.options)), np.ones(len(packages), bool)
        for adds, least, most in self.bounds():
            total = adds[places, packages].sum(axis=1)
            found &= (total >= least) & (total <= most)
        return found

    def budget(self) -> int | None:
        """Return the amount of its budget, if it has one."""
        return next((one.amount for one in self.limits if one.kind == "budget" and one.effect is None), None)

    def with_budget(self, share: float) -> Arm:
        """Return the arm with its budget times a share, rounded down."""
        limits = tuple(
            replace(one, amount=int(one.amount * share)) if one.kind == "budget" and one.effect is None else one
            for one in self.limits
        )
        return replace(self, limits=limits)


@dataclass(frozen=True)
class Choices:
    """What people did: level per option (n × J), number of the arm (n), who delegated and who refused (n), weight (n).

    The levels of who delegated or refused are not looked at. Raises ValueError when lengths differ, somebody did both,
    or a weight is not above 0.
    """

    levels: Ints
    arm: Ints
    delegated: Bools
    refused: Bools
    weight: Floats

    def __post_init__(self) -> None:
        count = len(self.levels)
        if any(len(one) != count for one in (self.arm, self.delegated, self.refused, self.weight)):
            raise ValueError("all columns need one value per person")
        if (self.delegated & self.refused).any() or not (self.weight > 0).all():
            raise ValueError("nobody delegates and refuses, and each weight is above 0")

    @classmethod
    def of(cls, levels: Ints, arm: Ints | None = None) -> Choices:
        """Return choices of people who all composed a package, each with weight 1."""
        count, none = len(levels), np.zeros(len(levels), bool)
        return cls(levels, np.zeros(count, np.int64) if arm is None else arm, none, none, np.ones(count))

    def chose(self) -> Bools:
        """Tell who composed a package (n)."""
        return ~self.delegated & ~self.refused


@dataclass(frozen=True)
class Tally:
    """Choices as counts: what is equal is one row, sorted by content. The model needs no rows of people.

    `arm` (U), `levels` (U × J), `weight` of each person of the row (U), `count` of people (U).
    """

    arm: Ints
    levels: Ints
    weight: Floats
    count: Ints

    @property
    def people(self) -> int:
        """Number of people."""
        return int(self.count.sum())

    @property
    def mass(self) -> Floats:
        """Return what each row counts for (U); the mean over people is 1."""
        weighed = self.count * self.weight
        return np.asarray(weighed * (self.people / max(weighed.sum(), 1e-300)), float)

    def again(self, count: Ints) -> Tally:
        """Return the same rows with other counts."""
        return replace(self, count=count)

    def only(self, rows: Bools) -> Tally:
        """Return some of the rows."""
        return Tally(self.arm[rows], self.levels[rows], self.weight[rows], self.count[rows])


def tally(choices: Choices) -> Tally:
    """Count the packages of those who composed one."""
    chose = choices.chose()
    keys = np.column_stack([choices.arm[chose], choices.levels[chose]]).astype(float)
    rows, count = np.unique(np.column_stack([keys, choices.weight[chose]]), axis=0, return_counts=True)
    return Tally(
        rows[:, 0].astype(np.int64), rows[:, 1:-1].astype(np.int64), rows[:, -1], count.astype(np.int64),
    )  # fmt: skip
