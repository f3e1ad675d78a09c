"""How words become what the index holds and what is asked of it. Pure; no sign of a query language survives it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from brink.methods.language import halves, parts, plain_words, stem
from brink.methods.matching.vocabulary import dutch_topics

# A whole word and a part of one are told apart by one letter before them.
WORD, PART = "w", "p"
MOST_WORDS, LONGEST_QUERY, BEGINS_FROM = 12, 200, 4


@dataclass(frozen=True, slots=True)
class Term:
    """One mark in the index, or with `begins` every mark that begins so."""

    mark: str
    begins: bool = False


# What is asked: every group must be met, by one of its alternatives, of which every term must be there.
Wish = tuple[tuple[tuple[Term, ...], ...], ...]


@cache
def saying_nothing() -> frozenset[str]:
    """Return the stems of words that nobody means when they search: de, het, naar."""
    return frozenset(stem(word) for word in dutch_topics().ignore)


def marks(texts: Iterable[str]) -> str:
    """Return what the index holds of texts: each word once, and the parts of each, with a space between."""
    found: dict[str, None] = {}
    for text in texts:
        for word in plain_words(text):
            root = stem(word)
            found.setdefault(WORD + root)
            found.update(dict.fromkeys(PART + part for part in sorted(parts(root))))
    return " ".join(found)


def asked_words(typed: str) -> tuple[str, ...]:
    """Return the stems that somebody asks for; words that say nothing only when there are no others."""
    if len(typed) > LONGEST_QUERY:
        # What is cut off is no word of theirs, but for one word that long.
        typed = typed[:LONGEST_QUERY].rpartition(" ")[0] or typed[:LONGEST_QUERY]
    roots = tuple(dict.fromkeys(stem(word) for word in plain_words(typed)))
    telling = tuple(root for root in roots if root not in saying_nothing()) or roots
    return telling[:MOST_WORDS]


def alternatives(root: str) -> tuple[tuple[Term, ...], ...]:
    """Return the ways in which a text may hold a word: as it is, as a part, as the beginning, or in two words."""
    ways: list[tuple[Term, ...]] = [(Term(WORD + root, begins=len(root) >= BEGINS_FROM),), (Term(PART + root),)]
    both = halves(root)
    if both is not None:
        ways.append(tuple(Term(WORD + one) for one in both))
    return tuple(ways)


def wish(roots: Sequence[str]) -> Wish:
    """Return what is asked of the index for these stems, all of them, in any order."""
    return tuple(alternatives(root) for root in roots)


def for_sqlite(asked: Wish, column: str = "") -> str:
    """Write a wish for FTS5. Every term stands between quotes, and holds letters and digits alone."""

    def term(one: Term) -> str:
        return f'"{one.mark}"' + (" *" if one.begins else "")

    groups = (" OR ".join("(" + " AND ".join(term(one) for one in way) + ")" for way in group) for group in asked)
    text = " AND ".join(f"({group})" for group in groups)
    return f"{{{column}}} : ({text})" if column else text


def for_postgresql(asked: Wish) -> str:
    """Write a wish as a tsquery. Every term stands between quotes, and holds letters and digits alone."""

    def term(one: Term) -> str:
        return f"'{one.mark}'" + (":*" if one.begins else "")

    groups = (" | ".join("(" + " & ".join(term(one) for one in way) + ")" for way in group) for group in asked)
    return " & ".join(f"({group})" for group in groups)
