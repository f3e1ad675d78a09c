"""Reading pages kept for some seconds in the memory of a worker, for visitors of whom the site knows nothing.

A view says that its page may be kept (`may_be_kept`); whether one page is, the middleware of the web decides for each
request. Nothing here knows of requests: this is the memory, with its bounds.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])
# A page is at most this old, in what others added. What was taken away is gone at once: another key (`public_number`).
SECONDS = 5.0
MOST_BYTES = 32 * 2**20
LARGEST = 512 * 2**10
# Only what is asked for more than once in so many seconds is worth a place; so many addresses are remembered for that.
AGAIN, REMEMBERED = 60.0, 4_000


def may_be_kept(view: V) -> V:
    """Mark a view whose page shows everybody the same, and that notes nothing down when it is read."""
    view.may_be_kept = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page in pieces. Between two of them goes what is of whoever asks alone: `holes` says what, one for each place.

    `tag` names the page itself, where it has no holes.
    """

    pieces: tuple[bytes, ...]
    holes: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    tag: str = ""

    @property
    def size(self) -> int:
        """Return how many bytes of memory it takes, about."""
        return sum(map(len, self.pieces)) + 500


class KeptPages:
    """The pages that one process keeps: the oldest go first when they take too much. Safe between threads."""

    def __init__(self, seconds: float = SECONDS, most_bytes: int = MOST_BYTES) -> None:
        self.seconds, self.most_bytes = seconds, most_bytes
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, tuple[float, KeptPage]] = OrderedDict()
        self._bytes = 0
        self._asked: OrderedDict[Hashable, float] = OrderedDict()

    def asked_again(self, address: Hashable) -> bool:
        """Note that an address is asked for; tell whether it was a short time ago too."""
        now = time.monotonic()
        with self._lock:
            before = self._asked.pop(address, None)
            self._asked[address] = now
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        return before is not None and now - before < AGAIN

    def find(self, key: Hashable) -> KeptPage | None:
        """Return the page of this key while it is fresh."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            if time.monotonic() - kept[0] > self.seconds:
                self._drop(key)
                return None
            return kept[1]

    def keep(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page, unless it is too large."""
        if page.size > LARGEST or self.seconds <= 0:
            return
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = (time.monotonic(), page)
            self._bytes += page.size
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._pages.clear()
            self._asked.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        _at, page = self._pages.pop(key)
        self._bytes -= page.size


pages = KeptPages()
