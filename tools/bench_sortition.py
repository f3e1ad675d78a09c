"""Figures of the draw: CPU, certificate and lottery on generated pools, and the peer's MAXIMIN in the same run.

    python tools/bench_sortition.py [--small]

The peer (sortition-algorithms, GPL, with CBC) only ever runs in a process of its own, with the interpreter that
BRINK_PEERS names. Without it the rows say so. CPU seconds, not wall clock; one thread.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src")]

from brink.methods.sortition import Pool, check, leximin, lottery  # noqa: E402
from brink.methods.sortition.generated import generated_pool  # noqa: E402

# people, seats, categories, seed, CPU seconds at most, certificate gap at most
POOLS = (
    ("n=250, k=30", 250, 30, 6, 11, None, 1e-6),
    ("n=320, k=40", 320, 40, 8, 21, None, 1e-6),
    ("n=600, k=75", 600, 75, 7, 12, None, 1e-6),
    ("n=1,200, k=100", 1200, 100, 7, 22, 30.0, 1e-5),
    ("n=2,000, k=150", 2000, 150, 8, 23, 90.0, 1e-5),
)
PEER = r"""
import json, resource, sys, time
from pathlib import Path
from sortition_algorithms import CSVStringDataSource, SelectionData, Settings, run_stratification
folder, seats = Path(sys.argv[1]), int(sys.argv[2])
source = CSVStringDataSource((folder / "f.csv").read_text(), (folder / "p.csv").read_text())
data = SelectionData(source)
settings = Settings(id_column="id", columns_to_keep=[], selection_algorithm="maximin", solver_backend="mip")
features, _ = data.load_features(seats)
people, _ = data.load_people(settings, features)
start = time.process_time()
done, panels, _ = run_stratification(features, people, seats, settings, max_seconds=600)
use = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
print(json.dumps({"cpu": time.process_time() - start + use, "done": bool(done)}))
"""


def peer(interpreter: str, pool: Pool) -> float | None:
    """Return the CPU seconds of the peer's MAXIMIN, or None when it gave no answer in ten minutes."""
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "f.csv").open("w", newline="", encoding="utf-8") as file:
            rows = [(q.category, q.feature, q.least, q.most) for q in pool.quotas]
            csv.writer(file).writerows([("feature", "value", "min", "max"), *rows])
        with (Path(folder) / "p.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("id", *pool.categories), *((m.id, *m.features) for m in pool.members)])
        try:
            done = subprocess.run(
                [interpreter, "-c", PEER, folder, str(pool.seats)], capture_output=True, text=True, timeout=600
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode:
        raise SystemExit(f"the peer failed: {done.stderr.strip().splitlines()[-1]}")
    return float(json.loads(done.stdout.strip().splitlines()[-1])["cpu"])


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    from rich.console import Console
    from rich.table import Table

    interpreter, kept = os.environ.get("BRINK_PEERS"), True
    table = Table(title="brink draw: exact leximin", title_justify="left")
    for column in ("pool", "types", "CPU s", "at most", "gap", "at most", "lottery", "MB", "peer s", "ratio", ""):
        table.add_column(column)
    for name, people, seats, categories, seed, most, gap in POOLS[: 3 if "--small" in sys.argv else None]:
        pool = generated_pool(seed=seed, people=people, seats=seats, categories=categories)
        started = time.process_time()
        draw = leximin(pool)
        cpu = time.process_time() - started
        proof, found = check(draw).gap, lottery(draw).furthest
        theirs = peer(interpreter, pool) if interpreter and people <= 1200 else None
        good = (most is None or cpu <= most) and proof <= gap and found <= 0.002
        kept = kept and good
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        table.add_row(
            name, str(len(pool.types.size)), f"{cpu:.1f}", f"{most:.0f}" if most else "-", f"{proof:.0e}", f"{gap:.0e}",
            f"{found:.4f}", str(memory), f"{theirs:.1f}" if theirs else "-", f"{cpu / theirs:.2f}" if theirs else "-",
            "kept" if good else "NOT KEPT",
        )  # fmt: skip
    Console(width=140).print(table)
    if not interpreter:
        print("against sortition-algorithms: left out; BRINK_PEERS does not name an interpreter that has it")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
