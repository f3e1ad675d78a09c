"""Facts kept for a second in the memory of a process, for visitors of whom the site knows nothing (ADR 26).

For what is read for every phone in a hall and is the same for all. Keep only what is never altered, or hand out copies.
Who writes reads anew in its transaction. The key holds the public number (`journal.public_number`), so that what an act
hides, closes or alters is gone at once; what acts only add is seen within the second.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
SECONDS, MOST = 1.0, 300
# Not zero: the clock of a machine begins there when it is switched on, and then nothing would count as just read.
NEVER = float("-inf")


class KeptFacts:
    """What one process keeps. Past half its time one thread reads anew, while others go on with what there is."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, bool, Any]] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` gave at most a second ago, or gives now. What it raises is not kept."""
        if self.seconds <= 0:
            return read()
        now = time.monotonic()
        with self._lock:
            at, is_read, value = self._kept.get(key, (NEVER, False, None))
            age = now - at
            if age < self.seconds and (is_read or age < self.seconds / 2):
                found: T = value
                return found
            if age < self.seconds:
                self._kept[key] = at, True, value
        made = read()
        with self._lock:
            self._kept[key] = now, False, made
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._kept.clear()


facts = KeptFacts()
