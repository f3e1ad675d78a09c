"""The part of `mutants.py` that is about code on Django: which files, which tests for which mistake, and the account.

First every test is run once with probes, to know which statements it comes to; that is kept in `var/mutants` for each
file of tests until it or a deciding file changes. A mistake is then tried on the tests that come to its statement,
those of its own app first, the quickest first, up to a bound of seconds; what lives on meets the others that come
there, of the whole suite, up to `WIDE` seconds. A mistake that no test comes to is not noticed. Tests that start
processes of their own are left out, so the share is rather too low than too high. Results are written one by one, and
a run that was broken off goes on where it was. Tests of the architecture read the source, and are not among them.
`--bare` prints the statements to which no test comes at all, of every file and not of a sample.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mistakes import home, mistaken, places

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "mutants"
BRINK = "src/brink"
APPS = ("domain", "instruments", "registers")
# What decides in an app, wherever in it: the slots of docs/structure.md, which tests/architecture/test_slots.py keeps.
SLOTS = (
    *("services.py", "services/*.py", "states.py", "steps.py", "permissions.py", "visibility_rules.py"),
    *("publication_checks.py", "*_findings.py", "round_settings.py"),
)
# What decides under a name of its own: who may, what counts, which words may be read.
OWN = (
    *("domain/framework/instrument_fit.py", "domain/people/periods.py", "domain/places/name_matching.py"),
    *("domain/processes/queries/level_fits.py", "domain/processes/dates.py", "domain/contributions/landing_modes.py"),
    *("instruments/dialogue/cells.py", "instruments/dialogue/editions.py", "instruments/dialogue/statement_text.py"),
    *("instruments/dialogue/readable_statements.py", "instruments/dialogue/next_statement.py"),
)
# What decides for all apps: the kernel of acts, the two kits, visibility and the counts that may be told.
KERNEL = (
    *("domain/journal/acts.py", "domain/people/attempts.py", "domain/participation/counting.py"),
    *("domain/participation/sessions.py", "domain/records/making.py", "foundation/disclosure.py"),
    *("foundation/locks.py", "foundation/permissions.py", "foundation/visibility.py", "foundation/codes.py"),
)
# The whole suite, so that what only another app's tests would notice is noticed. Left out: what reads the source or
# a set-up and not what the code does, folders that only a copy of the tree has, and what asks other processes, which
# run the code as it is in its files.
TESTS = ("src/brink", "tests")
NOT_ASKED = ("src/brink/methods", "tests/architecture", "tests/deploy", "tests/trial", "tests/upgrade")
ELSEWHERE = (
    *("test_two_workers.py", "test_behind_tls.py", "test_rotation.py", "test_bad_instruments.py"),
    *("test_commands.py", "test_keyring.py"),
)

WIDE = 120
"""Seconds of tests that a mistake meets before it counts as not noticed."""

# Always there: tests that ask for the database, and one in another folder altogether.
MAKES_DATABASE, FAR = "src/brink/domain/people/tests/test_roles.py", "tests/test_round_door.py"


def deciding() -> list[str]:
    """Return the files in which mistakes are made."""
    found = {path for app in APPS for name in SLOTS for path in (ROOT / BRINK / app).glob(f"*/**/{name}")}
    found |= {ROOT / BRINK / name for name in (*OWN, *KERNEL)}
    found = {path for path in found if path.name != "__init__.py" and "tests" not in path.parts[-3:]}
    return sorted(str(path.relative_to(ROOT)) for path in found)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def modules() -> dict[str, str]:
    """Return the files of tests, each with a digest of what stands in it."""
    found = (path for place in TESTS for path in sorted((ROOT / place).rglob("test_*.py")))
    asked = (path for path in found if path.name not in ELSEWHERE)
    outside = {ROOT / place for place in NOT_ASKED}
    return {str(path.relative_to(ROOT)): _digest(path) for path in asked if outside.isdisjoint(path.parents)}


class Seen:
    """Which tests come to which statement."""

    def __init__(self, files: list[str]) -> None:
        self.files, self.hashes = files, modules()
        whole = hashlib.sha256("".join(f"{name} {_digest(ROOT / name)}\n" for name in files).encode()).hexdigest()
        self.folder = KEPT / whole[:16]
        self.folder.mkdir(parents=True, exist_ok=True)
        self._read()

    def _read(self) -> None:
        self.start: set[tuple[int, int]] = set()
        known: dict[str, dict[str, Any]] = {}
        sizes: dict[str, int] = {}
        for path in sorted(self.folder.glob("seen*.jsonl")):
            for line in path.read_text().splitlines():
                record = json.loads(line)
                if "start" in record:
                    self.start |= {(file, at) for file, at in record["start"]}
                elif self.hashes.get(record["module"]) == record["hash"]:
                    known.setdefault(record["module"], {}).update(record["tests"])
                    sizes[record["module"]] = record["of"]
        self.modules = {name for name, tests in known.items() if len(tests) == sizes[name]}
        self.seconds = {name: one["seconds"] for tests in known.values() for name, one in tests.items() if one["good"]}
        self.at: dict[tuple[int, int], set[str]] = {}
        for tests in known.values():
            for name in tests.keys() & self.seconds.keys():
                for file, line in tests[name]["lines"]:
                    self.at.setdefault((file, line), set()).add(name)

    def look(self, workers: int) -> None:
        """Run what was not seen yet."""
        missing = [name for name in self.hashes if name not in self.modules]
        if missing:
            print(f"looking which tests come where: {len(missing)} files of tests", file=sys.stderr, flush=True)
            task = {"mode": "see", "files": self.files, "hashes": self.hashes}
            _workers([(task, missing[at::workers], self.folder / f"seen{at}.jsonl") for at in range(workers)])
            self._read()

    def tests(self, file: str, line: int, bound: float) -> list[str]:
        """Return the tests for a mistake in the statement on this line (0: what works out at import)."""
        number, own = self.files.index(file), "/".join(file.split("/")[:4]) + "/"
        found = self.at.get((number, line), set()) if line else set()
        if not line or (number, line) in self.start:
            came = [tests for (one, _at), tests in self.at.items() if one == number]
            found = set().union(found, *came, (name for name in self.seconds if name.startswith(own)))
        ordered = sorted(found, key=lambda name: (not name.startswith(own), self.seconds[name], name))
        kept, spent = [], 0.0
        for name in ordered:
            spent += self.seconds[name]
            if spent > bound and kept:
                break
            kept.append(name)
        return kept


def _workers(tasks: list[tuple[dict[str, Any], list[str], Path]]) -> None:
    """Run pytest once for each task, beside each other."""
    with tempfile.TemporaryDirectory(prefix="brink-mutants-", ignore_cleanup_errors=True) as folder:
        running = []
        for at, (task, places_of_tests, out) in enumerate(tasks):
            data = Path(folder) / str(at)
            data.mkdir()
            (data / "task.json").write_text(json.dumps({**task, "out": str(out)}))
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "mutants_worker"]
            command += ["-m", "not browser", "--tb=short", *places_of_tests]
            paths = f"{ROOT / 'tools'}{os.pathsep}{ROOT / 'src'}"
            environment = {**os.environ, "BRINK_MUTANTS": str(data / "task.json"), "BRINK_DATA": str(data / "data")}
            environment |= {"PYTHONPATH": paths, "DATABASE_URL": "", "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
            log = (KEPT / f"{out.stem}-{at}.log").open("w")
            running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))
        for one in running:
            one.wait()


def drawn(files: list[str], count: int, seed: int) -> tuple[list[tuple[str, int]], int]:
    """Return the mistakes that this seed draws, each possible one as likely as another, and how many are possible."""
    every = [(name, at) for name in files for at in range(len(list(places(_tree(name)))))]
    return random.Random(seed).sample(every, min(count, len(every))), len(every)


def _tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def _jobs(
    sample: list[tuple[str, int]], seen: Seen, bound: float, done: dict[tuple[str, int], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for file, number in sample:
        ran = done.get((file, number), {}).get("ran", [])
        tree = _tree(file)
        line = home(tree, number)
        at_start = not line or (seen.files.index(file), line) in seen.start
        tests = [name for name in seen.tests(file, line, bound) if name not in ran]
        yield {"file": file, "number": number, "what": mistaken(tree, number)[1], "home": 0 if at_start else line,
               "wide": bound, "tests": tests, "ran": ran,
               "seconds": sum(seen.seconds[name] for name in tests)}  # fmt: skip


def bare(files: list[str], seen: Seen) -> bool:
    """Print every statement to which no test comes, whatever was drawn: each mistake there would be missed."""
    found = []
    for number, file in enumerate(files):
        for function in (one for one in ast.walk(_tree(file)) if isinstance(one, ast.FunctionDef)):
            for one in ast.walk(function):
                if isinstance(one, ast.stmt) and one is not function and not isinstance(one, ast.FunctionDef):
                    is_text = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
                    if not is_text and (number, one.lineno) not in seen.at and (number, one.lineno) not in seen.start:
                        found.append(f"  {file.removeprefix(BRINK + '/')}:{one.lineno}: {ast.unparse(one)[:100]}")
    print(f"domain: {len(found)} statements to which none of {len(seen.modules)} files of tests comes")
    for line in dict.fromkeys(found):
        print(" ".join(line.splitlines()[:1]))
    return not found


def results(path: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what was found until now of each mistake; what was found last counts."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {(one["file"], one["number"]): one for one in map(json.loads, lines)}


def measured(asked: argparse.Namespace, floor: float) -> bool:
    """Draw, try what was not tried yet, and print; tell whether the tests notice enough."""
    files = deciding()
    seen = Seen(files)
    sample, possible = drawn(files, asked.count, asked.seed)
    print(f"domain: {len(sample)} of {possible} possible mistakes, seed {asked.seed}", file=sys.stderr, flush=True)
    if not asked.known:
        seen.look(asked.workers)
    if asked.bare:
        return bare(files, seen)
    out = seen.folder / f"seed{asked.seed}.jsonl"
    for bound in (asked.seconds, WIDE):
        _try(sample, seen, bound, asked, out)
    return told(sample, results(out), possible, asked.seed, floor)


def _try(sample: list[tuple[str, int]], seen: Seen, bound: float, asked: argparse.Namespace, out: Path) -> None:
    """Try what was not tried yet within this bound, but for what was noticed already."""
    done = results(out)
    again = {one for one, found in done.items() if found["by"] is None and (asked.again or found["wide"] < bound)}
    jobs = list(_jobs([one for one in sample if one not in done or one in again], seen, bound, done))
    for job in [job for job in jobs if not job["tests"]]:
        with out.open("a") as lines:
            lines.write(json.dumps({**job, "by": None, "tests": len(job["ran"])}) + "\n")
    # What asks for a process of its own takes minutes, and comes last.
    jobs = sorted((job for job in jobs if job["tests"]), key=lambda job: not job["home"])
    task = {"mode": "try", "first": MAKES_DATABASE}
    spread = [jobs[at :: asked.workers] for at in range(asked.workers)]
    _workers([({**task, "jobs": part}, _files(part), out) for part in spread if part])


def _files(jobs: list[dict[str, Any]]) -> list[str]:
    return sorted({name.split("::")[0] for job in jobs for name in job["tests"]} | {MAKES_DATABASE, FAR})


def told(
    sample: list[tuple[str, int]], found: dict[tuple[str, int], dict[str, Any]], possible: int, seed: int, floor: float
) -> bool:
    """Print the share that was noticed and each that was not; tell whether it is enough."""
    tried = [found[one] for one in sample if one in found]
    missed = sorted((one for one in tried if one["by"] is None), key=lambda one: (one["file"], one["what"]))
    share = 1 - len(missed) / max(1, len(tried))
    what = f"{share:.0%} of {len(tried)} mistakes noticed, seed {seed} ({possible} are possible)"
    print(f"domain: {what}; floor {floor:.0%}")
    for one in missed:
        met = len(one["ran"]) if one.get("ran") else one["tests"]
        print(f"  {one['file'].removeprefix(BRINK + '/')}:{one['what']}   ({met} tests come there)")
    if len(tried) < len(sample):
        print(f"  {len(sample) - len(tried)} were not tried: run it again to go on")
    return share >= floor and len(tried) == len(sample)
