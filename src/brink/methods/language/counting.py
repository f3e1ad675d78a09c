"""Counting the syllables of Dutch words by their spelling.

Dutch spelling is regular enough: one syllable for each vowel sound, and the vowel sounds are written in a small set of
letter groups (`aai`, `eeuw`, `ij`, ...). The groups are read from left to right, longest first; a trema always starts a
new sound. What spelling cannot tell (loan words with a silent e, `station`, `cacao`) stands in a short list.
Hyphenation patterns are no substitute: they never split off a single leading letter, so `overheid` would count 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

# One alternative per vowel sound, the longest first. What is not named is a sound of one letter, so `ea`, `io`, `ua`
# and the like fall apart in two syllables, as they do in Dutch words (the-a-ter, re-gi-o, si-tu-a-tie).
_SOUNDS = re.compile(
    r"""
    aai | ooi | oei | oeu | (?<!^g)eau               # fraai, mooi, groei, manoeuvre, bureau (but ge-au-to)
    | eeu(?=w) | ieu(?=w)                            # sneeuw, nieuw
    | i(?=eu[^w]|eu$)                                # mi-li-eu, in-ge-ni-eur, am-bi-ti-eus
    | i(?=ee)                                        # fi-nan-ci-eel, di-eet
    | e(?=oo|oe|ij|au|ou)                            # be-oor-de-len, ge-oe-fend, ge-ijkt, ge-au-to-ma-ti-seerd
    | (?<=^g)e(?=ui) | (?<=^b)e(?=ui)                # ge-uit
    | e(?=um$|ums$)                                  # mu-se-um
    | o(?=ie)                                        # zo-iets
    | aa | ee | oo | uu | ie | oe | eu | ui | ei | ij | ou | au | ai | oi
    | [aeo]y(?![aeiou])                              # dis-play, hoc-key
    | [aeiou]
    | y
    """,
    re.VERBOSE,
)
_CONSONANT_U = re.compile(r"qu(?=[aeio])")  # a-de-quaat, quick-scan
_CONSONANT_Y = re.compile(r"(?:^|(?<=[aeiou]))y(?=[aeiou])")  # yo-ga, loy-aal

# Parts of words whose spelling misleads, and their syllables. They count wherever they stand in a compound, so each is
# long enough not to turn up in another word.
_PARTS: Mapping[str, int] = MappingProxyType(
    {
        "website": 2, "online": 2, "offline": 2, "update": 2, "upgrade": 2, "deadline": 2, "pipeline": 2,
        "timeline": 2, "software": 2, "hardware": 2, "service": 2, "interface": 3, "template": 2, "award": 2,
        "mindset": 2, "coach": 1, "toast": 1, "board": 1, "roadmap": 2, "roadshow": 2, "download": 2,
        "upload": 2, "team": 1, "stream": 1, "lease": 1, "feature": 2, "leader": 2, "deal": 1, "speaker": 2,
        "beamer": 2, "heat": 1, "cacao": 2, "zoeven": 3, "adieu": 2, "people": 2, "issue": 2, "queue": 1,
        "milieu": 3, "livestream": 2, "knowhow": 2, "governance": 3, "compliance": 3,
        "science": 2, "crowdsource": 2, "storytelling": 4, "headline": 2, "guideline": 2, "onesie": 2,
    }
)  # fmt: skip
_STATION = re.compile(r"station(?![ae])")  # sta-tion, but sta-ti-o-nair
_KNOWN_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
# Dutch words in which a loan word only seems to stand: their letters are read by the general rule.
_NOT_LOANED = re.compile(r"ideal|theat")


def _plain(word: str) -> str:
    """Lower case without accents; a trema becomes a boundary (`.`) before its letter: `ideeën` -> `idee.en`."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", word.casefold()):
        if letter == "\u0308":
            letters.insert(len(letters) - 1, ".")
        elif not unicodedata.combining(letter):
            letters.append(letter)
    return "".join(letters)


def _sounds(part: str) -> int:
    return len(_SOUNDS.findall(_CONSONANT_Y.sub("j", _CONSONANT_U.sub("kw", part))))


def _count_part(part: str) -> int:
    """Syllables of one run of letters in lower case, where `.` marks a trema."""
    shielded = _NOT_LOANED.search(part)
    known = None if shielded else (_KNOWN_PART.search(part) or _STATION.search(part))
    if known is None:
        return _sounds(part)
    own = _PARTS.get(known.group(), 2)
    before, after = part[: known.start()], part[known.end() :]
    return (_count_part(before) if before else 0) + own + (_count_part(after) if after else 0)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return the number of syllables of a Dutch word, at least 1.

    `word` is one word as it stands in a text; a hyphen, apostrophe or slash parts it. A row of capitals without a
    vowel is spelled out (GS = 2). Sounds are read by spelling, so a rare loan word may be one off.
    """
    total = 0
    for piece in re.split(r"[^\w]+", word):
        if not piece:
            continue
        plain = _plain(piece)
        found = _count_part(plain)
        if found == 0 and piece.isupper():
            found = sum(letter.isalpha() for letter in plain)
        total += found
    return max(total, 1)
