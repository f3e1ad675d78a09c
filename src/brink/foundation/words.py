"""Plain Dutch words for codes that people read aloud, write on paper and type on an old phone.

A tracking code is three of these words and eight digits. The list is our own: common, friendly, four to nine
letters without accents, and never one letter apart, so a slip of the pen or the ear does not give another valid word.
Published codes refer to the words by spelling, not by position: add words freely, take one out only when no code
in use holds it.
"""

from __future__ import annotations

import string
from importlib import resources

_LIST = "words_nl.txt"


def _load() -> tuple[str, ...]:
    """Read the list that is shipped beside this module, in alphabetical order."""
    text = resources.files(__package__).joinpath(_LIST).read_text(encoding="utf-8")
    return tuple(sorted(word for line in text.splitlines() if (word := line.strip())))


WORDS: tuple[str, ...] = _load()
KNOWN: frozenset[str] = frozenset(WORDS)


def one_letter_off(word: str) -> set[str]:
    """Return every string that is one dropped, added or replaced letter (a-z) away from `word`."""
    places = range(len(word))
    dropped = {word[:i] + word[i + 1 :] for i in places}
    replaced = {word[:i] + letter + word[i + 1 :] for i in places for letter in string.ascii_lowercase}
    added = {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in string.ascii_lowercase}
    return (dropped | replaced | added) - {word}


def neighbours_swapped(word: str) -> set[str]:
    """Return the word with every two neighbouring letters in each other's place, without the word itself."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}


def mend(typed: str) -> str | None:
    """Return the listed word a person meant, when it is one letter off or two neighbours are swapped; else None.

    Spaces around it and capitals do not matter. Where two words are equally near, none is chosen: a code that opens
    somebody else's page is worse than one that has to be typed again.
    """
    word = typed.strip().casefold()
    if word in KNOWN:
        return word
    near = (one_letter_off(word) | neighbours_swapped(word)) & KNOWN
    return near.pop() if len(near) == 1 else None
