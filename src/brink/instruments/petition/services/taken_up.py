"""The words of a proposal that became the question of a petition: whether they stand there, and hiding them there.

What is hidden is what the resident asks and why, their name, and the title that they gave it: the question and the
round are then called `UNNAMED`. The room does not name it (`accepting`), as a published room never changes. The
address of the question was made of the title and stays as it is: the desk looked at it before it opened the petition.

Words that people support stay when their giver withdraws them, for others put their name to them; the giver is told so
when handing in, on the receipt, and before and after withdrawing. While nobody supports them they go.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.reportable import TakenUp
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.petition.models import Proposal, Support
from brink.instruments.petition.round_settings import PROPOSAL, Settings

UNNAMED = gettext_noop("Een voorstel van een inwoner")
"""What a question is called of which the title of the resident does not stand there: content, so Dutch."""


def _opened(contribution: Contribution) -> Proposal | None:
    """Return the proposal of these words when anybody may read what became of it; one query, none for other words."""
    if contribution.kind != PROPOSAL:
        return None
    rows = visible(ANYONE, Proposal.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution.pk))
    return rows.select_related("round__process").first()


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
    if hidden:
        _put(round, UNNAMED, "", "")
    else:
        _put(round, contribution.title, contribution.text, found.why)


def _put(round: Round, title: str, prompt: str, why: str) -> None:
    """Let these words stand where the proposal stands, inside an act; without a title it bears none of its own."""
    round.prompt, round.title = prompt, title or UNNAMED
    round.settings = {**round.settings, "why": why}
    round.save(update_fields=("prompt", "title", "settings"))
    process = round.process
    process.title = round.title
    process.save(update_fields=("title",))


def _supported(round: Round) -> bool:
    return Support.objects.filter(tenant_id=round.tenant_id, round=round, state=Support.State.COUNTED).exists()


def _stays(contribution: Contribution) -> str:
    found = _opened(contribution)
    if found is None or found.round is None or not _supported(found.round):
        return ""
    return _(
        "Mensen steunen uw voorstel. Daarom blijft op de site staan wat u vraagt en waarom. Uw naam gaat weg."
    )


def let_go(proposal: Proposal) -> None:
    """Take the words of a proposal away where they stand, in the act of withdrawing: unless people support them."""
    if proposal.round is not None and not _supported(proposal.round):
        _put(proposal.round, UNNAMED, "", "")


TAKEN_UP = TakenUp(made=_made, stands=_stands, follow=_follow, stays=_stays)
