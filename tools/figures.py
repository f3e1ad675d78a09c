"""What the benches share: a figure with its limit, the table of them, and processes of their own to measure in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")

# Stands before the script of every measured process. `begin()` when the input exists: CPU and memory count from there.
METER = r"""
import json, sys, time

def _memory(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(name + ":"))

def begin():
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")  # the peak is that of now
    global _before, _started
    _before, _started = _memory("VmRSS"), time.process_time()

def end(**more):
    cpu = time.process_time() - _started
    print(json.dumps({"cpu": cpu, "mb": _memory("VmHWM") - _before, **more}), flush=True)
"""


@dataclass(frozen=True)
class Figure:
    """One measured figure. `limit`: at most, or at least where `least` says so; None: printed, nothing promised.

    peer: the same of the yardstick; `over`: it was stopped there, so its true figure is larger.
    """

    what: str
    ours: float
    limit: float | None = None
    unit: str = ""
    least: bool = False
    peer: float | None = None
    over: bool = False

    @property
    def kept(self) -> bool:
        """Whether the limit holds; a figure without one always does."""
        if self.limit is None:
            return True
        return self.ours >= self.limit if self.least else self.ours <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        peer = "-" if self.peer is None else f"{'>' * self.over}{number(self.peer)}"
        ratio = "-" if not self.peer else f"{'<' * self.over}{number(self.ours / self.peer)}"
        limit = "-" if self.limit is None else f"{'>=' if self.least else '<='} {number(self.limit)}"
        verdict = "-" if self.limit is None else "kept" if self.kept else "NOT KEPT"
        return self.what, f"{number(self.ours)} {self.unit}".strip(), peer, ratio, limit, verdict


def number(value: float) -> str:
    """Three figures, or all of a whole number."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


def show(title: str, figures: Sequence[Figure], notes: Sequence[str] = ()) -> int:
    """Print the table and the notes below it; 1 when a limit is not kept."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for column in ("figure", "ours", "peer", "ratio", "limit", ""):
        table.add_column(column)
    for figure in figures:
        table.add_row(*figure.cells())
    console = Console(width=150)
    console.print(table)
    for note in notes:
        console.print(note, highlight=False)
    return 0 if all(figure.kept for figure in figures) else 1


def peers() -> str | None:
    """The interpreter that has the packages we compare with, None without one."""
    return os.environ.get("BRINK_PEERS") or None


def reference_data() -> Path | None:
    """The folder with real data, None without one."""
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    return Path(folder) if folder else None


def left_out(package: str) -> list[str]:
    """Notes on what the environment did not allow to measure."""
    notes = []
    if peers() is None:
        notes.append(f"against {package}: left out; BRINK_PEERS does not name an interpreter that has it")
    if reference_data() is None:
        notes.append("on real data: left out; BRINK_REFERENCE_DATA is not set")
    return notes


def measured(script: str, *arguments: str, interpreter: str | None = None, most: int | None = None) -> Any:
    """Run a script in a process of its own, on one thread; its last line as JSON. interpreter: a peer's, else ours.

    most: CPU seconds after which it is stopped; the answer is then None.
    """
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({most}, {most}))\n" if most else ""
    environment = os.environ | THREADS
    if interpreter is None:
        environment |= {"PYTHONPATH": str(ROOT / "src")}
    else:
        environment.pop("PYTHONPATH", None)
    command = [interpreter or sys.executable, "-c", limit + METER + script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode < 0 and most:
        return None
    if done.returncode:
        raise SystemExit(f"a measured process failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    return json.loads(done.stdout.strip().splitlines()[-1])
