"""What is different between two texts, for people: whole sentences first, then the words inside a changed one. Pure.

The runs of a comparison hold both texts to the sign: without what is new they are the old text, without what went the
new one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from brink.methods.language.splitting import sentences

SAME, GONE, NEW = "same", "gone", "new"
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_TOKENS = 3_000
"""Changed blocks longer than this are told as a whole: nobody reads the words of a page that was written anew."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some text that stayed, went or is new."""

    kind: str
    text: str


def sentence_parts(text: str) -> list[str]:
    """Cut a text into its sentences without losing a sign: joined they are the text again."""
    parts, start, place = [], 0, 0
    for sentence in sentences(text):
        for word in sentence.split():
            found = text.find(word, place)
            if found < 0:  # the splitter gave words that do not stand here so: this sentence joins the next
                break
            place = found + len(word)
        else:
            parts.append(text[start:place])
            start = place
    if text[start:]:
        parts.append(text[start:])
    return parts


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        yield tag, list(old[first:last]), list(new[other_first:other_last])


def _words(old: str, new: str) -> Iterator[Run]:
    """Compare two changed pieces word by word."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        yield from (Run(GONE, old), Run(NEW, new))
        return
    for tag, gone, fresh in _opcodes(before, after):
        if tag == "equal":
            yield Run(SAME, "".join(gone))
        else:
            yield from (Run(GONE, "".join(gone)), Run(NEW, "".join(fresh)))


def _all_runs(old: str, new: str) -> Iterator[Run]:
    for tag, gone, fresh in _opcodes(sentence_parts(old), sentence_parts(new)):
        if tag == "equal":
            yield Run(SAME, "".join(gone))
        elif gone and fresh:
            yield from _words("".join(gone), "".join(fresh))
        else:
            yield from (Run(GONE, "".join(gone)), Run(NEW, "".join(fresh)))


def compared(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs by which the old text becomes the new one, none empty and no two of one kind in a row."""
    if old == new:
        return (Run(SAME, old),) if old else ()
    runs: list[Run] = []
    for run in _all_runs(old, new):
        if runs and runs[-1].kind == run.kind:
            runs[-1] = Run(run.kind, runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return tuple(_joined(runs))


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Put what went and what is new together where only space stayed between: easier to read than word by word."""
    found: list[Run] = []
    gone = fresh = ""
    for place, run in enumerate(runs):
        last = place == len(runs) - 1
        between = run.kind == SAME and not run.text.strip() and bool(gone and fresh) and not last
        if run.kind == GONE or between:
            gone += run.text
        if run.kind == NEW or between:
            fresh += run.text
        if run.kind == SAME and not between:
            found += [Run(kind, text) for kind, text in ((GONE, gone), (NEW, fresh)) if text]
            found.append(run)
            gone = fresh = ""
    return found + [Run(kind, text) for kind, text in ((GONE, gone), (NEW, fresh)) if text]


def text_of(runs: Sequence[Run], *, without: str) -> str:
    """Return the old text (without what is new) or the new one (without what went)."""
    return "".join(run.text for run in runs if run.kind != without)
