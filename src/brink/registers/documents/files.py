"""Files of documents: looked at by content, pictures made anew, kept under a random name, swept when not claimed.

A file is stored before its document is: whoever must mend another field need not choose it again.
"""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import IO

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.pictures import remade
from brink.registers.documents.file_kinds import KINDS, PICTURE, found, named, safe_name

FOLDER = "documents"
MAX_BYTES = 15_000_000
WIDTHS = (640, 1280)
_KEPT_FOR = timedelta(days=1)
_SALT = "brink document file"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file: `stored` is where it lies, `name` how it is given away, `checksum` is of what we keep."""

    stored: str
    name: str
    kind: str
    size: int
    checksum: str
    width: int = 0
    height: int = 0

    @property
    def token(self) -> str:
        """A signed text by which a form can bring the file along."""
        return signing.dumps(asdict(self), salt=_SALT)


def from_token(token: str) -> StoredFile | None:
    """Return the file behind a token, or None when it is not ours, too old or swept."""
    try:
        file = StoredFile(**signing.loads(token, salt=_SALT, max_age=_KEPT_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return file if default_storage.exists(path(file.stored, file.kind)) else None


def path(stored: str, kind: str, width: int = 0) -> str:
    """Return where a file lies below the uploads; of a picture the copy of this width, the largest by default."""
    return f"{FOLDER}/{stored}-{width or WIDTHS[-1]}.jpg" if kind == PICTURE else f"{FOLDER}/{stored}.{kind}"


def keep(upload: IO[bytes], size: int, name: str, key: str = "") -> StoredFile:
    """Look at an upload and store it. Raises BadInput with a plain sentence, or NotNow; nothing is stored then.

    With the `key` of a form its name follows from that and the content: the same form sent twice brings the same file.
    """
    promised = named(name)
    if promised is None:
        said = _("Dit soort bestand nemen wij niet aan. Kies een PDF, ODT, DOCX, XLSX, CSV, TXT, JPG, PNG of WEBP.")
        raise BadInput(said, field="file")
    if size > MAX_BYTES:
        raise BadInput(_("Het bestand is te groot. Kies een bestand kleiner dan 15 MB."), field="file")
    upload.seek(0)
    data = upload.read(MAX_BYTES)
    kind = found(data, promised)
    if kind is None or kind != promised:
        said = _("Dit bestand is geen %(kind)s die wij kunnen lezen, al zegt zijn naam dat. Kies een ander bestand.")
        raise BadInput(said % {"kind": promised.name}, field="file")
    parts = {0: data}
    width = height = 0
    if kind.key == PICTURE:
        copies = remade(upload, size, WIDTHS, field="file")
        parts = {one: copy.data for one, copy in copies.items()}
        data, width, height = parts[WIDTHS[-1]], copies[WIDTHS[-1]].width, copies[WIDTHS[-1]].height
    drawn = hashlib.sha256(key.encode() + data).hexdigest()[:32] if key else secrets.token_hex(16)
    stored = f"{clock.today():%Y%m%d}/{drawn}"
    for one, content in parts.items():
        _store(path(stored, kind.key, one), content)
    checksum = hashlib.sha256(data).hexdigest()
    return StoredFile(stored, safe_name(name, kind), kind.key, len(data), checksum, width, height)


def _store(where: str, content: bytes) -> None:
    done = where if default_storage.exists(where) else default_storage.save(where, ContentFile(content))
    if done != where:  # the other of two equal requests was first
        default_storage.delete(done)


def opened(stored: str, kind: str, width: int = 0) -> File:  # type: ignore[type-arg]
    """Open a stored file for reading; raises FileNotFoundError."""
    return default_storage.open(path(stored, kind, width))


def discard(stored: str, kind: str) -> None:
    """Remove a file, all copies of a picture; one that is gone already is fine."""
    for width in WIDTHS if kind == PICTURE else (0,):
        default_storage.delete(path(stored, kind, width))


def sweep() -> int:
    """Remove files of earlier days that no document claimed. Returns how many. Asked by the clock."""
    from brink.registers.documents.models import DocumentVersion

    if not default_storage.exists(FOLDER):
        return 0
    recent = {(clock.today() - timedelta(days=back)).strftime("%Y%m%d") for back in range(2)}
    since, removed = clock.now() - 2 * _KEPT_FOR, 0
    # Nine days are plenty: this runs every minute, and a folder that was swept once stays clean.
    for day in sorted(default_storage.listdir(FOLDER)[0])[-9:]:
        if day in recent:
            continue
        # By the disk too: what tells of long ago, as a demo does, may be stored now and not be committed yet.
        folder = f"{FOLDER}/{day}"
        there = default_storage.listdir(folder)[1]
        names = {f"{day}/{one[:32]}" for one in there if default_storage.get_modified_time(f"{folder}/{one}") < since}
        claimed = set(DocumentVersion.objects.filter(stored__startswith=f"{day}/").values_list("stored", flat=True))
        for name in names - claimed:
            for kind in KINDS:
                discard(name, kind)
            removed += 1
    return removed
