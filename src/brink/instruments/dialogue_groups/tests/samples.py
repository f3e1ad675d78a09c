"""How one reaction is given, through the service that the page calls: what the contract suite needs."""

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.instruments.dialogue_groups.models import GroupProposal
from brink.instruments.dialogue_groups.services.reactions import react


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """React to the first proposal, where there is one."""
    given = Words(kind=kind, text=words, publicity=Publicity.CLOSED if closed else Publicity.PSEUDONYM)
    about = GroupProposal.objects.filter(round=round, checked_at__isnull=False, withdrawn_at=None).first()
    return react(round=round, words=given, proposal=about, key=key, actor=RESIDENT)
