"""Processes that die: what was acknowledged is stored, once, and what died comes back."""

import contextlib
import http.client
import os
import random
import signal
import threading
import time
from functools import partial
from pathlib import Path

from tools.faults.cases import Line, missing
from tools.faults.sites import Site, awaited, running
from tools.faults.visitors import Browser, give, readers

BEHIND = {"BRINK_TRUSTED_PROXIES": "1"}
SEED = 11


def kill(pid: int) -> None:
    """End a process as a power cut does."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def givers(
    site: Site, number: int, stop: threading.Event, told: list[str], tried: list[str]
) -> list[threading.Thread]:
    """Let so many people give ideas till told to stop; note what was sent, and what was acknowledged."""
    def work(one: int) -> None:
        count = 0
        while not stop.is_set():
            text = f"Zet een bank bij de school, zegt nummer {one} voor de {count}e keer."
            count += 1
            tried.append(text)
            try:
                if give(Browser(site.port), text):
                    told.append(text)
            except (OSError, http.client.HTTPException, StopIteration):
                stop.wait(0.2)

    threads = [threading.Thread(target=work, args=(one,), daemon=True) for one in range(number)]
    for one in threads:
        one.start()
    return threads


def _there(site: Site, kind: str) -> list[int]:
    """Wait until there is a process of this kind, and return all of them."""
    until = time.monotonic() + 40
    while not (found := site.pids(kind)) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def killed(demo: Path, kind: str, times: int, pause: float) -> list[Line]:
    """Kill one kind of process so often at random moments while people give ideas."""
    chance, told, tried, stop = random.Random(SEED), [], [], threading.Event()  # type: ignore[var-annotated]
    done = 0
    with running(demo, **BEHIND) as site, readers(partial(Browser, site.port), 2, 0.3) as timed:
        threads = givers(site, 6, stop, told, tried)
        for _time in range(times):
            time.sleep(pause * (0.5 + chance.random()))
            kill(chance.choice(_there(site, kind)))
            done += 1
        time.sleep(3)
        stop.set()
        for one in threads:
            one.join(20)
        awaited(site)
        lost, doubled = missing(told, site.stored(), tried)
        back = len(_there(site, kind))
    result = f"{done} kills, {len(told)} acknowledged of {len(tried)} tried, {lost} lost, {doubled} double; "
    result += f"readers: {timed.told}"
    good = done == times and told and not lost and not doubled and back >= 1
    return [Line(f"{NAMES[kind]} killed {times} times", "0 lost, 0 double, comes back", result, bool(good))]


NAMES = {"web": "a web worker", "worker": "the clock worker", "supervised": "the parent of a web worker"}


def web_worker(demo: Path) -> list[Line]:
    """One of the two web workers, and once the server above them."""
    return [*killed(demo, "web", 10, 4), *killed(demo, "supervised", 4, 5)]


def clock_worker(demo: Path) -> list[Line]:
    """The worker that does what the clock asks."""
    return killed(demo, "worker", 10, 1.2)
