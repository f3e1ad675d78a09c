"""Back-up and restore: one file with the database, the uploads and the keys, and the way back.

SQLite only: its online back-up copies a database in use. On PostgreSQL the province's own pg_dump does this better.

What people took back after the copy was made must not come back with it. That stands in the erasure list, which lies
beside the database and is no part of the copy (`foundation.erasure_list`); the restored site applies it before it
opens. On PostgreSQL too: `brink migrate` and `brink serve` do it, whichever way the database was put back.
"""

import argparse
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from rich.console import Console

from brink import __version__
from brink.foundation import erasure_list
from brink.foundation.errors import BadInput
from brink.site.keyring import FILE, FORMER_FILE
from brink.site.marks import BACKUP, mark
from brink.site.own_files import own_folder

out = Console(highlight=False, soft_wrap=True)
DATABASE, UPLOADS, MARK = "brink.sqlite3", "uploads", "brink-backup"
KEYS = (FILE, FORMER_FILE)


def _sqlite_only() -> None:
    if connection.vendor != "sqlite":
        raise BadInput("Deze site draait op PostgreSQL. Maak de reservekopie met pg_dump, en bewaar de sleutel apart.")


def backup(arguments: argparse.Namespace) -> int:
    """Write one file from which `restore` makes this site again. Safe while the site runs.

    The keys are in it unless `--without-key`: without them tracking codes and contact details are lost, with them
    whoever has the file can read them. The file is readable by its owner only.
    """
    _sqlite_only()
    target: Path = arguments.file
    data = Path(settings.DATA_DIR)
    if not (data / DATABASE).exists():
        raise BadInput(f"In {data} staat geen database. Noem de juiste map met --data.")
    if target.exists():
        raise BadInput(f"{target} bestaat al. Kies een andere naam.")
    erasure_list.begin()
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as folder:
        copy = Path(folder) / DATABASE
        source, destination = sqlite3.connect(data / DATABASE), sqlite3.connect(copy)
        try:
            source.backup(destination)
        finally:
            destination.close()
            source.close()
        part = Path(folder) / "part"
        stream = os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600), "wb")
        with stream, tarfile.open(fileobj=stream, mode="w:gz") as bundle:
            _add_text(bundle, MARK, f"{__version__}\n")
            bundle.add(copy, DATABASE)
            for key in KEYS:
                if (data / key).exists() and not arguments.without_key:
                    bundle.add(data / key, key)
            if (data / UPLOADS).exists():
                bundle.add(data / UPLOADS, UPLOADS)
        part.rename(target)
    mark(BACKUP)
    out.print(f"Reservekopie gemaakt: {target}")
    out.print(
        f"Bewaar apart, na elke dag opnieuw: {erasure_list.path()}. Zonder die lijst komt terug wat mensen na deze "
        "kopie introkken."
    )
    return 0


def _add_text(bundle: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(text.encode())
    bundle.addfile(entry, io.BytesIO(text.encode()))


def _unpack(bundle: tarfile.TarFile, folder: Path) -> None:
    """Write the files of a back-up, and no link, device or path out of the folder: Python 3.11.2 has no filters yet."""
    for member in bundle:
        target = (folder / member.name).resolve()
        if not target.is_relative_to(folder.resolve()) or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(member.name)
        if member.isdir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        held = bundle.extractfile(member)
        assert held is not None
        with held, target.open("wb") as written:
            shutil.copyfileobj(held, written)


def restore(arguments: argparse.Namespace) -> int:
    """Make a site from a back-up, in an empty data folder; nothing that stands there is overwritten."""
    _sqlite_only()
    source: Path = arguments.file
    data = Path(settings.DATA_DIR)
    if not source.is_file():
        raise BadInput(f"{source} is er niet. Noem het bestand van de reservekopie.")
    if (data / DATABASE).exists():
        raise BadInput(f"In {data} staat al een site. Kies een lege map met --data.")
    listed = _erasures(arguments, data)
    data.mkdir(parents=True, exist_ok=True)
    connection.close()
    with tempfile.TemporaryDirectory(dir=data) as folder:
        try:
            with tarfile.open(source, "r:gz") as bundle:
                _unpack(bundle, Path(folder))
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BadInput(f"{source} is geen hele reservekopie van Brink. Neem een ander bestand.") from error
        found = Path(folder)
        if not (found / MARK).exists() or not (found / DATABASE).exists():
            raise BadInput(f"{source} is geen reservekopie van Brink. Neem een ander bestand.")
        for name in (UPLOADS, *KEYS, DATABASE):
            if (found / name).exists():
                target = data / name
                if target.is_dir():
                    shutil.rmtree(target)
                (found / name).rename(target)
    if listed is not None and listed.resolve() != (data / erasure_list.FILE).resolve():
        shutil.copyfile(listed, data / erasure_list.FILE)
    own_folder(data)
    # In a process of its own: this one has read other keys than those that came with the copy.
    command = [sys.executable, "-m", "brink.cli", "migrate", "--data", str(data)]
    opened = subprocess.run(command, check=False)  # noqa: S603 - our own command
    if opened.returncode:
        out.print("De site is nog niet klaar: wat mensen introkken is nog niet weggehaald. Draai: brink migrate")
        return opened.returncode
    out.print(f"De site staat weer in {data}. Start haar met: brink serve --data {data}")
    return 0


def _erasures(arguments: argparse.Namespace, data: Path) -> Path | None:
    """Return the erasure list to apply, None when there is none any more and that was said; raises BadInput."""
    given: Path | None = arguments.erasures
    if given is None and (data / erasure_list.FILE).exists():
        given = data / erasure_list.FILE
    if given is not None and not given.is_file():
        raise BadInput(f"{given} is er niet. Noem de lijst {erasure_list.FILE} van de oude site.")
    if given is None and not arguments.erasures_lost:
        raise BadInput(
            f"Noem met --erasures de lijst {erasure_list.FILE} uit de map van de oude site. Zonder die lijst komt "
            "terug wat mensen na deze kopie introkken. Is de lijst weg? Zeg dan --erasures-lost, en zoek zelf uit wie "
            "na de kopie iets introk."
        )
    return given
