"""Where each piece of a new version comes from: proposed by equal text, then by words in common. Pure."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

ALIKE = 0.5
"""Two pieces with more than this share of their words in common are taken for the same one."""
_WORD = re.compile(r"\w+")


class Turn(StrEnum):
    """What happened with a piece from one version to the next."""

    SAME = "same"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: which one it is, the hash of what it says, and its words."""

    key: UUID
    digest: str
    words: frozenset[str] = frozenset()


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text for comparing: in lower case, each once."""
    return frozenset(_WORD.findall(text.lower()))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of all words of two pieces stands in both."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def propose(old: Sequence[Piece], new: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return pairs (place in the old, place in the new), each place once: equal texts first, then the most alike."""
    waiting: dict[str, list[int]] = {}
    for place, piece in enumerate(old):
        waiting.setdefault(piece.digest, []).append(place)
    pairs = []
    for place, piece in enumerate(new):
        if there := waiting.get(piece.digest):
            pairs.append((there.pop(0), place))
    taken_old, taken_new = {one for one, _other in pairs}, {other for _one, other in pairs}
    left = [place for place in range(len(old)) if place not in taken_old]
    right = [place for place in range(len(new)) if place not in taken_new]
    alike = [
        (-share, abs(one - other), one, other)
        for one in left
        for other in right
        if (share := jaccard(old[one].words, new[other].words)) > ALIKE
    ]
    for _share, _far, one, other in sorted(alike):
        if one not in taken_old and other not in taken_new:
            pairs.append((one, other))
            taken_old.add(one)
            taken_new.add(other)
    return sorted(pairs, key=lambda pair: pair[1])


def _in_order(numbers: Sequence[int]) -> set[int]:
    """Return the longest run of numbers that goes up: those stayed where they were among each other."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    found, one = set(), tails[-1] if tails else None
    while one is not None:
        found.add(one)
        one = before[one]
    return found


@dataclass(frozen=True, slots=True)
class Turns:
    """What happened with each piece: by place in the old version and by place in the new one."""

    old: tuple[Turn, ...]
    new: tuple[Turn, ...]


def turns(old: Sequence[Piece], new: Sequence[Piece], pairs: Iterable[tuple[int, int]]) -> Turns:
    """Return what happened with every piece of both versions, each exactly once, given where the new ones come from."""
    heirs: dict[int, list[int]] = {place: [] for place in range(len(old))}
    sources: dict[int, list[int]] = {place: [] for place in range(len(new))}
    for one, other in sorted(set(pairs)):
        heirs[one].append(other)
        sources[other].append(one)
    single = [
        found[0] for _place, found in sorted(sources.items()) if len(found) == 1 and len(heirs[found[0]]) == 1
    ]
    steady = _in_order(single)

    def between(one: int, other: int) -> Turn:
        if old[one].digest != new[other].digest:
            return Turn.EDITED
        return Turn.SAME if one in steady else Turn.MOVED

    def before(one: int) -> Turn:
        found = heirs[one]
        if not found:
            return Turn.DROPPED
        if len(found) > 1:
            return Turn.SPLIT
        return Turn.MERGED if len(sources[found[0]]) > 1 else between(one, found[0])

    def after(other: int) -> Turn:
        found = sources[other]
        if not found:
            return Turn.NEW
        if len(found) > 1:
            return Turn.MERGED
        return Turn.SPLIT if len(heirs[found[0]]) > 1 else between(found[0], other)

    return Turns(tuple(map(before, range(len(old)))), tuple(map(after, range(len(new)))))


def heirs_of(section: UUID, steps: Sequence[Mapping[UUID, Collection[UUID]]]) -> tuple[UUID, ...]:
    """Return into which pieces of the last version a piece went. `steps`: for each next version the heirs."""
    now: list[UUID] = [section]
    for step in steps:
        now = list(dict.fromkeys(heir for one in now for heir in step.get(one, ())))
    return tuple(now)
