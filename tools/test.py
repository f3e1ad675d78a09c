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


def pytest(workers: int, *arguments: str) -> list[str]:
    """Return the command for a run of tests."""
    spread = ["-n", str(workers), "--dist", "worksteal", "-p", "no:cacheprovider", "--durations", "12"]
    return [str(BIN / "python"), "-m", "pytest", "-q", *spread, *arguments]


def postgres_arguments() -> list[str]:
    """Return what runs on PostgreSQL too: all that asks the database, without what a browser or no database does."""
    rooms = [f"src/brink/{room}" for room in ("domain", "instruments", "web", "site")]
    skipped = ["--ignore=tests/architecture", "--ignore=tests/test_third_instrument.py"]
    return ["-m", "not browser", *rooms, "tests", *skipped]


def main() -> int:
    """Run all checks; return 1 when one of them failed.

    The run on PostgreSQL goes beside the one on SQLite: that waits for browsers a third of its time.
    """
    ensure_browser()
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    failed: list[str] = []
    report: list[str] = []

    def apart() -> dict[str, str]:
        return {**environment, "BRINK_DATA": tempfile.mkdtemp(prefix="brink-test-")}

    def told(name: str, code: int, started: float) -> None:
        report.append(f"{name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
        if code:
            failed.append(name)

    def run(name: str, command: list[str]) -> None:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        told(name, subprocess.run(command, cwd=ROOT, env=apart()).returncode, started)

    run("ruff", [str(BIN / "ruff"), "check", "--no-cache", "src", "tests", "tools", "conftest.py"])
    run("imports", [str(BIN / "lint-imports"), "--no-cache"])
    run("types", [str(BIN / "mypy"), "--no-error-summary"])
    binaries = find_binaries()
    if binaries is None:
        run("tests on SQLite", pytest(os.cpu_count() or 1))
        report.append("tests on PostgreSQL: left out, no PostgreSQL on this machine")
    else:
        with server(binaries) as url, tempfile.TemporaryFile("w+") as said:
            settings = {**apart(), "DATABASE_URL": url, "BRINK_POOL": "0"}
            started = time.monotonic()
            beside = subprocess.Popen(
                pytest(1, *postgres_arguments()), cwd=ROOT, env=settings, stdout=said, stderr=subprocess.STDOUT
            )
            run("tests on SQLite", pytest(os.cpu_count() or 1))
            code = beside.wait()
            said.seek(0)
            print("== tests on PostgreSQL", said.read(), sep="\n", flush=True)
            told("tests on PostgreSQL", code, started)
    print("\n".join(["", *report]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
