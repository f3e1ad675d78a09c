"""One form for a word in singular and plural, small and inflected: what a search compares. After Snowball's Dutch.

Gentler than that on endings that make another word (`-ing`, `-heid`), and stricter on doubled letters and on z and v,
so that `bus` and `bussen`, `huis` and `huizen` meet. A stem is no word: it is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 40
_WORD = re.compile(r"[^\W_]+")
_OWN_S = re.compile(r"(?<=\w)['’](?=s\b)")
_VOWELS = frozenset("aeiouy")
_IRREGULAR = {
    "kinderen": "kind", "kindje": "kind", "kindjes": "kind", "eieren": "ei", "steden": "stad", "leden": "lid",
    "schepen": "schip", "koeien": "koe", "vlooien": "vlo", "bladeren": "blad", "goederen": "goed", "lammeren": "lam",
    "kalveren": "kalf", "liederen": "lied", "raderen": "rad", "gelederen": "gelid", "smeden": "smid",
}  # fmt: skip
_SMALL = tuple(
    re.compile(pattern)
    for pattern in (
        "(?:" + "|".join(f"(?<={letter}{letter})" for letter in "bdfgklmnprt") + ")etjes?$",
        r"(?<=m)pjes?$",
        r"(?<=[lnrw])tjes?$",
        r"(?<=[^aeiouy])jes?$",
    )
)
_PLURAL_S = re.compile(r"(?:(?<=e[lmnr])|(?<=aar)|(?<=ie)|(?<=[^aeiouy][aeouy]))s$")
_DOUBLE_VOWEL = re.compile(r"(?<![aeiouy])(aa|ee|oo|uu)(?=[^aeiouy]$)")


def folded(text: str) -> str:
    """Return a text in small letters without accents, in any script."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def plain_words(text: str) -> list[str]:
    """Return the words and numbers of a text in order, folded; `foto's` is one word, and nothing else holds a sign."""
    return [word[:LONGEST] for word in _WORD.findall(folded(_OWN_S.sub("", text)))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a folded word; a short word and a number stay as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    for small in _SMALL:
        shorter = small.sub("", word)
        if shorter != word and len(shorter) > 2:
            word = shorter
            break
    word = _without_s(word)
    word = _without_en(word)
    return _as_alone(word)


def _without_s(word: str) -> str:
    return _PLURAL_S.sub("", word) if len(word) > 4 else word


def _without_en(word: str) -> str:
    """Take away `-en`, `-e` and `-heden`, where enough of a word stays before it."""
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith(("eeen", "ieen")):
        return word[:-2]
    for ending in ("en", "e"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and rest[-1] not in _VOWELS and _VOWELS & set(rest):
            return rest
    return word


def _as_alone(word: str) -> str:
    """Write the end as it is written when nothing follows it: huiz, buss and boom become huis, bus and bom."""
    if word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    word = word[:-1] + {"z": "s", "v": "f"}.get(word[-1], word[-1])
    return _DOUBLE_VOWEL.sub(lambda found: found.group(1)[0], _without_s(word))


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters too many, too few, wrong or swapped part two words, or `most` + 1 when it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
