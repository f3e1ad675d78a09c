"""The site's secrets: one file in the data folder, a list per purpose, newest first. Knows nothing of Django.

Purposes have keys of their own, so that one can be handed out, lost or replaced without the others: `session` (log-in,
forms, signed links), `lookup` (tracking codes, devices, repeated forms), `encryption` (who gave) and `signing`
(checkpoints of the journal). A site from before this file had one secret for all; it stays the oldest key of each.
"""

import json
import os
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PURPOSES = ("session", "lookup", "encryption", "signing")
FILE, FORMER_FILE = "keys.json", "secret_key"
LEAST = 16

Keys = Mapping[str, Sequence[str]]


class KeysUnreadable(Exception):
    """The keys file is there and cannot be used; it is never overwritten. The message (Dutch) says what to mend."""


def keys_of(folder: Path, *, given: Keys, shared: Sequence[str]) -> dict[str, list[str]]:
    """Return the keys of each purpose, newest first; make them when the site has none.

    `given` are keys from the environment, which replace those of the file for that purpose. `shared` (newest first)
    served all purposes before each had its own: they come last.
    """
    stored = _read(folder / FILE)
    former = folder / FORMER_FILE
    # As before: a secret that is given takes the place of the one that was kept beside the database.
    older = [*shared] if shared else [former.read_text().strip()] if former.exists() else []
    if not stored and not older and not all(given.get(purpose) for purpose in PURPOSES):
        stored = _made_once(folder)
    return {
        purpose: list(dict.fromkeys([*(given.get(purpose) or stored.get(purpose, [])), *older]))
        for purpose in PURPOSES
    }


def rotated(keys: Keys) -> dict[str, list[str]]:
    """Return the keys with a new one in front of each purpose."""
    return {purpose: [_new(), *keys[purpose]] for purpose in PURPOSES}


def write(folder: Path, keys: Keys) -> None:
    """Put the keys in the file, whole or not at all, readable by its owner only; drop the file of a single secret."""
    part = _part(folder, keys)
    os.replace(part, folder / FILE)
    _settle(folder)
    # Its secret is in the new file now; one place is what people back up.
    (folder / FORMER_FILE).unlink(missing_ok=True)


def _new() -> str:
    return secrets.token_urlsafe(50)


def _made_once(folder: Path) -> dict[str, list[str]]:
    """Make keys for a new site. Of two processes that start at once, both read what the first one made."""
    folder.mkdir(parents=True, exist_ok=True)
    part = _part(folder, {purpose: [_new()] for purpose in PURPOSES})
    try:
        os.link(part, folder / FILE)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    _settle(folder)
    return _read(folder / FILE)


def _part(folder: Path, keys: Keys) -> Path:
    """Write the keys to a file beside the real one, on the disk before anything points at it."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".keys-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump({purpose: list(keys[purpose]) for purpose in PURPOSES}, stream, indent=2)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name)


def _settle(folder: Path) -> None:
    """Let the name of a file be on the disk too: a key that is lost takes the tracking codes with it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> dict[str, list[str]]:
    """Return the keys in the file, or nothing when there is none. Raises KeysUnreadable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise KeysUnreadable(f"{path} is geen leesbaar sleutelbestand. Zet de kopie terug die u bewaarde.") from error
    right = isinstance(found, dict) and set(found) == set(PURPOSES)
    if not right or not all(_usable(keys) for keys in found.values()):
        raise KeysUnreadable(f"{path} moet een lijst sleutels hebben voor elk van: {', '.join(PURPOSES)}.")
    return dict(found)


def _usable(keys: object) -> bool:
    return isinstance(keys, list) and bool(keys) and all(isinstance(key, str) and len(key) >= LEAST for key in keys)
