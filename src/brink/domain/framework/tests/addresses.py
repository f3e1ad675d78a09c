"""Who may open which page about the kader."""

from tests.safety.address import Address, Kwargs, Who, everybody

_KADER: Kwargs = {"body": "drenthe", "slug": "proef", "version": "1"}

ADDRESSES = {
    "framework:adoptions": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"clerk", "secretary"})),
    "framework:index": everybody(),
    "framework:versions": everybody(),
    "framework:show": everybody(thing=lambda _things: _KADER),
    "framework:phase": everybody(thing=lambda _things: {**_KADER, "key": "F3"}),
}
