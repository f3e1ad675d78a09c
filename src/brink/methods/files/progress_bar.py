"""A bar for who waits: on a terminal it moves and tells the time, elsewhere one line says what is being done."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

WIDTH = 24
EVERY = 0.2  # seconds between two drawings


class Bar:
    """Use as `with Bar(quiet, sentence) as bar`, and call `bar(share)` with how far the work is, from 0 to 1.

    Work that never calls it shows how long it has been going.
    """

    def __init__(self, quiet: bool, sentence: str) -> None:
        self._sentence, self._share = sentence, -1.0
        self._shown = not quiet
        self._moves = self._shown and sys.stderr.isatty()
        self._done = threading.Event()
        self._started = self._drawn = time.monotonic()
        self._drawing = threading.Lock()
        self._thread = threading.Thread(target=self._keep_drawing, daemon=True)

    def __call__(self, share: float) -> None:
        """Tell how far the work is; it never goes back."""
        self._share = max(self._share, min(share, 1.0))
        if self._moves and time.monotonic() - self._drawn >= EVERY:
            self._draw()

    def __enter__(self) -> Self:
        if self._moves:
            self._thread.start()
        elif self._shown:
            sys.stderr.write(f"{self._sentence}\n")
            sys.stderr.flush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self._moves:
            self._done.set()
            self._thread.join()
            if kind is None:
                self._share = 1.0 if self._share >= 0 else self._share
            self._draw(end="\n")

    def line(self) -> str:
        """What the bar shows now."""
        seconds = int(time.monotonic() - self._started)
        clock = f"{seconds // 60}:{seconds % 60:02}"
        if self._share < 0:
            return f"{self._sentence} {clock}"
        full = round(WIDTH * self._share)
        return f"{self._sentence} [{'#' * full}{'.' * (WIDTH - full)}] {int(100 * self._share):3d}% {clock}"

    def _keep_drawing(self) -> None:
        while not self._done.wait(EVERY):
            self._draw()

    def _draw(self, end: str = "") -> None:
        with self._drawing:
            self._drawn = time.monotonic()
            sys.stderr.write(f"\r\x1b[2K{self.line()}{end}")
            sys.stderr.flush()
