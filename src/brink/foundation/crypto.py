"""Keys: encryption of identity at rest and keyed hashes for look-ups.

Two keys are derived from the site's secret, so a leak of the database alone shows neither names nor tracking codes.
"""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=8)
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [Fernet(base64.urlsafe_b64encode(_derive(secret, "brink identity"))) for secret in secrets]
    return MultiFernet(keys)


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def encrypt(text: str) -> str:
    """Encrypt `text` with the newest key (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _fernet(_secrets()).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt what `encrypt` made, with any current key; raises ValueError when none fits."""
    try:
        return _fernet(_secrets()).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("encrypted with a key that this site does not have") from error


def keyed_hash(purpose: str, text: str) -> str:
    """Return the hexadecimal HMAC-SHA256 of `text`, one key per purpose: equal texts meet, nobody can list them."""
    return hmac.new(_derive(settings.SECRET_KEY, f"brink hash {purpose}"), text.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """A text that is readable in Python and unreadable in the database. Cannot be searched or sorted; keep it short."""

    description = "encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; empty stays empty, so that "nothing known" needs no key."""
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value) if value else value
