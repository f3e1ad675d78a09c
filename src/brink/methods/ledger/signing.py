"""Signing checkpoints: by the log itself, and by witnesses who saw that it only grew.

Signing needs the package `cryptography`; checking does not. A private key here is 32 bytes (RFC 8032 seed); keeping it
safe is up to the caller.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from brink.methods.ledger.notes import COSIGNATURE, SIGNATURE, Checkpoint, Invalid, Key, cosigned_message, parse_note


def _signer(private: bytes) -> tuple[bytes, Callable[[bytes], bytes]]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # only who signs needs it

    key = Ed25519PrivateKey.from_private_bytes(private)
    return key.public_key().public_bytes_raw(), key.sign


def log_key(name: str, private: bytes) -> Key:
    """Return the public key of a log; its name is the origin of the checkpoints. Raises ValueError for a bad name."""
    return _key(name, SIGNATURE, private)


def witness_key(name: str, private: bytes) -> Key:
    """Return the public key of a witness. Raises ValueError for a bad name."""
    return _key(name, COSIGNATURE, private)


def _key(name: str, algorithm: int, private: bytes) -> Key:
    if not name or name.split() != [name] or "+" in name:
        raise ValueError("the name of a key has no spaces and no plus sign")
    return Key(name, algorithm, _signer(private)[0])


def _line(key: Key, data: bytes) -> str:
    return f"\u2014 {key.name} {base64.b64encode(key.id + data).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, *privates: bytes) -> str:
    """Return the note of a checkpoint, signed by the log under the name of its origin with each key it has had.

    Raises ValueError.
    """
    if not privates:
        raise ValueError("a checkpoint is signed with at least one key")
    lines = (
        _line(log_key(checkpoint.origin, private), _signer(private)[1](checkpoint.body.encode()))
        for private in privates
    )
    return f"{checkpoint.body}\n{''.join(lines)}"


def unsigned(checkpoint: Checkpoint) -> str:
    """Return the note of a checkpoint without signatures, for a log that has no key yet."""
    return f"{checkpoint.body}\n"


def cosign(note: str, name: str, private: bytes, *, at: int) -> str:
    """Return the note with the signature of a witness added.

    `at` is the moment in Unix seconds. The witness must have checked consistency with the last checkpoint it signed.
    Raises ValueError for a note that is none, or a moment before 1970.
    """
    try:
        checkpoint, _ = parse_note(note)
    except Invalid as problem:
        raise ValueError(str(problem)) from problem
    if at < 0:
        raise ValueError("a moment before 1970")
    key, (_, sign) = witness_key(name, private), _signer(private)
    return note + _line(key, at.to_bytes(8, "big") + sign(cosigned_message(checkpoint.body, at)))
