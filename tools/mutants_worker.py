"""The part of `mutants.py` that runs inside pytest, as a plugin: one process that has Django and a database ready.

Its task is a file of JSON named by BRINK_MUTANTS. `see`: run tests with a probe before every statement of the deciding
files, and write down which tests came where. `try`: for each mistake, fork, put the mistaken code in the place of the
functions as they are in memory, and run the tests that come there until one fails; nothing is imported or migrated
again. `whole`: what only works out at import (a rule that is registered, the roles of an act) is mistaken before Django
starts, in a process of its own.
"""

from __future__ import annotations

import ast
import builtins
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from mistakes import Probes, mistaken

ROOT = Path(__file__).parent.parent
TASK: dict[str, Any] = json.loads(Path(os.environ["BRINK_MUTANTS"]).read_text())
SPARE = 30
"""Seconds of computing that a mistake gets above four times what its tests take; then it counts as noticed."""

_seen: set[tuple[int, int]] = set()
_shared: dict[str, set[tuple[int, int]]] = {}
builtins.__seen__ = _seen.add  # type: ignore[attr-defined]


def tree_of(file: str) -> ast.Module:
    """Return a file of the project as Python reads it."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def _changed(file: str) -> ast.Module | None:
    if TASK["mode"] == "see" and file in TASK["files"]:
        return ast.fix_missing_locations(Probes(TASK["files"].index(file)).visit(tree_of(file)))
    if TASK["mode"] == "whole" and file == TASK["file"]:
        return mistaken(tree_of(file), TASK["number"])[0]
    return None


_get_code = SourceFileLoader.get_code


def _read(loader: SourceFileLoader, name: str) -> CodeType | None:
    path = Path(loader.path)
    tree = _changed(str(path.relative_to(ROOT))) if path.is_relative_to(ROOT) else None
    return _get_code(loader, name) if tree is None else compile(tree, loader.path, "exec", dont_inherit=True)


SourceFileLoader.get_code = _read  # type: ignore[method-assign, assignment]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Iterator[None]:
    """What a fixture for a whole module does, every test of the module stands on."""
    before = set(_seen)
    result = yield
    if fixturedef.scope != "function":
        _shared.setdefault(str(request.node.nodeid), set()).update(_seen - before)
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Do the task instead of running all tests once."""
    if TASK["mode"] == "whole":
        return None
    if session.testsfailed:
        raise SystemExit("the tests cannot be collected")
    (_see if TASK["mode"] == "see" else _try)(session.items)
    return True


def _write(line: dict[str, Any]) -> None:
    with Path(TASK["out"]).open("a") as out:
        out.write(json.dumps(line) + "\n")


