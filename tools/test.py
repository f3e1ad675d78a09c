"""`make test`: every check in order, quickest first; says at the end what ran and how long it took."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from postgres import find_binaries, server

ROOT = Path(__file__).parent.parent
BIN = ROOT / ".venv" / "bin"
CHROMIUM = Path("/usr/bin/chromium")


def ensure_browser() -> None:
    """Install Debian's Chromium when it is missing and we may; the browser tests say so when it is not there."""
    if CHROMIUM.exists() or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet)


def main() -> int:
    """Run all checks; return the first exit code that is not 0."""
    ensure_browser()
    environment = {**os.environ, "BRINK_DATA": tempfile.mkdtemp(prefix="brink-test-"), "PYTHONHASHSEED": "0"}
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A third of the time goes to waiting for the browser, so one worker more than there are cores keeps both busy.
    workers = str((os.cpu_count() or 1) + 1)
    pytest = [str(BIN / "python"), "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", "-p", "no:cacheprovider"]
    pytest += ["--durations", "12"]
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("ruff", [str(BIN / "ruff"), "check", "--no-cache", "src", "tests", "tools", "conftest.py"], {}),
        ("imports", [str(BIN / "lint-imports"), "--no-cache"], {}),
        ("types", [str(BIN / "mypy"), "--no-error-summary"], {}),
        ("tests on SQLite", pytest, {}),
    ]
    failed: list[str] = []
    report: list[str] = []

    def run(name: str, command: list[str], extra: dict[str, str]) -> None:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, env={**environment, **extra}).returncode
        report.append(f"{name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
        if code:
            failed.append(name)

    for name, command, extra in steps:
        run(name, command, extra)
    binaries = find_binaries()
    if binaries is None:
        report.append("tests on PostgreSQL: left out, no PostgreSQL on this machine")
    else:
        with server(binaries) as url:
            # What needs no database was run above; the rest runs again on the other one.
            rooms = [f"src/brink/{room}" for room in ("domain", "instruments", "web", "site")]
            command = [*pytest, "-m", "not browser", *rooms, "tests"]
            command += ["--ignore=tests/architecture", "--ignore=tests/test_third_instrument.py"]
            run("tests on PostgreSQL", command, {"DATABASE_URL": url, "BRINK_POOL": "0"})
    print("\n".join(["", *report]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
