"""Fingerprints of requests: equal requests have equal ones, and nothing that an act uses can be left out."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash_of_data
from brink.foundation.quotations import Told

_STORED = hash_purpose("fingerprint")


def canonical(value: Any) -> Any:
    """Bring a value to what canonical JSON can hold: rows by their key, dataclasses by their fields, bytes by a hash.

    Raises TypeError for what is no data (a function, an open file): an act that used it could not be compared.
    """
    if isinstance(value, Told):
        return value.stored
    if value is None or isinstance(value, bool | int | float | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, UUID | date | datetime | Decimal):
        return str(value)
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: canonical(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): canonical(one) for name, one in value.items()}
    if isinstance(value, Set):
        return sorted((canonical(one) for one in value), key=str)
    if isinstance(value, Sequence | QuerySet):
        return [canonical(one) for one in value]
    # A text that is translated when it is shown.
    if hasattr(value, "_proxy____args"):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no data: an act takes rows, texts, numbers, dates and dataclasses")


def fingerprint(body: Mapping[str, Any]) -> KeyedHash:
    """Return the keyed hash of a request in canonical JSON: equal requests have equal fingerprints.

    Keyed, because a request may hold an address: a plain hash of it could be found again by trying likely ones. Compare
    a stored one with its `every`: keys may have been rotated since.
    """
    return keyed_hash_of_data(_STORED, canonical(body))
