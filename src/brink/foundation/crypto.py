"""Keys at work: encryption of identity at rest, keyed hashes for look-ups, and seeds of signing keys.

Each purpose has secrets of its own (`settings.LOOKUP_KEYS`, `ENCRYPTION_KEYS`, `SIGNING_KEYS`; the session's are
Django's), newest first. The newest writes; every one of them reads, so that a rotation makes nothing unknown. What
they are used for is derived from them, so a leak of the database alone shows neither names nor tracking codes.
"""

import base64
import hashlib
import hmac
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from brink.foundation.errors import NotReadable
from brink.methods.ledger.canonical_json import json_bytes

_log = logging.getLogger(__name__)
HASHED: dict[str, str] = {}
"""Every purpose of a keyed hash, with what becomes of it when keys are rotated; a test goes through them all."""

FOUND = "found under every key"


def hash_purpose(name: str, after_rotation: str = FOUND) -> str:
    """Declare a purpose of `keyed_hash` or `derived`, beside its use, and return it.

    `after_rotation` is FOUND (whoever looks it up does so with `every`), or one sentence why it may begin anew.
    """
    HASHED[name] = after_rotation
    return name


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=8)
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [Fernet(base64.urlsafe_b64encode(_derive(secret, "brink identity"))) for secret in secrets]
    return MultiFernet(keys)


def _encryption() -> MultiFernet:
    return _fernet(tuple(settings.ENCRYPTION_KEYS))


def encrypt(text: str, *, at: datetime | None = None) -> str:
    """Encrypt `text` with the newest key (Fernet: AES-128-CBC with HMAC-SHA256), `at` the moment when that matters."""
    if at is None:
        return _encryption().encrypt(text.encode()).decode()
    return _encryption().encrypt_at_time(text.encode(), int(at.timestamp())).decode()


def decrypt(token: str, *, ttl: timedelta | None = None, at: datetime | None = None) -> str:
    """Decrypt what `encrypt` made, with any key that the site has; raises ValueError when none fits.

    With `ttl` and `at` (now, by the clock that also stood in `encrypt`) also when it is older than that.
    """
    try:
        if ttl is None or at is None:
            return _encryption().decrypt(token.encode()).decode()
        return _encryption().decrypt_at_time(token.encode(), int(ttl.total_seconds()), int(at.timestamp())).decode()
    except InvalidToken as error:
        raise ValueError("encrypted with a key that this site does not have, or too long ago") from error


def read_kept(token: str) -> str:
    """Return what is kept encrypted in the database; raises NotReadable where no key of the site fits.

    Then the site has the keys of another one: nothing is lost, but nobody can be told so by what cannot be read.
    """
    try:
        return decrypt(token)
    except ValueError as error:
        _log.exception("the encryption keys of this site (BRINK_ENCRYPTION_KEYS) are not those of its database")
        raise NotReadable(
            _("Wij kunnen deze gegevens nu niet lezen. Dat ligt aan ons. Ze zijn niet weg. Probeer het later opnieuw.")
        ) from error


def renewed(token: str) -> str:
    """Return what `encrypt` made encrypted again with the newest key; the same token when it was already.

    Raises ValueError when no key fits.
    """
    newest = _fernet(tuple(settings.ENCRYPTION_KEYS[:1]))
    try:
        newest.decrypt(token.encode())
    except InvalidToken:
        return encrypt(decrypt(token))
    return token


class KeyedHash(str):
    """A keyed hash as it is written, under the newest key. `every` holds it under each key, newest first, to look up.

    Being a text itself it can be stored, passed on and compared by code that knows nothing of rotation.
    """

    every: tuple[str, ...]

    @classmethod
    def of(cls, every: Sequence[str]) -> Self:
        """Make one of the same thing hashed under each key."""
        made = cls(every[0])
        made.every = tuple(every)
        return made


def every(value: str) -> tuple[str, ...]:
    """Return the forms under which a hash may be stored: those of all keys, or a plain text alone."""
    return value.every if isinstance(value, KeyedHash) else (value,)


def _as_of(value: Any, place: int) -> Any:
    """Return plain data (dicts, lists, texts) as it was when the key at `place` was the newest."""
    if isinstance(value, KeyedHash):
        return value.every[place]
    if isinstance(value, dict):
        return {name: _as_of(part, place) for name, part in value.items()}
    if isinstance(value, list):
        return [_as_of(part, place) for part in value]
    return value


def keyed_hash(purpose: str, text: str) -> KeyedHash:
    """Return the hexadecimal HMAC-SHA256 of `text`, one key per purpose: equal texts meet, nobody can list them.

    Write it as it is; look it up with `keyed_hash(...).every` (or `every(...)`), or a rotation makes it unknown.
    Raises LookupError for a purpose that was not declared with `hash_purpose`.
    """
    return _keyed_hash(purpose, [text] * len(settings.LOOKUP_KEYS))


def keyed_hash_of_data(purpose: str, data: Any) -> KeyedHash:
    """Like `keyed_hash`, of plain data (dicts, lists, texts) in canonical JSON, that itself may hold keyed hashes.

    A hash inside the data was another one when an older key was the newest: then so was the whole.
    """
    forms = [json_bytes(_as_of(data, place)).decode() for place in range(len(settings.LOOKUP_KEYS))]
    return _keyed_hash(purpose, forms)


def _keyed_hash(purpose: str, texts: Sequence[str]) -> KeyedHash:
    """Return the hash of `texts`, the forms of one text under each key, newest first."""
    if purpose not in HASHED:
        raise LookupError(f"declare what becomes of {purpose!r} when keys are rotated (hash_purpose)")
    name = f"brink hash {purpose}"
    return KeyedHash.of(
        [
            hmac.new(_derive(secret, name), text.encode(), hashlib.sha256).hexdigest()
            for secret, text in zip(settings.LOOKUP_KEYS, texts, strict=True)
        ]
    )


def derived(purpose: str, text: str) -> tuple[bytes, ...]:
    """Return 32 bytes that follow from `text` and the site's look-up keys, one per key, newest first.

    For what must come out the same when a form is sent again: take the first for something new, and look for all.
    """
    if purpose not in HASHED:
        raise LookupError(f"declare what becomes of {purpose!r} when keys are rotated (hash_purpose)")
    return tuple(_derive(secret, f"{purpose} {text}") for secret in settings.LOOKUP_KEYS)


def signing_seeds(name: str) -> tuple[bytes, ...]:
    """Return the 32-byte seeds of the signing keys of a log, newest first: the first signs, all stay known."""
    purpose = "brink hash journal signing key"
    return tuple(
        hmac.new(_derive(secret, purpose), name.encode(), hashlib.sha256).digest() for secret in settings.SIGNING_KEYS
    )


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """A text that is readable in Python and unreadable in the database. Cannot be searched or sorted; keep it short."""

    description = "encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; empty stays empty, so that "nothing known" needs no key."""
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        """Decrypt on the way out; raises NotReadable when the keys of the site are not those of its database."""
        return read_kept(value) if value else value
