"""Who may open the one page of the poll."""

from tests.safety.address import KEY, Address, Who, in_round

ADDRESSES = {"poll:start": Address(Who.READERS, in_round("poll"), post=True, data={**KEY, "choice": "yes"})}
