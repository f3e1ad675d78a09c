"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.models import Round
from brink.instruments.petition.services.supporting import Declaration, support


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Let one person support; the name tells people apart."""
    return support(round=round, said=Declaration(f"Mens {person}", "Proefdorp", "1961-03-07"), key=key)
