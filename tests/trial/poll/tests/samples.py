"""How one ballot is given, for the contract suite."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.poll.instrument import instrument


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one ballot; which side it takes follows from the person."""
    return instrument.fill(round, token=person, values={"choice": ("yes", "no")[sum(person.encode()) % 2]})
