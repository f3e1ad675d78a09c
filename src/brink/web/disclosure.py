"""Which counts may be published: no cell below ten, and none that can be found by subtracting others. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_CELL = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts fit for everybody. `kinds` are (name, count), largest first; `rest` is what several kinds hold together.

    `total` is None while it is below ten: then nothing is told. The names behind `rest` are not told either: with them
    a reader could sometimes work out one of the counts.
    """

    total: int | None
    kinds: tuple[tuple[str, int], ...] = ()
    rest: int = 0


def publishable(counts: Mapping[str, int], smallest: int = SMALLEST_CELL) -> Shown:
    """Fold kinds below `smallest` together, with the smallest larger kind too when they are too few by themselves."""
    there = sorted(((name, count) for name, count in counts.items() if count > 0), key=lambda one: (-one[1], one[0]))
    total = sum(count for _name, count in there)
    if total < smallest:
        return Shown(None)
    folded = sum(1 for _name, count in there if count < smallest)
    if folded:
        while folded < 2 or sum(count for _name, count in there[-folded:]) < smallest:
            folded += 1
    kept = there[: len(there) - folded]
    return Shown(total, tuple(kept), total - sum(count for _name, count in kept))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole as it may be told: `how` is all, none, most, few or some; only `some` carries its number."""

    how: str
    number: int | None = None


def part_of(part: int, whole: int, smallest: int = SMALLEST_CELL) -> Part:
    """Say a part of a whole so that neither it nor what is left over tells of fewer than `smallest`."""
    if part == whole:
        return Part("all", whole)
    if part == 0:
        return Part("none")
    if whole - part < smallest:
        return Part("most")
    return Part("few") if part < smallest else Part("some", part)
