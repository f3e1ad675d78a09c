"""Who may open which page of following."""

from tests.safety.address import everybody

PERSONAL = {
    "encrypted": frozenset({"following.Follow.email"}),
    "hashed": frozenset({"following.Follow.address_hash"}),
}
_PLACE = {"kind": "plek", "slug": "proefdorp"}
ADDRESSES = {
    "following:ask": everybody(thing=lambda _things: dict(_PLACE), post=True, data={"email": "g@voorbeeld.invalid"}),
    "following:feed": everybody(thing=lambda _things: dict(_PLACE)),
    # What a signed address opens is tested with the mails themselves; one that we did not sign leads nowhere.
    "following:confirm": everybody(thing=lambda _things: {"token": "zomaar"}, shown=404, post=True),
    "following:stop": everybody(thing=lambda _things: {"token": "zomaar"}, shown=404, post=True),
}
