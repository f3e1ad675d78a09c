"""Figures of the draw: CPU, certificate and lottery on generated pools, and the peer's MAXIMIN in the same run.

    python tools/bench_sortition.py [--small]

The peer (sortition-algorithms, GPL, with CBC) only ever runs in a process of its own, with the interpreter that
BRINK_PEERS names. Without it the rows say so. CPU seconds, not wall clock; one thread.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import csv
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src")]

import numpy as np  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from brink.methods.files.assembly import read_pool, read_quotas  # noqa: E402
from brink.methods.files.commitments import RecordInvalid  # noqa: E402
from brink.methods.files.draw_checking import verify_draw  # noqa: E402
from brink.methods.files.draw_record import record_files  # noqa: E402
from brink.methods.sortition import Pool, Wishes, check, leximin, lottery, seat  # noqa: E402
from brink.methods.sortition.synthetic import generated_pool  # noqa: E402
from brink.methods.sortition.tests.reference import all_panels, slow_leximin, small_pool  # noqa: E402
from brink.methods.unfinished import Unfinished  # noqa: E402

# people, seats, categories, seed, CPU seconds at most, certificate gap at most
POOLS = (
    ("n=250, k=30", 250, 30, 6, 11, None, 1e-6),
    ("n=320, k=40", 320, 40, 8, 21, None, 1e-6),
    ("n=600, k=75", 600, 75, 7, 12, None, 1e-6),
    ("n=1,200, k=100", 1200, 100, 7, 22, 30.0, 1e-5),
    ("n=2,000, k=150", 2000, 150, 8, 23, 90.0, 1e-5),
)
PATIENCE = 600  # CPU seconds that a peer gets


def peer(interpreter: str, pool: Pool, algorithm: str) -> float | None:
    """Return the CPU seconds of a peer's algorithm, or None when it gave no answer within its time."""
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "f.csv").open("w", newline="", encoding="utf-8") as file:
            rows = [(q.category, q.feature, q.least, q.most) for q in pool.quotas]
            csv.writer(file).writerows([("feature", "value", "min", "max"), *rows])
        with (Path(folder) / "p.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("id", *pool.categories), *((m.id, *m.features) for m in pool.members)])
        try:
            done = subprocess.run(
                [interpreter, str(ROOT / "tools" / "peer_leximin.py"), folder, str(pool.seats), algorithm],
                capture_output=True, text=True, timeout=PATIENCE,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
    if done.returncode:
        raise SystemExit(f"the peer failed: {done.stderr.strip().splitlines()[-1]}")
    return float(json.loads(done.stdout.strip().splitlines()[-1])["cpu"])


def generated(small: bool) -> list[tuple[str, Pool, float | None, float]]:
    """Return the generated pools with their limits."""
    return [
        (name, generated_pool(seed=seed, people=people, seats=seats, categories=categories), most, gap)
        for name, people, seats, categories, seed, most, gap in POOLS[: 3 if small else None]
    ]


def shared() -> list[tuple[str, Pool, float | None, float]]:
    """Return the two synthetic pools of the reference data, when that is there."""
    folder = os.environ.get("BRINK_REFERENCE_DATA")
    if not folder:
        return []
    found = []
    for name, seats in (("brink-s", 30), ("brink-m", 75)):
        own = Path(folder) / "sortition" / name
        quotas = read_quotas(own / "categories.csv")
        pool = read_pool(own / "respondents.csv", quotas, seats=seats, identity="id", address=[],
                         quota_path=own / "categories.csv")  # fmt: skip
        found.append((f"{name}, n={len(pool.members)}", pool, None, 1e-6))
    return found


def draws(small: bool, interpreter: str | None) -> tuple[Table, Table, bool]:
    """Measure the draw on each pool, the peers beside it; return both tables and whether every limit is kept."""
    table = Table(title="brink draw: exact leximin", title_justify="left")
    for column in ("pool", "types", "CPU s", "at most", "gap", "at most", "lottery", "MB", ""):
        table.add_column(column)
    beside = Table(title="against sortition-algorithms (CBC), CPU s, same run", title_justify="left")
    for column in ("pool", "ours", "its MAXIMIN", "ratio", "published leximin loop", "ratio"):
        beside.add_column(column)
    kept, ratios = True, {"maximin": [], "leximin": []}
    for name, pool, most, gap in [*generated(small), *shared()]:
        people = len(pool.members)
        started = time.process_time()
        draw = leximin(pool)
        cpu = time.process_time() - started
        proof, found = check(draw).gap, lottery(draw).furthest
        good = (most is None or cpu <= most) and proof <= gap and found <= 0.002
        kept = kept and good
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        table.add_row(
            name, str(len(pool.types.size)), f"{cpu:.1f}", f"{most:.0f}" if most else "-", f"{proof:.0e}", f"{gap:.0e}",
            f"{found:.4f}", str(memory), "kept" if good else "NOT KEPT",
        )  # fmt: skip
        cells = [name, f"{cpu:.1f}"]
        for algorithm, largest in (("maximin", 1200), ("leximin", 320)):
            theirs = peer(interpreter, pool, algorithm) if interpreter and people <= largest else None
            if theirs:
                ratios[algorithm].append(cpu / theirs)
            cells += [f"{theirs:.1f}", f"{cpu / theirs:.3f}"] if theirs else ["not run", ""]
        beside.add_row(*cells)
    for algorithm, limit in (("maximin", 1 / 3), ("leximin", 1 / 10)):
        if ratios[algorithm]:
            mean = math.exp(sum(map(math.log, ratios[algorithm])) / len(ratios[algorithm]))
            kept = kept and mean <= limit
            told = "kept" if mean <= limit else "NOT KEPT"
            beside.add_row(f"geometric mean, {algorithm}", "", "", f"{mean:.3f}", f"at most {limit:.3f}", told)
    return table, beside, kept


def record(people: int, seats: int, seed: int) -> tuple[float, int]:
    """Return the CPU seconds to check the record of a draw, and how many of 1,000 changes of a byte it finds."""
    pool = generated_pool(seed=seed, people=people, seats=seats, categories=8, households=0.1)
    draw = leximin(pool)
    names = [f"{place:032x}" for place in range(people)]
    rule, told = {"source": "", "pick": "hash"}, {"objective": "leximin", "method": {}}
    whole = record_files(draw, lottery(draw), names, rule=rule, told=told)
    files = {name: content for name, content in whole.items() if name != "commitment.json"}
    started = time.process_time()
    verify_draw(whole["commitment.json"], files, {})
    cpu, found, rng = time.process_time() - started, 0, random.Random(1)
    for turn in range(1_000):
        name = sorted(whole)[turn % len(whole)]
        changed = bytearray(whole[name])
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        damaged = {**whole, name: bytes(changed)}
        try:
            verify_draw(damaged.pop("commitment.json"), damaged, {})
        except RecordInvalid:
            found += 1
    return cpu, found


def exactness(pools: int) -> tuple[float, int]:
    """Return how far any chance is from brute force over all panels of random small pools, and how many needed cuts."""
    furthest, cuts = 0.0, 0
    for seed in range(pools):
        pool = small_pool(seed)
        draw = leximin(pool)
        furthest = max(furthest, float(np.abs(draw.chances - slow_leximin(pool, all_panels(pool))).max()))
        cuts += bool(draw.polytope.cuts)
    return furthest, cuts


def others(small: bool) -> tuple[Table, bool]:
    """Measure what is around the draw."""
    table = Table(title="around the draw", title_justify="left")
    for column in ("what", "measured", "figure", ""):
        table.add_column(column)
    cpu, found = record(*((300, 30, 5) if small else (2000, 150, 23)))
    rng = np.random.default_rng(1)
    mix = tuple(tuple(rng.choice(list(values), 100).tolist()) for values in ("abc", "mv", "abcd", "xyz"))
    started = time.process_time()
    plan = seat(100, tables=10, rounds=6, wishes=Wishes(mix=mix))
    seating = time.process_time() - started
    furthest, cuts = exactness(30 if small else 300)
    rows = (
        (f"{30 if small else 300} small pools against every panel ({cuts} needed cuts)", f"{furthest:.0e}", "1e-06",
         furthest <= 1e-6),
        ("check the record of a draw", f"{cpu:.2f} s", "1 s", cpu < 1),
        ("single bytes changed in it, found", f"{found} of 1000", "1000", found == 1_000),
        ("100 people, 10 tables, 6 rounds: pairs that meet", f"{plan.pairs} of 2700", "2400", plan.pairs >= 2_400),
        ("  CPU", f"{seating:.1f} s", "5 s", seating <= 5),
        ("  most too many or too few of a kind", f"{plan.deviation:.1f}", "2", plan.deviation <= 2),
    )
    for what, measured, figure, good in rows:
        table.add_row(what, measured, figure, "kept" if good else "NOT KEPT")
    return table, all(good for *_cells, good in rows)


# People, seats, categories, and how many pools of that size: 200 together.
MANY = ((250, 30, 6, 60), (320, 40, 8, 50), (600, 75, 7, 50), (1200, 100, 7, 25), (2000, 150, 8, 15))


def many() -> int:
    """Draw 200 generated pools, tight and wide, with and without addresses; return how many had no certificate."""
    missed = 0
    for people, seats, categories, pools in MANY:
        for turn in range(pools):
            slack, selection = (0.08, 0.05, 0.03)[turn % 3], (1.0, 1.3)[turn % 2]
            pool = generated_pool(
                seed=5_000 + turn, people=people, seats=seats, categories=categories, slack=slack, selection=selection,
                households=0.0 if turn % 4 else 0.1,
            )  # fmt: skip
            started = time.process_time()
            try:
                gap: float | None = check(leximin(pool)).gap
            except Unfinished:
                gap = None
            good = gap is not None and gap <= (1e-6 if people <= 600 else 1e-5)
            missed += not good
            told = f"{people} {5_000 + turn}: {time.process_time() - started:.1f} s, gap {gap}"
            print(told, "kept" if good else "NOT KEPT", flush=True)
    print(f"{missed} of {sum(row[-1] for row in MANY)} without certificate")
    return missed


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept. With `pools` the 200 generated ones (half an hour)."""
    if "pools" in sys.argv:
        return int(many() > 0)
    interpreter, small = os.environ.get("BRINK_PEERS"), "--small" in sys.argv
    table, beside, kept = draws(small, interpreter)
    around, good = others(small)
    console = Console(width=140)
    for one in (table, beside, around) if interpreter else (table, around):
        console.print(one)
    if not interpreter:
        print("against sortition-algorithms: left out; BRINK_PEERS does not name an interpreter that has it")
    return 0 if kept and good else 1


if __name__ == "__main__":
    sys.exit(main())
