"""Ideas that resemble what somebody writes, so that they can support one instead of writing it again."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    _WORD.findall(
        "deze door maar meer niet over voor waar want zijn worden wordt moet moeten kunnen hebben heeft naar ook alle "
        "onze omdat graag mensen willen zodat zonder weer iets veel hier daar dorp"
    )
)
_ENOUGH = 0.34


def _words(text: str) -> frozenset[str]:
    """The words that carry meaning, without plural and verb endings."""
    return frozenset(re.sub(r"(?:en|s|t)$", "", word) for word in _WORD.findall(text.lower()) if word not in _COMMON)


def resembling(text: str, entries: Iterable[tuple[Id, str]], *, limit: int = 3) -> Sequence[Id]:
    """Return the ids of at most `limit` entries that say much the same as `text`, most alike first.

    Alike is the cosine over words that weigh more the rarer they are; only those above a threshold come back.
    """
    asked = _words(text)
    known = [(key, _words(words)) for key, words in entries]
    if not asked or not known:
        return ()
    spread = Counter(word for _key, words in known for word in words)
    weight = {word: math.log(1 + len(known) / (1 + spread[word])) ** 2 for word in {*spread, *asked}}
    length = math.sqrt(sum(weight[word] for word in asked))
    scored = []
    for key, words in known:
        shared = sum(weight[word] for word in asked & words)
        if shared:
            scored.append((shared / (length * math.sqrt(sum(weight[word] for word in words))), str(key), key))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return tuple(key for score, _name, key in scored[:limit] if score >= _ENOUGH)
