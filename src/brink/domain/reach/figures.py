"""Figures of reach beside the population: groups, and how much those who took part look like who live there. Pure.

The index is 100 minus the dissimilarity index of Duncan and Duncan (1955), in whole percents: the share of those who
took part who might stay as they are. Only published cells go in, so that it tells nothing that was left out of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from brink.domain.reach.traits import AGES, BANDS, SEXES
from brink.methods.weighting.margins import Floats
from brink.methods.weighting.reach import reach_over_cells

FEWEST = 30
"""Below this many people a share says too little to compare."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A group: how many took part, its share of all in the table and of the population (or None)."""

    name: str
    count: int
    share: float
    people_share: float | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much those who took part look like the population in one trait: 100 is quite, 0 is not at all."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class People:
    """How many people live in some place, by age band and sex; `band` may be rough, see `by_band`."""

    age_from: int
    age_to: int | None
    sex: str
    people: int


def by_band(rows: Iterable[People]) -> dict[str, float]:
    """Return the population by the bands in which we ask. A source with other bands is split evenly over its years."""
    found: dict[str, float] = dict.fromkeys(BANDS, 0.0)
    for row in rows:
        last = row.age_to if row.age_to is not None else max(row.age_from, 99)
        years = last - row.age_from + 1
        for key, (first, end) in BANDS.items():
            inside = min(last, end) - max(row.age_from, first) + 1
            if inside > 0:
                found[key] += row.people * inside / years
    return {key: found[key] for key in BANDS if found[key]}


def by_sex(rows: Iterable[People]) -> dict[str, float]:
    """Return the population by sex, as far as the source tells."""
    found: Counter[str] = Counter()
    for row in rows:
        found[row.sex] += row.people
    return dict(found)


def cells(told: Mapping[str, int], names: Mapping[str, object], known: Mapping[str, float]) -> list[Cell]:
    """Put what was told beside the population, in the order in which it was asked."""
    heard, everybody = sum(told.values()), sum(known.values())
    return [
        Cell(
            str(name), told[key], told[key] / heard * 100,
            known[key] / everybody * 100 if key in known and everybody else None,
        )
        for key, name in names.items() if key in told
    ]  # fmt: skip


def age_cells(told: Mapping[str, int], known: Mapping[str, float]) -> list[Cell]:
    """Return the groups by age."""
    return cells(told, AGES, known)


def sex_cells(told: Mapping[str, int], known: Mapping[str, float]) -> list[Cell]:
    """Return the groups by sex."""
    return cells(told, SEXES, known)


def likeness(name: str, told: Mapping[str, int], known: Mapping[str, float]) -> Likeness | None:
    """Return how much the told groups look like the population; None for too few people, or one group alone.

    Groups that the source of the population does not know are left out; of which nothing is told, count as nobody.
    """
    answered = [float(told.get(key, 0)) for key in known]
    if len(known) < 2 or sum(answered) < FEWEST:
        return None
    return Likeness(name, round(100 * (1 - reach_over_cells(_array(known.values()), _array(answered)).dissimilarity)))


def _array(values: Iterable[float]) -> Floats:
    return np.array(list(values), float)
