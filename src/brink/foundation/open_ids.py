"""Ids as they leave the site: the same thing has the same one everywhere, and none tells when it was made.

Ids inside begin with the moment of making, to the millisecond. In open data that would tell of each participant when
they were there, to whoever saw somebody at it.
"""

import re
from typing import Any
from uuid import UUID

from brink.foundation.crypto import hash_purpose, keyed_hash

_OPEN = hash_purpose("open id", "exports of after a rotation name the same things anew: each export is whole in itself")
_TIMED = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")


def open_id(thing: UUID | str) -> str:
    """Return the id of a thing outside: 20 hexadecimal digits that follow from its own by a key."""
    return keyed_hash(_OPEN, str(thing))[:20]


def opened(value: Any) -> Any:
    """Return plain data with every id in it as it may leave the site."""
    if isinstance(value, UUID):
        return open_id(value)
    if isinstance(value, str):
        return _TIMED.sub(lambda found: open_id(found[0]), value)
    if isinstance(value, dict):
        return {opened(name): opened(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(opened(part) for part in value)
    return value
