"""A database with every migration and nothing in it, made once and copied: migrating takes longer than most test files.

That migrations make what the models say, on both databases, and from the oldest version, is for tests of their own
(tests/upgrade, the journey of a new province): no test here leans on the copy for it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# What our settings read; `make` itself sets a PORT.
OURS = ("BRINK_", "DATABASE_URL", "PORT")


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a site with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**kept, "PYTHONPATH": path, "BRINK_DATA": str(data), **settings}


def _steps() -> str:
    """Return a short name for all that makes the tables: migrations, and what they are written with."""
    source = ROOT / "src"
    said = hashlib.sha256()
    for one in sorted([*source.rglob("migrations/0*.py"), *(source / "brink" / "foundation").rglob("*.py")]):
        said.update(f"{one.relative_to(ROOT)} {one.stat().st_size} ".encode())
        said.update(one.read_bytes())
    return said.hexdigest()[:12]


@contextmanager
def _once(name: str) -> Iterator[tuple[Path, bool]]:
    """Yield a folder that all processes of a run share, one at a time, and whether it was filled before."""
    folder = Path(os.environ["BRINK_DATA"]) / f"{name}-{_steps()}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, (folder / "done").exists()
        (folder / "done").touch()


def _migrate(folder: Path, **settings: str) -> None:
    command = [sys.executable, "-m", "brink.cli", "migrate"]
    subprocess.run(command, env=environment(folder, **settings), check=True, capture_output=True)


def migrated() -> Path:
    """Return a file of SQLite with every migration and nothing in it."""
    with _once("migrated") as (folder, filled):
        if not filled:
            _migrate(folder)
    return folder / "brink.sqlite3"


def _second(link: Any) -> str:
    """Return the name of a database of PostgreSQL with every migration and nothing in it."""
    from psycopg import sql

    made = f"migrated_{_steps()}"
    with _once("migrated-second") as (folder, _filled):
        # Of each run its own server: what an earlier one had is not there.
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made]).fetchone() is None:
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made)))
            url = os.environ["DATABASE_URL"].replace("/postgres?", f"/{made}?")
            _migrate(folder, DATABASE_URL=url, BRINK_POOL="0")
    return made


def fill(database: Any) -> None:
    """Put the tables in the database that tests are about to open, under the name that they will open."""
    name = database.creation._get_test_db_name()
    if database.vendor == "sqlite":
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{end}").unlink(missing_ok=True)
        shutil.copy(migrated(), name)
        return
    from psycopg import connect, sql

    with connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        template, mine = sql.Identifier(_second(link)), sql.Identifier(name)
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(mine))
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(mine, template))


@contextmanager
def another() -> Iterator[str]:
    """Yield the address of a database of its own on the server of this run, with every migration and nothing in it."""
    from psycopg import connect, sql

    asked = os.environ["DATABASE_URL"]
    name = f"another_{os.getpid()}"
    mine = sql.Identifier(name)
    with connect(asked, autocommit=True) as link:
        template = sql.Identifier(_second(link))
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(mine, template))
        try:
            yield asked.replace("/postgres?", f"/{name}?")
        finally:
            link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(mine))


def main() -> None:
    """Make what tests begin with, before they ask: on PostgreSQL where there is a DATABASE_URL."""
    if "DATABASE_URL" not in os.environ:
        migrated()
        return
    from psycopg import connect

    with connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        _second(link)


if __name__ == "__main__":
    main()
