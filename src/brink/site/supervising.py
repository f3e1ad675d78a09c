"""Keeping processes alive: what `brink serve` starts is started again when it dies, and ended when it is told to stop.

`python -m brink.site.supervising PORT WORKERS [worker]`: so many web workers at one port, each a server of its own
so that none takes another with it, and the worker that does what the clock asks.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial

log = logging.getLogger(__name__)
STOP_SECONDS = 15
# A process that dies at once is not tried again faster than this.
LONGEST_PAUSE, PROVEN_AFTER = 2.0, 5.0
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Let the kernel end the process that calls this when its parent is gone, also when that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it was gone before the kernel was asked
        os._exit(1)


class Supervised:
    """One process with the command that starts it, and what is known of how it does."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.began = self.due = 0.0
        self.pause = 0.0

    def look(self, now: float) -> None:
        """Start it when it is not there and it is time; notice when it died."""
        if self.process is not None and (code := self.process.poll()) is not None:
            self.process = None
            self.pause = 0.0 if now - self.began > PROVEN_AFTER else min(LONGEST_PAUSE, 2 * self.pause or 0.5)
            self.due = now + self.pause
            log.error("%s ended (%s); it is started again", " ".join(self.command[1:4]), code)
        if self.process is None and now >= self.due:
            # A session of its own: Ctrl-C reaches this process alone, which then ends the others in order.
            self.process = subprocess.Popen(  # noqa: S603  our own commands
                self.command, start_new_session=True, preexec_fn=partial(end_with_parent, os.getpid())
            )
            self.began = now

    def stop(self) -> None:
        """Ask it to end; it is killed when it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep_running(all_of_them: Sequence[Supervised]) -> int:
    """Keep these running until this process is told to stop; then stop them, the first one first."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    try:
        while not told.wait(0.2):
            for one in all_of_them:
                one.look(time.monotonic())
    finally:
        for one in all_of_them:
            one.stop()
    return 0


def main(arguments: list[str]) -> int:
    """Start the site and keep it running."""
    logging.basicConfig(format="%(message)s")
    port, workers, *more = arguments
    web = [sys.executable, "-m", "brink.site.web_server", port]
    clock_work = [sys.executable, "-m", "brink.cli", "worker"]
    all_of_them = [*(Supervised(web) for _number in range(int(workers))), *(Supervised(clock_work) for _one in more)]
    return keep_running(all_of_them)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
