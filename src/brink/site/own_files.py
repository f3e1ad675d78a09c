"""Files of the site are for whoever runs it: no other user of the machine reads database, outbox, uploads or keys."""

import os
from pathlib import Path

UMASK = 0o077


def keep_private() -> None:
    """Let whatever this process and its children make be readable by their own user alone."""
    os.umask(UMASK)


def own_folder(folder: Path) -> None:
    """Make a folder of the site, and close it to others, also when it was made before or by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)
        for path in _files_of(folder):
            if path.stat().st_mode & UMASK:
                path.chmod(0o700 if path.is_dir() else 0o600)


def _files_of(folder: Path) -> list[Path]:
    # Not what is made of the source alone: static files may be served by another program.
    found = [path for path in folder.iterdir() if path.name not in ("static", "static.mark") and not path.is_symlink()]
    inside = [path for one in found if one.is_dir() for path in one.rglob("*") if not path.is_symlink()]
    return [path for path in (*found, *inside) if path.stat().st_uid == os.getuid()]
