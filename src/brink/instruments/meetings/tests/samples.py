"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.instruments.meetings.models import Stance
from brink.instruments.meetings.services import give_words


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one contribution; which side it takes follows from the person."""
    given = Words(kind=kind, text=words, publicity=Publicity.CLOSED if closed else Publicity.PSEUDONYM)
    stance = Stance.AGAINST if sum(person.encode()) % 2 else Stance.FOR
    return give_words(round=round, words=given, stance=stance, actor=RESIDENT, key=key)
