"""Which figures a publication wants to show, as sums over the finest cells of one crossing of variables.

All tables about the same people are laid on one crossing. A figure is named by the categories that it counts, for each
variable; a total counts all of them. So a figure that stands in two tables is one figure, a table of part of the people
is a choice of categories, and a group that only follows from a difference has a name too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from brink.methods.weighting.margins import Floats, Ints

Bools = NDArray[np.bool_]
Figure = tuple[tuple[int, ...], ...]  # for each variable the categories that are counted, in order
_MOST = 30_000_000  # figures times cells: a quarter of a gigabyte
_ALL_OR_NOTHING = 1_000.0  # a total of everybody is given up last


class TooLarge(Exception):
    """More figures and cells than can be proved."""


@dataclass(frozen=True)
class Crossing:
    """People counted over all combinations of some variables: one axis of `counts` per variable.

    `impossible` marks combinations that everybody knows to be empty (structural zeros, as men in a women's team).
    `known_total` says that the number of all people is known to outsiders, published or not. Raises ValueError for
    shapes that do not fit or are empty, a negative count, or people in an impossible cell.
    """

    variables: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    counts: Ints
    impossible: Bools | None = None
    known_total: bool = True

    def __post_init__(self) -> None:
        sizes = tuple(len(one) for one in self.categories)
        if self.counts.shape != sizes or not sizes or 0 in sizes:
            raise ValueError("counts need one axis per variable and one place per category")
        if len(self.variables) != len(self.categories) or len(set(self.variables)) != len(self.variables):
            raise ValueError("each variable has one name and one list of categories")
        if (self.counts < 0).any() or (self.impossible is not None and self.counts[self.impossible].any()):
            raise ValueError("counts must not be negative, and nobody can be in an impossible cell")

    def onto(self, variables: Sequence[str]) -> Crossing:
        """Return the crossing of some of the variables, in the order they have here."""
        kept = [at for at, name in enumerate(self.variables) if name in variables]
        away = tuple(at for at in range(len(self.variables)) if at not in kept)
        impossible = None if self.impossible is None else np.asarray(self.impossible.all(axis=away))
        return Crossing(
            tuple(self.variables[at] for at in kept), tuple(self.categories[at] for at in kept),
            self.counts.sum(axis=away), impossible, self.known_total,
        )  # fmt: skip


def crossing_of(columns: Mapping[str, Sequence[str]], *, known_total: bool = True) -> Crossing:
    """Count people by the variables of which `columns` holds each person's category (equally long columns).

    Categories are sorted. Raises ValueError for columns of different length or none at all, TooLarge for more
    combinations than memory should hold.
    """
    if not columns or len({len(column) for column in columns.values()}) != 1:
        raise ValueError("columns must be equally long")
    categories = tuple(tuple(sorted(set(column))) for column in columns.values())
    if math.prod(len(own) for own in categories) > _MOST:
        raise TooLarge
    places = [{name: at for at, name in enumerate(own)} for own in categories]
    counts = np.zeros([len(own) for own in categories], np.int64)
    for cell, count in Counter(zip(*columns.values(), strict=True)).items():
        counts[tuple(place[name] for place, name in zip(places, cell, strict=True))] = count
    return Crossing(tuple(columns), categories, counts, known_total=known_total)


@dataclass(frozen=True)
class Table:
    """A table to publish: crossed variables, with `totals` of every kind or with its inner cells alone.

    `where` keeps to people in some categories of other variables. Without variables it is one figure.
    """

    name: str
    variables: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: bool = True

    def used(self) -> set[str]:
        """Return the variables that its figures depend on."""
        return {*self.variables, *self.where}

    def check(self, crossing: Crossing) -> None:
        """Raise ValueError for a variable or category that the crossing does not have, or a variable used twice."""
        if self.used() - set(crossing.variables) or len(self.used()) < len(self.variables) + len(self.where):
            raise ValueError(f"table {self.name} has variables that the crossing has not, or one twice")
        for name, chosen in self.where.items():
            if not chosen or set(chosen) - set(crossing.categories[crossing.variables.index(name)]):
                raise ValueError(f"table {self.name} keeps to categories that {name} has not")

    def figures(self, crossing: Crossing) -> Iterator[tuple[tuple[int, ...], Figure]]:
        """Yield the place of each figure in the table with the figure; a total is last on its axis."""
        axes = {name: at for at, name in enumerate(crossing.variables)}
        base = [tuple(range(len(own))) for own in crossing.categories]
        for name, chosen in self.where.items():
            own = crossing.categories[axes[name]]
            base[axes[name]] = tuple(sorted({own.index(one) for one in chosen}))
        sizes = [len(crossing.categories[axes[name]]) for name in self.variables]
        for place in product(*(range(size + self.totals) for size in sizes)):
            figure = list(base)
            for name, at, size in zip(self.variables, place, sizes, strict=True):
                if at < size:
                    figure[axes[name]] = (at,)
            yield place, tuple(figure)

    def categories(self, crossing: Crossing) -> tuple[tuple[str, ...], ...]:
        """Return the categories on each axis of the table."""
        return tuple(crossing.categories[crossing.variables.index(name)] for name in self.variables)


@dataclass(frozen=True)
class Plan:
    """All figures that matter (F) over the finest cells (N), and what is to be done with each.

    `sums` (F × N) has a one where a cell counts; `least` is what outsiders know a figure to be at least; `single` is
    the cell that a figure is, or -1. `wanted` figures are to be published, `fixed` ones are known already, `small` ones
    must be hidden and `watched` ones must not be told by the others. `cost` is the information lost by hiding.
    """

    threshold: int
    truth: Ints
    most: Ints
    figures: tuple[Figure, ...]
    sums: Floats
    counts: Ints
    least: Ints
    single: Ints
    wanted: Bools
    fixed: Bools
    small: Bools
    watched: Bools
    cost: Floats
    place: Mapping[Figure, int]

    @property
    def basis(self) -> Bools:
        """Return which figures are shown (F) when nothing but the small ones is hidden."""
        return (self.wanted & ~self.small) | self.fixed


def plan_of(
    crossing: Crossing, wanted: Sequence[Figure], known: Mapping[Figure, bool], *, threshold: int, hide_zeros: bool
) -> Plan:  # fmt: skip
    """Lay out what to publish (`wanted`) beside what is out already (`known`, with whether it was shown).

    Watched is each group that can be named with the variables, has 1 to threshold - 1 people, and is not known to be
    shown; with `hide_zeros` each wanted figure of 0 too, unless it is impossible. Raises TooLarge for more cells and
    figures than can be proved.
    """
    whole = tuple(tuple(range(len(own))) for own in crossing.categories)
    if (math.prod(len(own) + 1 for own in whole) + len(wanted)) * crossing.counts.size > _MOST:
        raise TooLarge
    known = dict(known)
    if crossing.known_total and crossing.counts.sum() >= threshold:
        known[whole] = True
    groups = product(*([*((at,) for at in own), *([own] if len(own) > 1 else [])] for own in whole))
    figures = tuple(dict.fromkeys([*known, *wanted, *groups]))
    place = {figure: at for at, figure in enumerate(figures)}
    grid = np.arange(crossing.counts.size).reshape(crossing.counts.shape)
    sums = np.zeros((len(figures), grid.size))
    for at, figure in enumerate(figures):
        sums[at, grid[np.ix_(*figure)].ravel()] = 1.0
    truth = crossing.counts.ravel().astype(np.int64)
    possible = np.ones(grid.size, bool) if crossing.impossible is None else ~crossing.impossible.ravel()
    counts = np.rint(sums @ truth).astype(np.int64)
    able = sums @ possible > 0
    asked, fixed = _mask(place, wanted), _mask(place, [one for one, shown in known.items() if shown])
    little = (counts < threshold) & (counts > 0)
    empty = (counts == 0) & able & asked & hide_zeros
    told = asked | _mask(place, list(known))
    # Where zeros are always shown, whoever sees that a figure is hidden knows that it is not zero.
    least = np.where(told & (counts > 0) & (not hide_zeros), 1, 0)
    cost = np.log1p(counts.astype(float)) * np.where(sums.sum(axis=1) == grid.size, _ALL_OR_NOTHING, 1.0)
    return Plan(
        threshold, truth, np.where(possible, truth.sum() + 2 * threshold, 0), figures, sums, counts, least,
        np.where(sums.sum(axis=1) == 1, sums.argmax(axis=1), -1), asked, fixed, asked & (little | empty) & ~fixed,
        (little | empty) & ~fixed, cost, place,
    )  # fmt: skip


def _mask(place: Mapping[Figure, int], chosen: Sequence[Figure]) -> Bools:
    found = np.zeros(len(place), bool)
    found[[place[one] for one in chosen]] = True
    return found
