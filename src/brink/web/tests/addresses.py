"""Who may open which page of `web`."""

from tests.safety.address import ELECTED, Address, Who, everybody, slug
from tests.safety.filled_body import AT_THE_DESK

ADDRESSES = {
    "web:home": everybody(),
    "web:processes": everybody(),
    "web:process": Address(Who.READERS, slug),
    "web:areas": everybody(),
    "web:area": everybody(thing=lambda _things: {"slug": "proefdorp"}),
    "web:calendar": everybody(),
    "web:figures": everybody(),
    "web:promises": everybody(),
    "web:help": everybody(),
    "web:journal": everybody(),
    "web:desk": Address(Who.ANY_DESK, nobody=302, desk=AT_THE_DESK | ELECTED),
}
