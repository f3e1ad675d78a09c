"""Which words of people were read for this page, so that beside them stands how to report them.

Whoever reads words of somebody out of what is not their own row (a quotation, a sentence on a map) notes it here; the
frame of the page shows those that really stand on it (`ui.templatetags.reportable_words`).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of one contribution that anybody may read."""

    contribution: UUID
    words: str
    language: str = "nl"


_noted: ContextVar[dict[Shown, None] | None] = ContextVar("words of people on this page", default=None)


@contextmanager
def noting() -> Iterator[None]:
    """Keep what is noted while one page is made."""
    before = _noted.set({})
    try:
        yield
    finally:
        _noted.reset(before)


def note(contribution: UUID, words: str, language: str = "nl") -> None:
    """Note words that anybody may read and that were read for this page."""
    kept = _noted.get()
    if kept is not None and words.strip():
        kept[Shown(contribution, words, language)] = None


def noted() -> Collection[Shown]:
    """Return what was noted for this page, in the order of reading."""
    return list(_noted.get() or ())
