"""Who may open the kit's own page: the receipt, which only the browser that gave something can show."""

from uuid import UUID

from tests.safety.address import Address, Kwargs, Who, in_round
from tests.safety.stage import Things

_round = in_round("ideas")


def _given(things: Things) -> Kwargs:
    return {**_round(things), "given": UUID(int=7)}


ADDRESSES = {"participation:receipt": Address(Who.READERS, _given, shown=302, hidden=302)}
