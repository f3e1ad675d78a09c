"""Tracking codes: three Dutch words and eight digits, over 60 bits, for the eye, the telephone and a QR square.

Only the keyed hash is stored. Whoever loses the code loses the way back: that is the price of needing no account.
"""

import re
import secrets

from brink.foundation.crypto import KeyedHash, derived, hash_purpose, keyed_hash
from brink.foundation.words import WORDS

_STORED = hash_purpose("tracking code")
_FROM_KEY = hash_purpose("brink tracking code")
_KNOWN = frozenset(WORDS)
_SEPARATORS = re.compile(r"[\s\-–—_.,/+]+")


def new_code(key: str | None = None) -> str:
    """Make a code, written as people read it: "heide lijster brug 4821 0736".

    Without `key` it is drawn at random. With the idempotency key of an act it follows from that key and the site's
    secret, so that a form that is sent twice gives the same receipt although the code itself is stored nowhere.
    """
    return _written(secrets.token_bytes(32)) if key is None else codes_from(key)[0]


def issued(key: str | None = None) -> tuple[str, KeyedHash]:
    """Make a code as `new_code` does; return it to show once, and its hash to store."""
    code = new_code(key)
    return code, hash_code(code)


def codes_from(key: str) -> list[str]:
    """Return the codes that `new_code(key)` gives now (the first) and gave before the site's keys were rotated."""
    return [_written(drawn) for drawn in derived(_FROM_KEY, key)]


def _written(drawn: bytes) -> str:
    number = int.from_bytes(drawn)
    words = []
    for _ in range(3):
        number, place = divmod(number, len(WORDS))
        words.append(WORDS[place])
    digits = f"{number % 10**8:08d}"
    return " ".join([*words, digits[:4], digits[4:]])


def normalise(typed: str) -> str | None:
    """Bring what somebody typed to the stored form, or None when it cannot be a code.

    Capitals, extra spaces, dashes and digits that run together are all fine.
    """
    parts = [part for part in _SEPARATORS.split(typed.strip().lower()) if part]
    words, digits = parts[:3], "".join(parts[3:])
    if len(words) == 3 and not digits:
        matched = re.fullmatch(r"([a-z]+)(\d{8})", words[2])
        if matched:
            words[2], digits = matched.group(1), matched.group(2)
    if len(words) != 3 or not re.fullmatch(r"\d{8}", digits) or not _KNOWN.issuperset(words):
        return None
    return " ".join([*words, digits[:4], digits[4:]])


def hash_code(code: str) -> KeyedHash:
    """Return the keyed hash under which a normalised code is stored; look it up with its `every`."""
    return keyed_hash(_STORED, code)
