"""Who may open which page of a show of hands."""

from tests.safety.address import KEY, Address, Who, in_round

_round = in_round("hands")
_HAND = {"hand-key": KEY["key"], "hand-side": "for"}
_REASON = {"reason-key": KEY["key"], "reason-side": "for", "reason-text": "Dan blijven de kinderen hier."}

ADDRESSES = {
    "hands:start": Address(Who.READERS, _round),
    "hands:hand": Address(Who.READERS, _round, get=False, post=True, data=_HAND),
    "hands:reason": Address(Who.READERS, _round, get=False, post=True, data=_REASON),
}
