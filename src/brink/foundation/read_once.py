"""What a page reads of a row more than once: read the first time, and kept on that row for as long as it is at hand."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def read_once(row: object, name: str, read: Callable[[], T]) -> T:
    """Return what `read` gives, asked once for this very row. A row that is fetched anew is asked anew."""
    kept = row.__dict__
    key = f"_read_once_{name}"
    if key not in kept:
        kept[key] = read()
    found: T = kept[key]
    return found
