"""The check by sample: how many lines, how many of them may be wrong, and which ones are drawn. Pure and exact.

A sample may only say yes. With `allowed` wrong lines or fewer the threshold is held to be reached; the chance of that
while one supporter too few is valid is at most one in a hundred, whatever is wrong and wherever. With more wrong lines
nothing is said: then every line is looked at. What cannot be told of a line counts as wrong.
"""

import hashlib
from fractions import Fraction
from functools import lru_cache
from math import comb

RISK = Fraction(1, 100)
EXPECTED_GOOD = Fraction(97, 100)
POWER = Fraction(9, 10)
SMALLEST = 20
STEP = 5
NOTHING = -1
"""What `allowed` returns when no sample of this size can say yes."""


def chance(total: int, wrong: int, size: int, at_most: int) -> Fraction:
    """Return the exact chance that a draw of `size` out of `total`, of which `wrong`, holds `at_most` wrong ones."""
    good = total - wrong
    ways = sum(comb(wrong, one) * comb(good, size - one) for one in range(min(at_most, wrong, size) + 1))
    return Fraction(ways, comb(total, size))


@lru_cache(maxsize=4096)
def allowed(total: int, threshold: int, size: int) -> int:
    """Return how many wrong lines a sample may hold and still say yes; NOTHING when it can say no yes at all.

    The largest c for which P(at most c wrong | threshold − 1 of `total` valid) is one in a hundred or less.
    """
    if not threshold <= total or not 0 < size <= total:
        return NOTHING
    wrong = total - (threshold - 1)
    whole, so_far, found = comb(total, size), 0, NOTHING
    for one in range(min(wrong, size) + 1):
        so_far += comb(wrong, one) * comb(total - wrong, size - one)
        if so_far * RISK.denominator > whole * RISK.numerator:
            break
        found = one
    return found


@lru_cache(maxsize=256)
def advised(total: int, threshold: int) -> int:
    """Return how many lines to draw: the fewest that say yes nine times in ten when 97 % is valid; else all of them."""
    wrong = int(total * (1 - EXPECTED_GOOD))
    for size in range(SMALLEST, total, STEP):
        most = allowed(total, threshold, size)
        if most != NOTHING and chance(total, wrong, size, most) >= POWER:
            return size
    return total


def drawn(seed: str, total: int, size: int) -> tuple[int, ...]:
    """Return the numbers drawn: the first `size` by SHA-256 of the seed and the number. Anybody can redo it."""
    order = sorted(range(1, total + 1), key=lambda one: hashlib.sha256(f"{seed}\n{one}".encode()).digest())
    return tuple(sorted(order[:size]))
