"""Who is the same person and what is the same address, however they are written. Pure."""

import re
import unicodedata
from hashlib import sha256

_NOT_WRITTEN = re.compile(r"[\W_]+")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([a-z]{2})\W*(?:nr\W*|nummer\W*)?(\d+)\W*([a-z0-9]*)\Z")
_NUMBER_FIRST = re.compile(r"(?:.*\D)?(\d+)\W*([a-z]?)\W+([1-9]\d{3})\s*([a-z]{2})\W*\Z")


def folded(text: str) -> str:
    """Return a text as it is compared: no capitals, accents, spaces, hyphens or dots."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_WRITTEN.sub("", "".join(one for one in spread if not unicodedata.combining(one)))


def home(address: str) -> str:
    """Return what two writings of one address have in common: postcode, number and addition, or the folded text."""
    text = " ".join(address.casefold().split())
    found = _POSTCODE.search(text)
    if found is not None:
        digits, letters, number, more = found.groups()
        return f"{digits}{letters} {int(number)}{more}"
    found = _NUMBER_FIRST.match(text)
    if found is not None:
        number, more, digits, letters = found.groups()
        return f"{digits}{letters} {int(number)}{more}"
    return folded(text)


def person(name: str, address: str) -> str:
    """Return what two sign-ups of one person have in common: the name and the address."""
    return f"{folded(name)} {home(address)}"


def pseudonym(salt: str, identity: str) -> str:
    """Return the name under which a volunteer stands in the record (the record says how: SHA-256 of "salt:id")."""
    return sha256(f"{salt}:{identity}".encode()).hexdigest()[:32]
