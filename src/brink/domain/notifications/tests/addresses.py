"""Who may open which page of mail."""

from tests.safety.address import Address, Who, everybody

PERSONAL = {"staff": frozenset({"notifications.DigestWish.account"})}
ADDRESSES = {
    "notifications:digest": Address(Who.ANY_DESK, nobody=302, post=True),
    # What a signed address opens is tested with the mails themselves; one that we did not sign leads nowhere.
    "notifications:stop": everybody(thing=lambda _things: {"token": "zomaar"}, shown=404, post=True),
}
