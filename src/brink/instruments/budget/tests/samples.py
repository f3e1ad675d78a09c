"""How one ballot is given, through the service that the page calls: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.budget.queries import costs_on_list
from brink.instruments.budget.services.voting import cast


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one ballot; which plans it takes follows from the person."""
    numbers = sorted(costs_on_list(round))
    first = sum(person.encode()) % len(numbers)
    return cast(round=round, token=person, marks=dict.fromkeys((numbers[first], numbers[first - 1]), 1))
