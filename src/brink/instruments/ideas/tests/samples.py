"""One contribution of each kind, given through the services that the pages call: what the contract suite needs."""

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.models import Stance
from brink.instruments.ideas.round_settings import IDEA
from brink.instruments.ideas.services import add_comment, give_idea


def give(round: Round, kind: str, *, person: str, words: str, closed: bool, key: str) -> Receipt:
    """Give one contribution; a comment answers the first idea that anybody may read."""
    given = Words(kind=kind, text=words, publicity=Publicity.CLOSED if closed else Publicity.PSEUDONYM)
    if kind == IDEA:
        return give_idea(round=round, words=given, actor=RESIDENT, key=key)
    ideas = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=IDEA).order_by("created_at", "id")
    idea = visible(ANYONE, ideas).first()
    if idea is None:
        idea = give_idea(
            round=round, words=Words(kind=IDEA, text="Zet een bank bij de kerk."), actor=RESIDENT, key=None
        ).contribution
    stance = Stance.AGAINST if sum(person.encode()) % 2 else Stance.FOR
    return add_comment(round=round, idea=idea, stance=stance, words=given, actor=RESIDENT, key=key)
