"""Cutting Dutch text into sentences and words."""

from __future__ import annotations

import re

from brink.methods.language.forms import word_list
from brink.methods.language.spoken import MONTHS, spoken_forms

_MONTHS = frozenset(form.rstrip(".") for form in MONTHS)
_SHORT_FORMS = word_list("short_forms") | {form.rstrip(".") for form in spoken_forms()} - _MONTHS
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)""")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–—·▪o]|\d{1,2}[.)]|[a-z][.)])[ \t]+", re.MULTILINE)
_BLOCK_END = re.compile(r"\n[ \t\r]*\n")
_WORD = re.compile(r"[^\W\d_](?:\w|[-'’](?=\w))*")
_GOES_ON_LOW = re.compile(r"\s+[a-zà-ÿ]")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order. Bare numbers are no words: nobody agrees how to spell them out."""
    return tuple(_WORD.findall(text))


def _is_short_form(before: str) -> bool:
    """Whether the text up to a point ends in an abbreviation or an initial (`art`, `o.a`, `J`)."""
    pieces = before.split()
    last = pieces[-1].strip("(['\"“‘").casefold() if pieces else ""
    if last in _MONTHS:
        return len(pieces) > 1 and pieces[-2].isdigit()
    return last in _SHORT_FORMS or (len(last) == 1 and last.isalpha())


def _split_block(block: str) -> list[str]:
    parts, start = [], 0
    for match in _END.finditer(block):
        mark = match.group()
        rest = block[match.end() : match.end() + 80]
        single_point = mark[0] == "." and not mark.startswith("..")
        if single_point and rest.strip() and _is_short_form(block[max(start, match.start() - 40) : match.start()]):
            continue
        if mark[0] in ".…" and _GOES_ON_LOW.match(rest):
            continue  # what goes on in lower case is the same sentence
        parts.append(block[start : match.end()])
        start = match.end()
    parts.append(block[start:])
    return parts


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each on one line and with at least one word.

    A sentence ends at `.`, `!`, `?` or `…`, at an empty line, and where a list item begins. A line break alone does
    not end one. The point of a known abbreviation or an initial does not either.
    """
    blocks = _BLOCK_END.split(_BULLET.sub("\n\n", text))
    found = (" ".join(part.split()) for block in blocks for part in _split_block(block))
    return tuple(sentence for sentence in found if _WORD.search(sentence))