def _run(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run a test; tell whether it did not fail."""
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    item.session.shouldfail = False
    return item.session.testsfailed == before


def _see(items: list[pytest.Item]) -> None:
    _write({"start": sorted(_seen)})
    # A module comes in parts: tests that commit run after all that do not.
    sizes = Counter(item.nodeid.split("::")[0] for item in items)
    tests: dict[str, Any] = {}
    for item, following in zip(items, [*items[1:], None], strict=True):
        _seen.clear()
        started = time.process_time()
        good = _run(item, following)
        lines = sorted(_seen)
        tests[item.nodeid] = {"seconds": round(time.process_time() - started, 3), "lines": lines, "good": good}
        module = item.nodeid.split("::")[0]
        if following is None or following.nodeid.split("::")[0] != module:
            shared = set().union(*(_shared.get(name, set()) for name in (module, "")))
            for name, one in tests.items():
                one["lines"] = sorted({*one["lines"], *shared}) if name.startswith(module) else one["lines"]
            _write({"module": module, "hash": TASK["hashes"].get(module, ""), "of": sizes[module], "tests": tests})
            tests = {}
            _shared.clear()


def _try(items: list[pytest.Item]) -> None:
    by_id = {item.nodeid: item for item in items}
    first = next(item for item in items if item.nodeid.startswith(TASK["first"]))
    # Outside `src`, so that what stays set up belongs to every test.
    far = next(item for item in items if item.nodeid.startswith("tests/"))
    if not _run(first, far):  # makes the database, and leaves it to all forks
        raise SystemExit(f"{first.nodeid} fails without any mistake")
    clean = _put_aside()
    sound: dict[str, bool] = {}
    for job in TASK["jobs"]:
        started, failed, left = time.monotonic(), None, [name for name in job["tests"] if name in by_id]
        while left:
            failed = _in_fork([by_id[name] for name in left], far, job, clean)
            if failed == "at import":
                failed = _whole(job, left, clean)
            if failed is None or failed.startswith("time"):
                break
            if failed not in sound:
                sound[failed] = failed not in by_id or _in_fork([by_id[failed]], far, None, clean) is None
            if sound[failed]:
                break
            left, failed = [name for name in left if name != failed], None
        ran = {} if failed else {"ran": [*job["ran"], *left]}
        _write({**{key: job[key] for key in ("file", "number", "what", "wide")}, "by": failed, "tests": len(left),
                "took": round(time.monotonic() - started, 1), **ran})  # fmt: skip


def _database() -> Path:
    from django.db import connections

    connections.close_all()
    return Path(connections.settings["default"]["NAME"])


def _put_aside() -> Path:
    """Keep the database as it was made; every fork gets a copy of its own."""
    made = _database()
    return Path(shutil.copy(made, made.with_suffix(".clean")))


def _in_fork(items: list[pytest.Item], far: pytest.Item, job: dict[str, Any] | None, clean: Path) -> str | None:
    """Run tests in a fork, with a mistake or without; return the name of the first that fails, or why there is none."""
    told = clean.with_suffix(".failed")
    told.unlink(missing_ok=True)
    seconds = SPARE + 4 * (job["seconds"] if job else 60)
    child = os.fork()
    if not child:
        code = 3
        try:
            code = _forked(items, far, job, clean, told, int(seconds))
        finally:
            os._exit(code)
    until = time.monotonic() + 8 * seconds
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        time.sleep(0.05)
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
    status = ended[1]
    if os.WIFSIGNALED(status):
        return "time"
    return {0: None, 9: "at import"}.get(os.WEXITSTATUS(status), told.read_text() if told.exists() else "died")


def _forked(
    items: list[pytest.Item], far: pytest.Item, job: dict[str, Any] | None, clean: Path, told: Path, seconds: int
) -> int:
    os.setsid()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    from django.db import connections

    own = _database()
    for rest in ("-wal", "-shm"):
        Path(f"{own}{rest}").unlink(missing_ok=True)
    shutil.copy(clean, own)
    connections.close_all()
    if job and (not job["home"] or not _put_in(job["file"], job["number"])):
        return 9
    for item, following in zip(items, [*items[1:], far], strict=True):
        if not _run(item, following):
            told.write_text(item.nodeid)
            return 1
    return 0


def _put_in(file: str, number: int) -> bool:
    """Let the functions that are in memory do what the mistaken source says; tell whether there were any."""
    path, tree = str(ROOT / file), tree_of(file)
    right, wrong = (compile(one, path, "exec", dont_inherit=True) for one in (tree, mistaken(tree, number)[0]))
    instead = {old: new for old, new in _pairs(right, wrong) if old.co_name != "<module>"}
    made = [one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename == path]
    found = [one for one in made if one.__code__ in instead]
    try:
        for one in found:
            one.__code__ = instead[one.__code__]
    except ValueError:  # it closes over other names than before
        return False
    return bool(found)


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the code objects that differ, outermost first, beside what comes in their place."""
    if old != new:
        yield old, new
    inside = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)]
    if [one.co_name for one in inside[0]] == [one.co_name for one in inside[1]]:
        for pair in zip(*inside, strict=True):
            yield from _pairs(*pair)


def _whole(job: dict[str, Any], tests: list[str], clean: Path) -> str | None:
    """Run tests in a process of their own with the mistake in the source; return the first that fails, if any."""
    data = clean.parent / "whole"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    shutil.copy(clean, data / clean.with_suffix(".sqlite3").name)
    task = data / "task.json"
    task.write_text(json.dumps({"mode": "whole", "file": job["file"], "number": job["number"]}))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "mutants_worker"]
    environment = {**os.environ, "BRINK_MUTANTS": str(task), "BRINK_DATA": str(data)}
    # Computing, not waiting: the machine may be busy.
    seconds = int(3 * SPARE + 4 * job["seconds"])
    ran = subprocess.run(
        ["bash", "-c", f'ulimit -t {seconds}; exec "$@"', "limited", *command, "--reuse-db", "-rfE", *tests],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if ran.returncode == 0:
        return None
    if ran.returncode < 0:
        return "time"
    named = [line.split(" - ")[0].split(maxsplit=1)[1] for line in ran.stdout.splitlines()
             if line.startswith(("FAILED ", "ERROR "))]  # fmt: skip
    return named[0] if named else f"at import: {(ran.stdout + ran.stderr)[-200:]}"
