"""The piece of a text in which somebody sees why it was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from brink.foundation.search.wording import BEGINS_FROM, asked_words
from brink.methods.language import parts, plain_words, stem

LENGTH, BEFORE = 220, 60
_WORD = re.compile(r"\w+(?:['’]s\b)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of a snippet, and whether it is what was asked for."""

    text: str
    hit: bool = False


def snippet(text: str, typed: str) -> list[Piece]:
    """Return the text round the first word that was asked for, or its beginning; hits stand apart."""
    text, roots = " ".join(text.split()), asked_words(typed)
    hits = [found.span() for found in _WORD.finditer(text) if _is_asked(found.group(), roots)]
    start, end = _cut(text, hits[0][0] if hits else 0)
    pieces, at = [Piece("… ")] if start else [], start
    for begin, stop in hits:
        if begin >= at and stop <= end:
            pieces += [Piece(text[at:begin]), Piece(text[begin:stop], hit=True)]
            at = stop
    pieces += [Piece(text[at:end]), *([Piece(" …")] if end < len(text) else [])]
    return [one for one in pieces if one.text]


def _cut(text: str, first: int) -> tuple[int, int]:
    """Return where a snippet begins and ends, between words."""
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    end = len(text) if len(text) - start <= LENGTH else text.rfind(" ", start, start + LENGTH)
    return start, end if end > first else min(len(text), start + LENGTH)


def _is_asked(word: str, roots: Sequence[str]) -> bool:
    own = {stem(one) for one in plain_words(word)}
    return any(
        one == root or (len(root) >= BEGINS_FROM and one.startswith(root)) or root in parts(one)
        for one in own
        for root in roots
    )
