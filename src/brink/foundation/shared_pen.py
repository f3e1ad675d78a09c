"""One transaction for all that wait to be written (group commit), without a thread of its own and without a timer.

Whoever comes when nobody writes, writes at once: a quiet site is no slower. Whoever comes meanwhile waits, and all who
wait are written together by the first of them. Nobody is answered before what they gave is kept.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(eq=False)
class Waiting(Generic[T]):
    """What one person waits with. `result` is what came of it, or `error` what they are told instead."""

    asked: T
    result: Any = None
    error: Exception | None = None
    leads: bool = False
    ready: threading.Event = field(default_factory=threading.Event)


class SharedPen(Generic[T]):
    """Writes what many threads of this process bring, by `write`, which fills `result` or `error` of each."""

    def __init__(self, write: Callable[[Sequence[Waiting[T]]], None], most: int = 100) -> None:
        self._write, self._most = write, most
        self._guard = threading.Lock()
        self._waiting: list[Waiting[T]] = []
        self._busy = False

    def put(self, asked: T) -> Any:
        """Let it be written, by this thread or another, and return what came of it; raises what it was told."""
        mine = Waiting(asked)
        with self._guard:
            self._waiting.append(mine)
            mine.leads, self._busy = not self._busy, True
        if not mine.leads:
            mine.ready.wait()
        if mine.leads:
            self._lead()
        if mine.error is not None:
            raise mine.error
        return mine.result

    def _lead(self) -> None:
        """Write all that waits, first whoever leads, and pass the pen on to who came meanwhile."""
        with self._guard:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._write(batch)
        except Exception as error:
            for one in batch:
                one.error = error
        finally:
            with self._guard:
                self._busy = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].leads = True
                    self._waiting[0].ready.set()
            for one in batch:
                one.ready.set()
