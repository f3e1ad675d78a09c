"""`make test`: every check, the quickest first; says at the end what ran and how long it took.

With `BRINK_EXHAUSTIVE=1` (`make exhaustive`) the walks over registers take all their members instead of a seeded
sample; each run of tests ends with a table of what was walked.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from postgres import find_binaries, server

ROOT = Path(__file__).parent.parent
BIN = ROOT / ".venv" / "bin"
METHODS = "src/brink/methods"
MEMORY_NEEDED = 3 * 2**30
WITHOUT_DJANGO = ROOT / ".venv-methods" / "bin" / "python"


def ensure_browser() -> None:
    """Install Debian's Chromium without windows when it is missing and we may; where there is none, the whole one.

    The browser tests say so when neither is there.
    """
    if shutil.which("chromium-headless-shell") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    if subprocess.run([*install, "chromium-headless-shell"], **quiet).returncode and not shutil.which("chromium"):
        subprocess.run([*install, "chromium"], **quiet)


def pytest(*arguments: str, python: Path = BIN / "python") -> list[str]:
    """Return the command for a run of tests, a worker for each core: more of them, or two runs at once, are slower."""
    spread = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal", "-p", "no:cacheprovider", "--durations", "12"]
    return [str(python), "-m", "pytest", "-q", *spread, *arguments]


def methods_alone(places: list[str]) -> list[str]:
    """Return the arguments with which the tests of methods run where Django is not."""
    return ["-c", "tools/methods.ini", "--rootdir", ".", "--confcutdir", ".", *places]


def postgres_arguments() -> list[str]:
    """Return what may run on PostgreSQL too: all that asks the database, without what a browser does.

    Of these runs what databases do in their own way, and a share of the rest (`tests/sampling.py`).
    """
    skipped = [METHODS, "src/brink/ui", "tests/architecture", "tests/test_added_folders.py"]
    return ["-m", "not browser", *(f"--ignore={one}" for one in skipped)]


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """Start PostgreSQL where there is one; yield the settings with which tests run on it, else none."""
    binaries = find_binaries()
    if binaries is None:
        yield {}
        return
    with server(binaries) as url:
        yield {"DATABASE_URL": url, "BRINK_POOL": "0", "BRINK_SECOND_DATABASE": "1"}


def quick_place() -> str | None:
    """Return a folder in memory when there is one with room: sites of tests wait for no disk there. None: the usual."""
    memory = Path("/dev/shm")  # noqa: S108  a fresh folder in it, for its owner alone
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_NEEDED
    return str(memory) if roomy else None


def main() -> int:
    """Run all checks; return 1 when one of them failed."""
    place = quick_place()
    with tempfile.TemporaryDirectory(prefix="brink-test-", dir=place, ignore_cleanup_errors=True) as data:
        return run_all(data)


def run_all(data: str) -> int:
    """Run all checks, with a folder for what tests write; return 1 when one of them failed."""
    # A proxy and a database that tests start work as somebody of their own, and pass through it to theirs.
    Path(data).chmod(0o711)
    environment = {**os.environ, "BRINK_DATA": data, "TMPDIR": data, "PYTHONHASHSEED": "0"}
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nine processes start in a run, and each would compile Django anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    failed: list[str] = []
    report: list[str] = []

    def run(name: str, command: list[str], extra: dict[str, str] | None = None, place: Path = ROOT) -> None:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=place, env={**environment, **(extra or {})}).returncode
        report.append(f"{name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
        if code:
            failed.append(name)

    run("ruff", [str(BIN / "ruff"), "check", "--no-cache", "src", "tests", "tools", "conftest.py"])
    run("imports", [str(BIN / "lint-imports"), "--no-cache"])
    run("unused code", [str(BIN / "python"), "tools/unused.py"])
    run("templates", [str(BIN / "python"), "tools/templates.py"])
    sys.path.append(str(ROOT))
    from tests.added_folders import add_to_copy

    house = add_to_copy(Path(data) / "house")
    inside = {"PYTHONPATH": f"{house / 'src'}:{house}", "BRINK_ADDED_FOLDERS": "1"}
    with database() as second:
        make = [str(BIN / "python"), "-m", "tests.tables_ready"]
        with ThreadPoolExecutor() as beside:
            # None of these keeps two cores at work.
            others = [
                beside.submit(ensure_browser),
                beside.submit(run, "types", [str(BIN / "mypy"), "--no-error-summary"]),
                beside.submit(run, "tables that tests begin with", make, inside, house),
            ]
            if second:
                others.append(beside.submit(run, "the same on PostgreSQL", make, second))
            run("tests of the methods, without Django", pytest(*methods_alone([METHODS]), python=WITHOUT_DJANGO))
            for one in others:
                one.result()
        run("tests on SQLite, in a house with three folders more", pytest(f"--ignore={METHODS}"), inside, house)
        if second:
            run("tests on PostgreSQL", pytest(*postgres_arguments()), second)
        else:
            report.append("tests on PostgreSQL: left out, no PostgreSQL on this machine")
    print("\n".join(["", *report]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
