"""The words of a proposal that became the question of a petition: whether they stand there, and hiding them there.

What is hidden is what the resident asks and why, and their name. The title stays: it is what the question is called in
the text of the house, and the desk looked at it before it opened the petition. Whoever wants that gone stops the
question.
"""

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.reportable import TakenUp
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.round_settings import PROPOSAL, Settings


def _opened(contribution: Contribution) -> Proposal | None:
    """Return the proposal of these words when anybody may read what became of it; one query, none for other words."""
    if contribution.kind != PROPOSAL:
        return None
    rows = visible(ANYONE, Proposal.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution.pk))
    return rows.select_related("round").first()


def _made(contribution: Contribution) -> bool:
    return _opened(contribution) is not None


def _stands(contribution: Contribution) -> bool:
    found = _opened(contribution)
    if found is None or found.round is None:
        return False
    return bool(found.round.prompt or Settings.of(found.round.settings).why)


def _follow(contribution: Contribution) -> None:
    """Take the words away where they stand once they are hidden, and put them back once they are shown again."""
    found = _opened(contribution)
    if found is None or found.round is None:
        return
    hidden, round = contribution.moderation != Moderation.SHOWN, found.round
    round.prompt = "" if hidden else contribution.text
    round.settings = {**round.settings, "why": "" if hidden else found.why}
    round.save(update_fields=("prompt", "settings"))


TAKEN_UP = TakenUp(made=_made, stands=_stands, follow=_follow)
