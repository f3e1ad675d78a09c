"""Files of the site are for whoever runs it: no other user of the machine reads database, outbox, uploads or keys."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

UMASK = 0o077
PUBLIC = ("static", "static.mark")


def keep_private() -> None:
    """Let whatever this process and its children make be readable by their own user alone."""
    os.umask(UMASK)


def own_folder(folder: Path) -> None:
    """Make a folder of the site, and close it to others, also when it was made before or by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)
        # What another process puts away meanwhile (a journal of the database, an upload half done) needs no closing.
        for path in _inside(folder):
            with suppress(FileNotFoundError):
                _close(path)


def _close(path: Path) -> None:
    found = path.lstat()
    if found.st_uid == os.getuid() and found.st_mode & UMASK and not stat.S_ISLNK(found.st_mode):
        path.chmod(0o700 if stat.S_ISDIR(found.st_mode) else 0o600)


def _inside(folder: Path) -> Iterator[Path]:
    # Not what is made of the source alone: static files may be served by another program. `os.walk` steps over
    # a folder that is gone by the time it gets there.
    for where, folders, files in os.walk(folder):
        if Path(where) == folder:
            folders[:], files = ([name for name in names if name not in PUBLIC] for names in (folders, files))
        yield from (Path(where) / name for name in (*folders, *files))
