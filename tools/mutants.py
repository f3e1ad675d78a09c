"""Does a test fail when the code is wrong? A seeded sample of small mistakes, made one at a time.

    python tools/mutants.py [--count 120] [--seed 1] [--workers 2] [PACKAGE...]

A package is one of the methods, or `domain`: services, guards, states, permissions and visibility of the domain, the
instruments, the registers and the kernel below them (`mutants_domain.py`). What a mistake is stands in `mistakes.py`.
For a method its tests and those of its command run on a copy, without Django, until one fails. Prints the share that
some test notices, and every mistake that none does, so that it can be read. Packages for this exist; none takes a
seeded sample, and all mistakes of a package whose tests take half a minute would take days.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import mutants_domain
from mistakes import mistaken, places

ROOT = Path(__file__).parent.parent
METHODS = Path("src/brink/methods")
PYTHON = ROOT / ".venv-methods" / "bin" / "python"
TESTS = {
    "sortition": ("sortition/tests", "files/tests/test_draw_command.py", "files/tests/test_draw_record.py"),
    "budgeting": ("budgeting/tests", "files/tests/test_budget_command.py"),
    "weighting": ("weighting/tests", "files/tests/test_weigh_command.py"),
    "portfolio": ("portfolio/tests", "files/tests/test_portfolio_command.py"),
    "ledger": ("ledger/tests", "files/tests/test_verify_command.py"),
}
DOMAIN = "domain"
FLOOR = 0.85


def noticed(copy_of: Path, package: str, file: Path, source: str, patience: float) -> bool:
    """Tell whether a test fails, or never ends, with this source in the place of the file."""
    target = copy_of / file
    whole = target.read_text(encoding="utf-8")
    target.write_text(source, encoding="utf-8")
    try:
        return run_tests(copy_of, package, patience) != 0
    finally:
        target.write_text(whole, encoding="utf-8")


def run_tests(copy_of: Path, package: str, patience: float) -> int:
    """Run a package's tests in a copy; return the exit code, 1 when they take too long."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    options = ["-x", "-q", "-c", "tools/methods.ini", "--rootdir", ".", "--confcutdir", "."]
    paths = [str(METHODS / name) for name in TESTS[package]]
    command = [str(PYTHON), "-m", "pytest", *options, "-p", "no:cacheprovider", *paths]
    quiet = subprocess.DEVNULL
    ran = subprocess.Popen(command, cwd=copy_of, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return ran.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(ran.pid, signal.SIGKILL)
        ran.wait()
        return 1


def fresh_copy(folder: Path) -> Path:
    """Return a copy of what the tests need."""
    for name in ("src", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def files_of(package: str) -> list[Path]:
    """Return the files of a package in which mistakes are made."""
    made_up = ("generated", "synthetic")
    found = {path for path in (ROOT / METHODS / package).glob("*.py") if path.stem not in made_up}
    return sorted(path.relative_to(ROOT) for path in found if path.name != "__init__.py")


def main() -> int:
    """Measure each package; exit 1 when the tests of one notice too little."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("packages", nargs="*", default=[*TESTS, DOMAIN])
    ask.add_argument("--count", type=int, default=120)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    ask.add_argument("--seconds", type=float, default=15, help="domain: of tests that a mistake meets at first")
    ask.add_argument("--again", action="store_true", help="domain: try once more what was not noticed")
    ask.add_argument("--known", action="store_true", help="domain: do not look anew which tests come where")
    ask.add_argument("--bare", action="store_true", help="domain: only print statements to which no test comes")
    asked = ask.parse_args()
    good = True
    if DOMAIN in asked.packages:
        good = mutants_domain.measured(asked, FLOOR)
    methods = [name for name in asked.packages if name != DOMAIN]
    if not methods:
        return 0 if good else 1
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for worker in range(asked.workers):
            copies.put(fresh_copy(Path(folder) / str(worker)))
        for package in methods:
            good = measured(package, copies, asked) and good
    return 0 if good else 1


def measured(package: str, copies: SimpleQueue[Path], asked: argparse.Namespace) -> bool:
    """Measure one package and print; tell whether its tests notice enough."""
    trees = {file: ast.parse((ROOT / file).read_text(encoding="utf-8")) for file in files_of(package)}
    every = [(file, number) for file, tree in trees.items() for number in range(len(list(places(tree))))]
    started, here = time.monotonic(), copies.get()
    if run_tests(here, package, 1_200):
        raise SystemExit(f"{package}: the tests fail without any mistake")
    copies.put(here)
    patience = 20 + 3 * (time.monotonic() - started)
    sample = random.Random(asked.seed).sample(every, min(asked.count, len(every)))

    def one(mistake: tuple[Path, int]) -> str | None:
        file, number = mistake
        wrong, what = mistaken(trees[file], number)
        copy_of = copies.get()
        try:
            where = file.relative_to("src/brink")
            return None if noticed(copy_of, package, file, ast.unparse(wrong), patience) else f"{where}:{what}"
        finally:
            copies.put(copy_of)

    with ThreadPoolExecutor(asked.workers) as pool:
        missed = []
        for done, what in enumerate(pool.map(one, sample), 1):
            missed += [] if what is None else [what]
            if not done % 10:
                print(f"{package}: {done} of {len(sample)}, {len(missed)} not noticed", file=sys.stderr, flush=True)
    share = 1 - len(missed) / len(sample)
    print(
        f"{package}: {share:.0%} of {len(sample)} mistakes noticed, seed {asked.seed} ({len(every)} are possible);"
        f" floor {FLOOR:.0%}"
    )
    for what in sorted(missed):
        print(f"  {what}")
    sys.stdout.flush()
    return share >= FLOOR


if __name__ == "__main__":
    sys.exit(main())
