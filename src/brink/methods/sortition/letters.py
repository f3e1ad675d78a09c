"""The first stage: to which addresses the invitations go, so that every person has the same chance of a letter.

Places (municipalities) are drawn with chances proportional to their size when only some take part, by systematic
sampling (Madow, On the theory of systematic sampling, 1949; a place that is larger than the step is always in). Letters
are divided over places in proportion, rounded by the same systematic draw, so that no place gets more than one letter
too many or too few. Within a place addresses are drawn with chances proportional to how many people may be asked
there, and one of them gets the letter: nobody's chance depends on how many live at his address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.pool import Floats, Ints


class TooFewAddresses(Exception):
    """There are fewer addresses than letters in a place; `place` is its name, `addresses` how many it has."""

    def __init__(self, place: str, addresses: int, letters: int) -> None:
        super().__init__(f"{place}: {addresses} addresses for {letters} letters")
        self.place, self.addresses, self.letters = place, addresses, letters


@dataclass(frozen=True)
class Letters:
    """Per wave the people (places in the register, in order) who get a letter; the first wave goes out at once.

    `per_place` counts the letters of all waves; `chance` is what each person has of a letter in the first wave, or None
    when that differs (an address with so many people that it is always drawn).
    """

    waves: tuple[tuple[int, ...], ...]
    per_place: dict[str, int]
    chance: float | None


def systematic(sizes: Floats, count: int, rng: np.random.Generator) -> Ints:
    """Return how often each unit is drawn (0 or 1; more when its size passes the step) in `count` draws.

    The expected number is exactly count * size / sum: a comb with equal steps and one random start laid over all sizes.
    """
    edges = np.concatenate([[0.0], np.cumsum(sizes)])
    edges *= count / edges[-1]
    edges[-1] = count  # what rounding may have taken from the last tooth
    found: Ints = np.diff(np.ceil(edges - rng.random())).astype(np.int64)
    return found


def inclusion(sizes: Floats, count: int) -> Floats:
    """Return each unit's chance to be among `count` drawn by size: proportional, and 1 for what is too large for that.

    Raises ValueError when there are fewer units than draws.
    """
    if count > int((sizes > 0).sum()):
        raise ValueError("fewer units than draws")
    chances = np.zeros(len(sizes))
    sure = np.zeros(len(sizes), dtype=bool)
    while int(sure.sum()) < count:
        left, open_sizes = count - int(sure.sum()), np.where(sure, 0.0, sizes)
        chances = open_sizes * left / open_sizes.sum()
        over = chances >= 1 - 1e-12
        if not over.any():
            break
        sure |= over
    return np.where(sure, 1.0, np.where(sure.sum() < count, chances, 0.0))


def proportional(sizes: Floats, count: int, rng: np.random.Generator) -> Ints:
    """Return `count` different units as zeros and ones, each with its chance of `inclusion`. Raises ValueError."""
    return _shuffled(inclusion(sizes, count), count, rng)


def draw_letters(
    places: Sequence[str], addresses: Sequence[str | None], *, letters: int, reserve: Sequence[int] = (),
    only: int | None = None, seed: int = 1,
) -> Letters:  # fmt: skip
    """Return who gets a letter; `places` and `addresses` are per person in the register (None: an address of its own).

    `reserve` are further waves, sent only when the answers fall short; each is a fair sample by itself. With `only`
    that many places take part, drawn by size. The same register and seed give the same letters. Raises TooFewAddresses
    and ValueError.
    """
    waves = [letters, *reserve]
    if not places or min(waves) < 1:
        raise ValueError("a draw needs people, and letters in each wave")
    rng = np.random.default_rng(seed)
    names = sorted(set(places))
    at = {name: number for number, name in enumerate(names)}
    codes = np.array([at[place] for place in places])
    people = np.bincount(codes, minlength=len(names)).astype(float)
    if only is not None and only < len(names):
        # Letters in proportion to people over the place's own chance: so each person has the same, wherever he lives.
        sizes = proportional(people, only, rng) * people / inclusion(people, only)
    else:
        sizes = people
    per_place = _shuffled(sizes, sum(waves), rng)
    drawn = [_within(np.flatnonzero(codes == number), addresses, names[number], int(per_place[number]), rng)
             for number in range(len(names))]  # fmt: skip
    dealt = _dealt([one for one, _even in drawn], waves, rng)
    chance = letters / len(places) if all(even for _one, even in drawn) else None
    return Letters(dealt, {name: int(per_place[at[name]]) for name in names}, chance)


def _shuffled(sizes: Floats, count: int, rng: np.random.Generator) -> Ints:
    """Return a systematic draw over the units in a random order, so that neighbours are not tied to each other."""
    order = rng.permutation(len(sizes))
    found = np.zeros(len(sizes), np.int64)
    found[order] = systematic(sizes[order], count, rng)
    return found


def _within(
    people: Ints, addresses: Sequence[str | None], place: str, letters: int, rng: np.random.Generator
) -> tuple[Ints, bool]:
    """Return who gets a letter in one place, and whether all had the same chance."""
    homes: dict[str, list[int]] = {}
    for person in people.tolist():
        home = addresses[person]
        homes.setdefault(f"={home}" if home is not None else f"#{person}", []).append(person)
    if letters > len(homes):
        raise TooFewAddresses(place, len(homes), letters)
    if not letters:
        return np.zeros(0, np.int64), True
    groups = list(homes.values())
    sizes = np.array([len(group) for group in groups], float)
    chosen = np.flatnonzero(proportional(sizes, letters, rng))
    found = np.array([groups[number][rng.integers(len(groups[number]))] for number in chosen], np.int64)
    return found, bool(sizes.max() * letters <= sizes.sum())


def _dealt(drawn: Sequence[Ints], waves: Sequence[int], rng: np.random.Generator) -> tuple[tuple[int, ...], ...]:
    """Deal what was drawn out over the waves, each place in proportion: a comb over all, in the order of places."""
    everyone = np.concatenate([rng.permutation(one) for one in drawn])
    wave_of = np.empty(len(everyone), np.int64)
    left = np.ones(len(everyone), dtype=bool)
    for number, size in enumerate(waves):
        open_ones = np.flatnonzero(left)
        taken = open_ones[np.flatnonzero(systematic(np.ones(len(open_ones)), size, rng))]
        wave_of[taken] = number
        left[taken] = False
    return tuple(tuple(sorted(everyone[wave_of == number].tolist())) for number in range(len(waves)))
