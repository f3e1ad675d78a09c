"""What dies is started again. Class: one dead process that ends the site."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.tables_ready import ROOT, environment

from brink.site.supervising import Supervised

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def waited(done: Callable[[], object]) -> bool:
    """Wait a while for something to become true."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if done():
            return True
        time.sleep(0.05)
    return False


def test_what_was_killed_is_started_again_and_what_dies_at_once_not_all_the_time() -> None:
    one, clock = Supervised(SLEEPS), 100.0
    one.look(clock)
    try:
        pauses = []
        for life in (60.0, 0.1, 0.1, 0.1):
            assert one.process is not None
            first = one.process
            first.kill()
            first.wait()
            clock += life
            one.look(clock)
            pauses.append(one.due - clock)
            clock = one.due
            one.look(clock)
            assert one.process is not None
            assert one.process.pid != first.pid
        assert pauses == [0.0, 0.5, 1.0, 2.0]
    finally:
        one.stop()
    assert one.process is not None
    assert one.process.poll() is not None


def test_what_does_not_listen_is_ended_all_the_same(monkeypatch: "object") -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    one = Supervised([sys.executable, "-c", deaf])
    one.look(time.monotonic())
    time.sleep(0.5)
    monkeypatch.setattr("brink.site.supervising.STOP_SECONDS", 0.5)  # type: ignore[attr-defined]
    one.stop()
    assert one.process is not None
    assert one.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)


def test_nothing_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    """What still listened at the port would answer beside the one that is started anew."""
    code = (
        "import sys, time; from brink.site.supervising import Supervised\n"
        f"one = Supervised({SLEEPS!r}); one.look(time.monotonic()); print(one.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], env=environment(tmp_path), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert Path(f"/proc/{child}").exists()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()

    def gone() -> bool:
        stat = Path(f"/proc/{child}/stat")
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"

    assert waited(gone)
