"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.dialogue.readable_statements import asked
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.services.statements import add_own


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one contribution: answers to the first statements, or a sentence. A sentence is never closed here."""
    if kind == "statement":
        return add_own(round=round, text=words, key=key)
    values = (1, -1) if sum(person.encode()) % 2 else (-1, 1)
    statements = asked(round).order_by("number")[:6]
    return answer(round=round, token=person, answers={one.pk: values[one.number % 2] for one in statements}).receipt
