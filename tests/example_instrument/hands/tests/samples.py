"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.hands import services
from brink.instruments.hands.models import Side


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one contribution; which side it takes follows from the person."""
    side = Side.AGAINST if sum(person.encode()) % 2 else Side.FOR
    if kind == services.HAND:
        return services.raise_hand(round=round, token=person, side=side)
    return services.say_why(round=round, side=side, words=words, closed=closed, key=key)
