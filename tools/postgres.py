"""A throw-away PostgreSQL server on a socket of its own, for one test run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_binaries() -> Path | None:
    """Return the folder with `initdb` and `postgres`, newest version first, or None when there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[-3]))
    return versions[0].parent if versions else None


def _as_user(command: list[str], user: str | None) -> list[str]:
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command] if user else command


@contextmanager
def server(binaries: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server that trusts its socket, yield its DATABASE_URL, and stop exactly that server.

    With `durable` it writes as one that people rely on; tests have no use for that, and it takes time.
    """
    user = None
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        user = next(name for name in ("postgres", "nobody") if any(one.pw_name == name for one in pwd.getpwall()))
    folder = Path(tempfile.mkdtemp(prefix="brink-pg-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "brink", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(_as_user(initdb, user), check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        **({} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
        "max_connections": "60",
        # Tests roll back nearly all they write, so that the figures the planner keeps of its tables mislead it.
        "jit": "off",
        "autovacuum": "off",
    }
    arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = _as_user([str(binaries / "postgres"), "-D", str(data), *arguments], user)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
    try:
        ready = [str(binaries / "pg_isready"), "-h", str(folder), "-U", "brink", "-t", "1"]
        for _ in range(100):
            if subprocess.run(ready, stdout=subprocess.DEVNULL).returncode == 0:
                break
            if process.poll() is not None:
                raise RuntimeError((folder / "log").read_text())
            subprocess.run(["sleep", "0.1"], check=True)
        yield f"postgresql://brink@/postgres?host={folder}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
