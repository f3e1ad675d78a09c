"""Tracking codes: three Dutch words, eight digits and a check letter, over 60 bits, for eye, telephone and QR square.

Only the keyed hash is stored. The letter at the end is the check character of ISO/IEC 7064, MOD 37-2, over the words
and digits written on end: 37 is a prime, so it finds every wrong character, and every two that changed places within 36
places. Codes of before have no letter; they keep working and nothing can be checked on them.
"""

import hashlib
import re
import secrets

from brink.foundation.crypto import KeyedHash, derived, hash_purpose, keyed_hash
from brink.foundation.words import WORDS, mend

_STORED = hash_purpose("tracking code")
_FROM_KEY = hash_purpose("brink tracking code")
_KNOWN = frozenset(WORDS)
_SEPARATORS = re.compile(r"[\s\-–—_.,/+]+")
_FORM = re.compile(r"([a-z]+) ([a-z]+) ([a-z]+) ?(\d(?: ?\d){7}) ?([a-z])?")
_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz*"
_MODULUS, _RADIX = 37, 2
# A figure or a star would be read as part of the number, an I or an O as a figure: such codes are drawn anew.
CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST = 120


def new_code(key: str | None = None) -> str:
    """Make a code, written as people read it: "heide lijster brug 4821 0736 K".

    Without `key` it is drawn at random. With the idempotency key of an act it follows from that key and the site's
    secret, so that a form that is sent twice gives the same receipt although the code itself is stored nowhere.
    """
    return _checked(secrets.token_bytes()) if key is None else codes_from(key)[0]


def issued(key: str | None = None) -> tuple[str, KeyedHash]:
    """Make a code as `new_code` does; return it to show once, and its hash to store."""
    code = new_code(key)
    return code, hash_code(code)


def codes_from(key: str) -> list[str]:
    """Return the codes that `new_code(key)` gives now (the first) and may have given before.

    Before the site's keys were rotated, and before codes had a letter: which of them was given, the stored hash tells.
    """
    every = derived(_FROM_KEY, key)
    return [*(_checked(drawn) for drawn in every), *(_written(drawn) for drawn in every)]


def given_for(key: str, stored: str) -> str | None:
    """Return the code that was given for this key and is stored as this hash, or None when another took its place."""
    return next((code for code in codes_from(key) if stored in hash_code(code).every), None)


def given_or_new(key: str, stored: str) -> str:
    """Return the code that was given for this key and is stored as this hash, else the one that the key gives now."""
    return given_for(key, stored) or new_code(key)


def _written(drawn: bytes) -> str:
    number = int.from_bytes(drawn)
    words = []
    for _ in range(3):
        number, place = divmod(number, len(WORDS))
        words.append(WORDS[place])
    digits = f"{number % 10**8:08d}"
    return " ".join([*words, digits[:4], digits[4:]])


def _checked(drawn: bytes) -> str:
    """Write a code with its letter; where that would be none of ours, what was drawn is stirred until it is."""
    while (code := with_letter(_written(drawn))) is None:
        drawn = hashlib.sha256(drawn).digest()
    return code


def check_character(text: str) -> str:
    """Return the check character of letters and figures by ISO/IEC 7064, MOD 37-2: one of 0-9, A-Z and the star."""
    total = 0
    for sign in text.lower():
        total = (total + _CHARACTERS.index(sign)) * _RADIX % _MODULUS
    return _CHARACTERS[(1 - total) % _MODULUS].upper()


def with_letter(code: str) -> str | None:
    """Return a code without letter with the letter that belongs to it, or None when no code with a letter begins so."""
    letter = check_character(code.replace(" ", ""))
    return f"{code} {letter}" if letter in CHECK_LETTERS else None


def has_letter(code: str) -> bool:
    """Tell whether a code in its stored form carries a check letter: it is one of this version or later."""
    return code[-1:].isalpha()


def normalise(typed: str) -> str | None:
    """Bring what somebody typed to the stored form, or None when it cannot be a code, or its letter does not fit.

    Capitals, extra spaces, dashes and digits that run together are all fine.
    """
    if len(typed) > LONGEST:
        return None
    found = _FORM.fullmatch(" ".join(_parts(typed)))
    if found is None or not _KNOWN.issuperset(found.group(1, 2, 3)):
        return None
    digits = found[4].replace(" ", "")
    code = " ".join([*found.group(1, 2, 3), digits[:4], digits[4:]])
    if found[5] is None:
        return code
    return code + f" {found[5].upper()}" if with_letter(code) == f"{code} {found[5].upper()}" else None


def read(typed: str) -> str | None:
    """Return the code that somebody meant, or None when it cannot be one.

    One wrong letter in a word is mended where only one word of the list fits; the list was made for that. Figures are
    never guessed at, and the letter at the end must fit what was mended.
    """
    code = normalise(typed)
    if code is not None or len(typed) > LONGEST:
        return code
    parts = _parts(typed)
    for place, part in enumerate(parts[:3]):
        word = mend(part)
        if word is None:
            return None
        parts[place] = word
    return normalise(" ".join(parts))


def is_mistyped(typed: str) -> bool:
    """Tell whether what cannot be read as a code was meant as one: three words, or nearly, and a number after them."""
    if len(typed) > LONGEST or read(typed) is not None:
        return False
    figures = sum(sign.isdecimal() for sign in typed)
    letters = sum(part.isalpha() and len(part) > 1 for part in re.split(r"[^a-z]+", typed.lower()))
    return figures >= 6 and letters >= 2


def _parts(typed: str) -> list[str]:
    return [part for part in _SEPARATORS.split(typed.strip().lower()) if part]


def hash_code(code: str) -> KeyedHash:
    """Return the keyed hash under which a normalised code is stored; look it up with its `every`."""
    return keyed_hash(_STORED, code)
