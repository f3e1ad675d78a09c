"""Ideas that resemble what somebody writes, so that they can support one instead of writing it again."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from brink.methods.matching import Entry, Index

ENOUGH = 0.3
"""Below this score two texts share a word or two and no more; seen on invented ideas and on real proposals."""

_ROUNDS_KEPT = 32
_indexes: dict[UUID, tuple[int, Index]] = {}


def _index(round_id: UUID, count: int, read: Callable[[], Iterable[tuple[UUID, str]]]) -> Index:
    """Return the index of a round, kept in this process for as long as nothing comes in; the oldest makes way."""
    kept = _indexes.get(round_id)
    if kept is None or kept[0] != count:
        kept = (count, Index.build(Entry(str(pk), text) for pk, text in read()))
        _indexes.pop(round_id, None)
        while len(_indexes) >= _ROUNDS_KEPT:
            _indexes.pop(next(iter(_indexes)), None)
        _indexes[round_id] = kept
    return kept[1]


def resembling(
    text: str, *, round_id: UUID, count: int, read: Callable[[], Iterable[tuple[UUID, str]]], limit: int = 3
) -> Sequence[UUID]:
    """Return the ids of at most `limit` ideas of a round that say much the same as `text`, most alike first.

    `read` gives (id, text) of all of them and is only called when `count` says that something came in. Who may see
    them is for the caller to check: an idea that was hidden a moment ago may still be in the index.
    """
    found = _index(round_id, count, read).search(text, top=limit)
    return tuple(UUID(match.key) for match in found if match.score >= ENOUGH)
