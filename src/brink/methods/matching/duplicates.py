"""Near-duplicates: the same text sent twice, or sent again with one word changed.

Found without comparing each text with each other: a text stands under a signature of all its words, and under one for
each word left out. Two texts that differ in one word (changed, added or dropped) meet under one of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from brink.methods.matching.entries import Entry
from brink.methods.matching.vocabulary import normalise, pieces

LEAST_WORDS = 4  # words that must be equal; "groen plein" and "groen dak" are no duplicates
LIKE = 0.8  # share of pieces in common that makes a short text with a changed word a duplicate all the same
_LONGEST = 60  # words; a longer text counts as duplicate when its words are all equal


def alike(one: str, other: str) -> float:
    """Return the share of word pieces that two texts have in common, 0 to 1 (Jaccard)."""
    a, b = ({piece for word in normalise(text).split() for piece in pieces(word)} for text in (one, other))
    return len(a & b) / len(a | b) if a or b else 1.0


def one_word_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two rows of words are equal but for one word changed, added or dropped."""
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = same + 1 if len(short) == len(long) else same
    return short[rest:] == long[same + 1 :]


def is_duplicate(one: str, other: str) -> bool:
    """Whether two texts are the same, or one word apart with enough of the rest equal."""
    a, b = tuple(normalise(one).split()), tuple(normalise(other).split())
    if a == b:
        return bool(a)
    if not one_word_apart(a, b):
        return False
    return max(len(a), len(b)) - 1 >= LEAST_WORDS or alike(one, other) >= LIKE


def near_duplicates(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return the pairs of keys of entries whose titles are near-duplicates, in order of coming.

    Takes time in proportion to the words plus the pairs found.
    """
    texts: list[tuple[str, str]] = []
    under: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for number, entry in enumerate(entries):
        texts.append((entry.key, entry.text))
        words = tuple(normalise(entry.text).split())
        signatures = {words}
        if len(words) <= _LONGEST:
            signatures |= {words[:i] + words[i + 1 :] for i in range(len(words))}
        for signature in signatures:
            if not signature:
                continue
            for earlier in under[signature]:
                if (earlier, number) not in found and is_duplicate(texts[earlier][1], entry.text):
                    found.add((earlier, number))
            under[signature].append(number)
    return [(texts[a][0], texts[b][0]) for a, b in sorted(found)]
