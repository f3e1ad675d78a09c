"""`make quick`: lint, types and the tests of what changed, in two minutes on two cores; `make test` runs the rest.

What changed: since `main`, or on `main` itself since the commit before, with what is not committed yet. A file of an
app asks for the tests of that app, one of `tests` for its folder; the rules over the source run always. No browser.
What was changed last comes first, and what the clock leaves out is named.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from test import BIN, METHODS, ROOT, WITHOUT_DJANGO, methods_alone

SECONDS = 120
ALWAYS = "tests/architecture"
# The folder whose tests a file asks for.
_PLACES = (
    re.compile(r"src/brink/(?:domain|instruments|registers)/\w+"),
    re.compile(r"src/brink/methods/\w+(?=/)"),
    re.compile(r"src/brink/\w+(?=/)"),
    re.compile(r"tests/(?:test_\w+\.py|\w+(?=/))"),
)


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed() -> list[str]:
    """Return the files that changed, those that are not committed first."""
    here = _git("rev-parse", "HEAD")
    before = "HEAD~1" if here == _git("rev-parse", "main") else "main"
    loose = [line[3:].split(" -> ")[-1].strip('"') for line in _git("status", "--porcelain", "-uall")]
    return list(dict.fromkeys([*loose, *_git("diff", "--name-only", f"{before}...HEAD")]))


def places(files: list[str]) -> list[str]:
    """Return the folders and files of tests that these files ask for, in the same order."""
    found = [next((hit[0] for one in _PLACES if (hit := one.match(file))), "") for file in files]
    asked = [one for one in dict.fromkeys(found) if one and _has_tests(ROOT / one)]
    return [one for one in asked if one != ALWAYS]


def _has_tests(place: Path) -> bool:
    return place.is_file() or any(place.rglob("test_*.py"))


def _run(name: str, command: list[str], until: float) -> str:
    """Run one check till the clock says so; return what to say of it."""
    started = time.monotonic()
    if until <= started:
        return f"{name}: LEFT OUT, no time"
    print(f"== {name}", flush=True)
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        code: int | None = process.wait(timeout=until - started)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        process.wait()
        code = None
    said = "ok" if code in (0, 5) else "CUT OFF by the clock" if code is None else "FAILED"
    return f"{name}: {said} in {time.monotonic() - started:.0f} s"


def main() -> int:
    """Run the checks; return 1 when one failed or was cut off."""
    until = time.monotonic() + SECONDS
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["PYTHONHASHSEED"] = "0"
    asked = places(changed())
    print("changed:", ", ".join(asked) or "nothing that has tests of its own")
    methods = [one for one in asked if one.startswith(METHODS)]
    others = [one for one in asked if one not in methods]
    cores = str(os.cpu_count() or 1)
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", cores, "--dist", "worksteal", "-m", "not browser"]
    with tempfile.TemporaryDirectory(prefix="brink-quick-", ignore_cleanup_errors=True) as data:
        os.environ["BRINK_DATA"] = data
        said = [
            _run("ruff", [str(BIN / "ruff"), "check", "src", "tests", "tools", "conftest.py"], until),
            _run("imports", [str(BIN / "lint-imports")], until),
            _run("unused code", [str(BIN / "python"), "tools/unused.py"], until),
            _run("templates", [str(BIN / "python"), "tools/templates.py"], until),
        ]
        with ThreadPoolExecutor() as beside:
            # With the cache of the run before, this takes seconds.
            types = beside.submit(_run, "types", [str(BIN / "mypy"), "--no-error-summary"], until)
            said.append(_run("rules over the source", [str(BIN / "python"), *tests, ALWAYS], until))
            if methods:
                said.append(_run("methods", [str(WITHOUT_DJANGO), *tests, *methods_alone(methods)], until))
            if others:
                said.append(_run("tests of what changed", [str(BIN / "python"), *tests, *others], until))
            said.append(types.result())
    print("\n".join(["", *said]))
    return 0 if all(": ok" in one for one in said) else 1


if __name__ == "__main__":
    sys.exit(main())
