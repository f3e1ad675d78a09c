"""The index of the search from outside an act: by the clock, after a migration, and when somebody asks for it."""

from collections.abc import Callable

from brink.domain.journal.acts import exempt
from brink.foundation.search import indexing


def repair() -> int:
    """Read what no act read: work in bulk, triggers that were gone. Cheap when all is well; returns how many."""
    return _kept(indexing.repair)


def rebuild() -> int:
    """Read everything again; returns how many."""
    return _kept(indexing.rebuild)


def _kept(do: Callable[[], int]) -> int:
    with exempt("search"):
        return do()
