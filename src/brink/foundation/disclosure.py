"""Which counts of people may be told: none below ten, none that can be found by subtracting, none that moves by few.

`K` is the one place where the ten stands. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

K = 10
"""The smallest number of people that is ever told, and by which a told number ever moves (DESIGN §8)."""


def publishable(count: int) -> bool:
    """Tell whether a count of people may be told."""
    return count >= K


def batched(count: int) -> int:
    """Return how much of a count that only grows may be told while it grows: whole tens, and 0 below ten.

    Two looks then differ by nobody or by ten people who came in between.
    """
    return count - count % K


def follow(real: int, told: int) -> int:
    """Return what may be told now of a count that goes up and down, given what was told until now.

    It moves only when the real count is ten or more away, and always to whole tens, so that what was told at any two
    moments is the same or ten apart.
    """
    return told if abs(real - told) < K else batched(real)


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts fit for everybody. `kinds` are (name, count), largest first; `rest` is what several kinds hold together.

    `total` is None while it is below ten: then nothing is told. The names behind `rest` are not told either: with them
    a reader could sometimes work out one of the counts.
    """

    total: int | None
    kinds: tuple[tuple[str, int], ...] = ()
    rest: int = 0


def folded(counts: Mapping[str, int], smallest: int = K) -> Shown:
    """Fold kinds below `smallest` together, with the smallest larger kind too when they are too few by themselves."""
    there = sorted(((name, count) for name, count in counts.items() if count > 0), key=lambda one: (-one[1], one[0]))
    total = sum(count for _name, count in there)
    if total < smallest:
        return Shown(None)
    together = sum(1 for _name, count in there if count < smallest)
    if together:
        while together < 2 or sum(count for _name, count in there[-together:]) < smallest:
            together += 1
    kept = there[: len(there) - together]
    return Shown(total, tuple(kept), total - sum(count for _name, count in kept))


def safe_cells(counts: Mapping[str, int]) -> dict[str, int]:
    """Keep the cells of ten and more, and so that the missing ones cannot be found by subtraction.

    When what was left out adds up to fewer than ten people, the smallest kept cell goes too. Largest first.
    """
    kept = {name: number for name, number in counts.items() if publishable(number)}
    left_out = sum(number for number in counts.values() if 0 < number < K)
    if 0 < left_out < K and kept:
        del kept[min(kept, key=lambda name: (kept[name], name))]
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole as it may be told: `how` is all, none, most, few or some; only `some` carries its number."""

    how: str
    number: int | None = None


def part_of(part: int, whole: int, smallest: int = K) -> Part:
    """Say a part of a whole so that neither it nor what is left over tells of fewer than `smallest`."""
    if part == whole:
        return Part("all", whole)
    if part == 0:
        return Part("none")
    if whole - part < smallest:
        return Part("most")
    return Part("few") if part < smallest else Part("some", part)
