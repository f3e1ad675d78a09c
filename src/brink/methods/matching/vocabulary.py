"""What two texts can have in common: pieces of words, and topics that a synonym list gives them.

A word counts by its runs of 3 to 5 letters, the space at either end included, so that compounds and inflections meet
without a dictionary (`fietspad` and `fietspaden`, `dorpshuis` and `dorpshuizen`). A topic is one more feature, shared
by texts with quite other words for one thing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

SHORTEST, LONGEST = 3, 5  # letters of a piece
_WORD = re.compile(r"[a-z0-9]+")


def normalise(text: str) -> str:
    """Lower case, without accents and punctuation, one space between words: what makes two texts the same text."""
    parted = unicodedata.normalize("NFD", text.casefold())
    return " ".join(_WORD.findall("".join(letter for letter in parted if not unicodedata.combining(letter))))


def pieces(word: str) -> list[str]:
    """Return the runs of 3 to 5 letters of a word with a space at either end; a shorter word is one piece."""
    padded = f" {word} "
    found = []
    for length in range(SHORTEST, LONGEST + 1):
        if len(padded) <= length:
            found.append(padded)
            break
        found += [padded[i : i + length] for i in range(len(padded) - length + 1)]
    return found


class Topics:
    """A synonym list: which topics a text touches, and by which words.

    Members as in synonyms_nl.toml: `fiets` begins a word, `*bos` stands anywhere in one, `=ov` is one, and
    `openbaar vervoer` is a phrase. Raises ValueError for a member that is empty or not in small plain letters.
    """

    def __init__(self, topics: Mapping[str, Sequence[str]], ignore: Iterable[str] = ()) -> None:
        self.names: tuple[str, ...] = tuple(topics)
        self.ignore: frozenset[str] = frozenset(ignore)
        self._begins: dict[str, set[int]] = {}
        self._within: dict[str, set[int]] = {}
        self._is: dict[str, set[int]] = {}
        self._phrases: dict[str, list[tuple[str, int]]] = {}  # first word -> phrases with a space before them
        for number, (name, members) in enumerate(topics.items()):
            for member in members:
                self._add(number, name, member)
        self._longest = max((len(part) for part in self._within), default=0)

    def _add(self, number: int, name: str, member: str) -> None:
        bare = member[1:] if member[:1] in {"=", "*"} else member
        if not bare or normalise(bare) != bare or (bare != member and " " in bare):
            raise ValueError(f"topic {name!r}: member {member!r} is not in small plain letters")
        if " " in bare:
            self._phrases.setdefault(bare.split()[0], []).append((f" {bare}", number))
            return
        table = {"=": self._is, "*": self._within}.get(member[0], self._begins)
        table.setdefault(bare, set()).add(number)

    def of_word(self, word: str) -> frozenset[int]:
        """Return the numbers of the topics that one normalised word touches."""
        found = set(self._is.get(word, ()))
        for end in range(1, len(word) + 1):
            found |= self._begins.get(word[:end], set())
        for start in range(len(word)):
            for end in range(start + 2, min(len(word), start + self._longest) + 1):
                found |= self._within.get(word[start:end], set())
        return frozenset(found)

    def of_phrases(self, text: str) -> frozenset[int]:
        """Return the numbers of the topics that a normalised text touches by a phrase."""
        padded = f" {text}"
        possible = (found for word in text.split() for found in self._phrases.get(word, ()))
        return frozenset(number for phrase, number in possible if phrase in padded)


@cache
def dutch_topics() -> Topics:
    """The shipped Dutch list."""
    text = resources.files(__package__).joinpath("synonyms_nl.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    return Topics(MappingProxyType(document["topics"]), str(document["ignore"]).split())
