"""Keys, checkpoints and their signature lines: signed notes as in C2SP signed-note, tlog-checkpoint, tlog-cosignature.

A checkpoint is three lines (origin, size, root in base64), an empty line, and one line for each signature. Witnesses
sign the checkpoint together with the moment at which they saw that the log had only grown.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from brink.methods.ledger.ed25519 import verify_ed25519

SIGNATURE, COSIGNATURE = 1, 4  # algorithm bytes of C2SP signed-note and tlog-cosignature
_DASH = "\u2014 "


class Invalid(Exception):
    """What was published does not hold. The message (Dutch) names the first broken item."""


class Unusable(Exception):
    """There is nothing here to verify: no such file, or not one of ours. The message (Dutch) says what to mend."""


def _base64(text: str, what: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid(f"{what}: geen geldige base64") from None
    if base64.b64encode(data).decode() != text:
        raise Invalid(f"{what}: geen geldige base64")
    return data


@dataclass(frozen=True, slots=True)
class Key:
    """A public Ed25519 key of the log or of a witness: name, algorithm byte, 32 bytes."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.algorithm]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read `name+id+base64`. Raises Invalid."""
        name, _, rest = text.partition("+")
        identity, _, packed = rest.partition("+")
        data = _base64(packed, f"sleutel {name}")
        if len(data) != 33 or data[0] not in (SIGNATURE, COSIGNATURE):
            raise Invalid(f"sleutel {name}: geen Ed25519-sleutel")
        key = cls(name, data[0], data[1:])
        if not name or name.split() != [name] or key.id.hex() != identity:
            raise Invalid(f"sleutel {name}: naam en sleutel horen niet bij elkaar")
        return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root of a log at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def cosigned_message(body: str, at: int) -> bytes:
    """Return what a witness signs: the checkpoint and the moment (Unix seconds) at which it was seen to hold."""
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def parse_note(note: str) -> tuple[Checkpoint, tuple[str, ...]]:
    """Return the checkpoint of a note and its signature lines, not yet checked. Raises Invalid."""
    body, blank, signatures = note.partition("\n\n")
    lines = body.split("\n")
    signed = tuple(signatures.removesuffix("\n").split("\n")) if signatures else ()
    if not blank or len(lines) != 3 or not lines[0] or (signatures and not signatures.endswith("\n")):
        raise Invalid("controlepunt: niet de vorm oorsprong, aantal, wortel")
    if not lines[1].isascii() or not lines[1].isdigit() or str(int(lines[1][:20])) != lines[1]:
        raise Invalid("controlepunt: het aantal is geen getal")
    root = _base64(lines[2], "controlepunt")
    if len(root) != 32:
        raise Invalid("controlepunt: de wortel heeft geen 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root), signed


def check_signature(line: str, body: str, keys: Sequence[Key]) -> Key | str:
    """Return the key whose signature this line holds, or the name of a signer whose key is not among `keys`.

    Of an unknown signer nothing can be said, and C2SP signed-note has it ignored. Raises Invalid for a false signature
    by a known key, and for a line that is no signature.
    """
    name, _, packed = line.removeprefix(_DASH).rpartition(" ")
    data = _base64(packed, f"handtekening van {name}")
    if not line.startswith(_DASH) or not name or len(data) < 5:
        raise Invalid("controlepunt: een regel die geen handtekening is")
    key = next((key for key in keys if (key.name, key.id) == (name, data[:4])), None)
    if key is None:
        return name
    if key.algorithm == SIGNATURE:
        message, signature = body.encode(), data[4:]
    else:
        message, signature = cosigned_message(body, int.from_bytes(data[4:12], "big")), data[12:]
    if not verify_ed25519(key.public, message, signature):
        raise Invalid(f"handtekening van {name}: klopt niet")
    return key


def check_note(note: str, keys: Sequence[Key]) -> tuple[Checkpoint, tuple[Key, ...], tuple[str, ...]]:
    """Return the checkpoint, who signed it, and the names of signers that nobody here knows.

    With keys, the log itself must have signed. Raises Invalid.
    """
    point, lines = parse_note(note)
    found = [check_signature(line, point.body, keys) for line in lines]
    signers = tuple(key for key in found if isinstance(key, Key))
    unknown = tuple(sorted({name for name in found if isinstance(name, str)}))
    if len(set(signers)) < len(signers):
        raise Invalid(f"controlepunt {point.size}: twee keer dezelfde handtekening")
    own = [key for key in keys if key.algorithm == SIGNATURE]
    if own and not any(key in signers and key.name == point.origin for key in own):
        raise Invalid(f"controlepunt {point.size}: de handtekening van het logboek zelf ontbreekt")
    return point, signers, unknown
