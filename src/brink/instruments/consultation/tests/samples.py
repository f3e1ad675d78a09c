"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Wish
from brink.instruments.consultation.seeding import with_text
from brink.instruments.consultation.services.remarks import About, give_remark


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Say something of the first piece; what somebody wants with it follows from the person."""
    given = Words(kind=kind, text=words, publicity=Publicity.CLOSED if closed else Publicity.PSEUDONYM)
    wish = Wish.KEEP if sum(person.encode()) % 2 else Wish.CHANGE
    passages = queries.passages_of(with_text(round))
    about = About(passages[0], 0, wish)
    return give_remark(round=round, words=given, about=about, actor=RESIDENT, key=key)
