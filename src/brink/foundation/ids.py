"""Identifiers: UUID version 7, so keys sort by time and merge between nodes without clashes.

Keys of public rows are read in addresses, open data and the log. What a resident does gets keys that tell the hour and
not the moment: a moment ties words without a name to who was seen typing them.
"""

import itertools
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_HOUR = 3_600_000
_by_the_hour: ContextVar[bool] = ContextVar("by the hour", default=False)
# Keeps the order within the hour in one program; where it starts is chance.
_next = itertools.count(int.from_bytes(os.urandom(4)) % 500_000)


@contextmanager
def by_the_hour() -> Iterator[None]:
    """Make keys that tell the hour alone, for what a resident does."""
    token = _by_the_hour.set(True)
    try:
        yield
    finally:
        _by_the_hour.reset(token)


def is_by_the_hour() -> bool:
    """Tell whether what is written now is told by the hour."""
    return _by_the_hour.get()


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, 74 random bits.

    The standard library has this from Python 3.14; until then these few lines do. By the hour, the first 20 of the
    random bits count on, so that one made later sorts later.
    """
    now = time.time_ns() // 1_000_000
    value = int.from_bytes(os.urandom(10))
    if _by_the_hour.get():
        now -= now % _HOUR
        number = next(_next) & 0xFFFFF
        value = (value & ~(0xFFF << 64 | 0xFF << 54)) | (number >> 8) << 64 | (number & 0xFF) << 54
    value |= now << 80
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
