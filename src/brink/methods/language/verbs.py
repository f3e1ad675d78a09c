"""Finding the passive voice: a form of `worden` or `zijn` with a past participle in the same clause.

Read by spelling, without a grammar: it misses some and now and then flags an adjective. It is advice to a writer, so
the lists (forms_nl.toml) are there to keep false alarms rare.
"""

from __future__ import annotations

import re
from itertools import pairwise

from brink.methods.language.forms import word_list

_WORDEN = word_list("worden")
_ZIJN = word_list("zijn")
_HEBBEN = word_list("hebben")
_ACTOR = "door"

# Separable first parts: vast-gesteld, op-genomen.
_FIRST = word_list("separable")
_FIRST_PART = re.compile(rf"^(?:{'|'.join(sorted(_FIRST, key=len, reverse=True))})(?=ge|be|ver|ont)")
# Weak participles: ge-/be-/ver-... ending in d, or in t after a voiceless consonant, so that the present tense
# ("bepaalt", "betekent") is left alone. With an e behind it a participle is an adjective ("de gemaakte keuze").
_WEAK = re.compile(r"^(?:ge|be|ver|ont|her|er)\w{2,}(?:d|(?<=[ptkfshxc])t)$")
_STRONG = word_list("strong")
# What looks like a participle: nouns, adjectives.
_NO_PARTICIPLE = word_list("no_participle")
# With `zijn` these tell what somebody or something did, not what was done to it.
_ACTIVE_WITH_ZIJN = word_list("active_with_zijn")
_CLAUSE_END = re.compile(r"[,;:()–—]|\s-\s|\b(?:maar|want|omdat|zodat|terwijl|hoewel|doordat|nadat|voordat)\b")
_WORD = re.compile(r"[^\W\d_]+")


def is_participle(word: str) -> bool:
    """Whether a Dutch word reads as a past participle (`vastgesteld`, `genomen`)."""
    bare = word.casefold()
    if bare in _NO_PARTICIPLE:
        return False
    if bare in _STRONG:
        return True
    core = _FIRST_PART.sub("", bare, count=1)
    return core in _STRONG or (bool(_WEAK.match(core)) and not core.endswith(("heid", "teit")))


def _in_clause(clause: str) -> str | None:
    found = [word.casefold() for word in _WORD.findall(clause)]
    participles = [word for word in found if is_participle(word)]
    if not participles:
        return None
    for word in found:
        if word in _WORDEN and (word != "geworden" or _ZIJN & set(found)):
            passive = next((p for p in participles if p != word), None)
            if passive is not None:
                return f"{word} {passive}"
    if _HEBBEN & set(found):
        return None  # "zij heeft zijn plan gelezen"
    for word in found:
        if word in _ZIJN:
            passive = next((p for p in participles if p not in _ACTIVE_WITH_ZIJN), None)
            if passive is not None and (_ACTOR in found or _close(found, word, passive)):
                return f"{word} {passive}"
    return None


def _close(found: list[str], auxiliary: str, participle: str) -> bool:
    """Whether the two close the clause together: the usual place of the Dutch participle is at or near the end."""
    return participle in found[-2:] or (auxiliary, participle) in pairwise(found)


def passive(sentence: str) -> tuple[str, ...]:
    """Return the passive verbs of a sentence as "auxiliary participle", one for each clause that holds one."""
    clauses = _CLAUSE_END.split(sentence)
    return tuple(verb for clause in clauses if (verb := _in_clause(clause)) is not None)
