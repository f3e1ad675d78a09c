"""What a Dutch compound is made of, as far as a search needs it: `fietspad` holds `fiets` and `pad`.

Without a dictionary of all words: the parts that names of places, roads, buildings and public matters are made of stand
in compound_parts_nl.toml; a longer end counts for itself, for that is seldom by chance.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

from brink.methods.language.stemming import stem

SHORTEST, OWN = 3, 5  # letters of a part; letters from which an end needs no list
_VOWELS = frozenset("aeiouy")


@cache
def known_parts() -> frozenset[str]:
    """Return the stems of the listed parts."""
    text = resources.files(__package__).joinpath("compound_parts_nl.toml").read_text(encoding="utf-8")
    return frozenset(stem(word) for word in str(tomllib.loads(text)["parts"]).split())


def _first(head: str) -> str | None:
    """Return the known part that the beginning of a compound is, without the letters that tie it to the next."""
    known = known_parts()
    for ending in ("", "s", "en", "e", "n"):
        bare = head.removesuffix(ending)
        if (not ending or bare != head) and len(bare) >= SHORTEST and stem(bare) in known:
            return stem(bare)
    return None


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> frozenset[str]:
    """Return the stems by which a compound is also found, given its own stem; it itself is not among them."""
    found: set[str] = set()
    if not word.isalpha():
        return frozenset()
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        head, tail = word[:cut], word[cut:]
        if not _VOWELS & set(head):
            continue
        if tail in known_parts() or len(tail) >= OWN:
            found.add(tail)
        first = _first(head)
        if first is not None:
            found.add(first)
    return frozenset(found - {word})


def halves(word: str) -> tuple[str, str] | None:
    """Return the two known parts that a compound falls into, the longest end first tried, or None."""
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        first = _first(word[:cut])
        if first is not None and word[cut:] in known_parts():
            return first, word[cut:]
    return None
