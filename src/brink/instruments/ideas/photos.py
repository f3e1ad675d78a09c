"""Photos: taken in, looked at by content, made anew without what the camera wrote in them, kept under a random name.

A photo is stored before its idea is: whoever gets a hint about the text, or forgot a field, need not choose it again.
What no idea ever claimed is swept away after a day.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from brink.foundation import clock
from brink.foundation.pictures import remade

WIDTHS = (640, 1280)
FOLDER = "ideas"
_KEPT_FOR = timedelta(days=1)
_SALT = "brink idea photo"


@dataclass(frozen=True, slots=True)
class Photo:
    """A stored photo: `name` is "<day>/<32 hex>", width and height in pixels of the largest copy."""

    name: str
    width: int
    height: int

    @property
    def token(self) -> str:
        """A signed text by which a form can bring the photo along."""
        return signing.dumps([self.name, self.width, self.height], salt=_SALT)


def from_token(token: str) -> Photo | None:
    """Return the photo behind a token, or None when it is not ours, or too old."""
    try:
        name, width, height = signing.loads(token, salt=_SALT, max_age=_KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Photo(name, width, height)


def path(name: str, width: int) -> str:
    """Return where a copy of a photo lies, below the uploads."""
    return f"{FOLDER}/{name}-{width}.jpg"


def keep(upload: IO[bytes], size: int, key: str = "") -> Photo:
    """Make a photo anew and store its copies. Raises BadInput or NotNow; nothing is stored then.

    With the `key` of a form its name follows from that and the picture: the same form sent twice brings the same photo,
    and nobody can guess the name.
    """
    copies = remade(upload, size, WIDTHS)
    largest = copies[WIDTHS[-1]]
    drawn = hashlib.sha256(key.encode() + largest.data).hexdigest()[:32] if key else secrets.token_hex(16)
    name = f"{clock.today():%Y%m%d}/{drawn}"
    for one, copy in copies.items():
        where = path(name, one)
        stored = where if default_storage.exists(where) else default_storage.save(where, ContentFile(copy.data))
        if stored != where:  # the other of two equal requests was first
            default_storage.delete(stored)
    return Photo(name, largest.width, largest.height)


def opened(name: str, width: int) -> File:  # type: ignore[type-arg]
    """Open a stored copy for reading; raises FileNotFoundError."""
    return default_storage.open(path(name, width))


def discard(name: str) -> None:
    """Remove all copies of a photo; one that is gone already is fine."""
    for width in WIDTHS:
        default_storage.delete(path(name, width))


def sweep() -> int:
    """Remove photos of earlier days that no idea claimed. Returns how many. Run by `tick`."""
    from brink.instruments.ideas.models import Idea

    if not default_storage.exists(FOLDER):
        return 0
    recent = {(clock.today() - timedelta(days=back)).strftime("%Y%m%d") for back in range(2)}
    removed = 0
    # Nine days are plenty: this runs every minute, and a folder that was swept once stays clean.
    for day in sorted(default_storage.listdir(FOLDER)[0])[-9:]:
        if day in recent:
            continue
        names = {f"{day}/{file.split('-')[0]}" for file in default_storage.listdir(f"{FOLDER}/{day}")[1]}
        claimed = set(Idea.objects.filter(photo__startswith=f"{day}/").values_list("photo", flat=True))
        for name in names - claimed:
            discard(name)
            removed += 1
    return removed
