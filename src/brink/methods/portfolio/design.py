"""What of a package makes it chosen: the columns of the model, and whether the choices can tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brink.methods.portfolio.choices import Arm, Bools, Floats, Ints, Tally
from brink.methods.portfolio.packages import Space, space

FEW = 10  # people: less tells nothing that may be shown, and leaves the model
_CLOSE = 1e-9
_MOST_PAIRS = 3


class NotIdentified(Exception):
    """The choices cannot tell some columns apart: these. `same` says that all people saw the same figures."""

    def __init__(self, columns: tuple[Column, ...], *, same: bool) -> None:
        super().__init__("columns cannot be told apart")
        self.columns, self.same = columns, same


@dataclass(frozen=True)
class Column:
    """A value of the model: `level` (option, level), `effect` (its number), `left` (money) or `pair` (two options)."""

    kind: str
    at: tuple[int, ...] = ()


@dataclass(frozen=True)
class Design:
    """The columns (K), what each level adds to them per arm (J × L × K), and the packages of each arm.

    `scale` (K) turns values of the model into values per unit of the figures; `allowed` (J × L) are the levels left.
    """

    columns: tuple[Column, ...]
    tables: tuple[Floats, ...]
    spaces: tuple[Space, ...]
    scale: Floats
    allowed: Bools
    pairs: tuple[tuple[int, int], ...] = ()

    def features(self, arm: int, packages: Ints) -> Floats:
        """Return the columns of packages (n × J) as n × K."""
        table = self.tables[arm]
        found = np.zeros((len(packages), len(self.columns)))
        for option in range(packages.shape[1]):
            found += table[option, packages[:, option]]
        for at, (one, other) in enumerate(self.pairs, len(self.columns) - len(self.pairs)):
            found[:, at] = (packages[:, one] > 0) & (packages[:, other] > 0)
        return found

    def worth(self, arm: int, theta: Floats) -> Floats:
        """Return what each level adds (J × L, or J × L × D for theta of K × D); -inf for levels left out."""
        added = self.tables[arm] @ theta
        added[~self.allowed] = -np.inf
        return np.asarray(added, float)

    def levels(self) -> list[int]:
        """Return the places of the columns of options and levels."""
        return [at for at, column in enumerate(self.columns) if column.kind == "level"]


def design(
    arms: Sequence[Arm], allowed: Bools, pairs: Sequence[tuple[int, int]] = (), *, most: int | None = None
) -> Design:
    """Return the columns for these arms: one per option and level, and with several arms effects and money left.

    Raises ValueError for more than three pairs, NoPackage and Unfinished as `space` does.
    """
    if len(pairs) > _MOST_PAIRS:
        raise ValueError("at most three pairs")
    spaces = tuple(space(arm, allowed) if most is None else space(arm, allowed, most=most) for arm in arms)
    shape = (*allowed.shape,)
    columns, parts, scale = list[Column](), [list[Floats]() for _arm in arms], list[float]()
    for option, level in zip(*np.nonzero(allowed), strict=True):
        if level > np.flatnonzero(allowed[option])[0]:
            columns.append(Column("level", (int(option), int(level))))
            scale.append(1.0)
            for part in parts:
                dummy = np.zeros(shape)
                dummy[option, level] = 1.0
                part.append(dummy)
    if len(arms) > 1:
        for effect in range(len(arms[0].options[0].levels[0].effects)):
            columns.append(Column("effect", (effect,)))
            scale.append(_add(parts, [arm.amounts(effect).astype(float) for arm in arms]))
        columns.append(Column("left"))
        scale.append(_add(parts, [-arm.amounts().astype(float) for arm in arms]))
    for pair in pairs:
        columns.append(Column("pair", pair))
        scale.append(1.0)
        for part in parts:
            part.append(np.zeros(shape))
    tables = tuple(np.stack(part, axis=2) if part else np.zeros((*shape, 0)) for part in parts)
    return Design(tuple(columns), tables, spaces, np.array(scale), allowed, tuple(pairs))


def _add(parts: list[list[Floats]], amounts: list[Floats]) -> float:
    """Add a column of figures, as a share of the largest, and return what one unit of the figures is."""
    largest = max(float(np.abs(one).max()) for one in amounts) or 1.0
    for part, own in zip(parts, amounts, strict=True):
        part.append(own / largest)
    return 1.0 / largest


def settled(rows: Tally, allowed: Bools) -> tuple[Bools, Bools]:
    """Return which levels stay in the model (J × L) and which rows (U): a level taken by fewer than ten leaves it.

    Who took a level that left is not in the model either, so it is asked again until nothing changes.
    """
    kept, people = allowed.copy(), np.ones(len(rows.count), bool)
    while True:
        before = kept.copy()
        for option in range(kept.shape[0]):
            taken = np.bincount(rows.levels[people, option], rows.count[people], minlength=kept.shape[1])
            kept[option] &= taken >= FEW
        if (kept == before).all() or not kept.any(axis=1).all():
            return kept, people
        people = np.array([bool(kept[np.arange(len(row)), row].all()) for row in rows.levels], bool)


def identify(made: Design, rows: Tally, spread: Floats) -> None:
    """Raise NotIdentified when the pooled covariance of the columns (K × K) is singular. No columns are no fault."""
    own = np.sqrt(np.maximum(np.diag(spread), 0.0))
    if not len(own):
        return
    flat = own <= _CLOSE * max(float(own.max()), 1e-300)
    unit = np.where(flat, 1.0, own)
    sizes, vectors = np.linalg.eigh(spread / unit[:, None] / unit[None, :])
    loose = np.abs(vectors[:, sizes <= _CLOSE * sizes.max()]).max(axis=1, initial=0.0) > 1e-6
    wrong = tuple(column for column, bad in zip(made.columns, flat | loose, strict=True) if bad)
    if wrong:
        same = all((table == made.tables[0]).all() for table in made.tables)
        raise NotIdentified(wrong, same=same)
