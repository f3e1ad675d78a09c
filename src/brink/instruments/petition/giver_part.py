"""What whoever handed in a proposal reads under their code: where it stands, what is asked, and the decision."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.participation.round_page import address_of
from brink.foundation.panels import Panel
from brink.instruments.petition import queries
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.round_settings import PROPOSAL
from brink.instruments.petition.states import STATE_NAMES

BEFORE = _(
    "U kunt uw voorstel altijd intrekken. Steunen er dan al mensen, dan blijft op de site staan wat u vraagt en "
    "waarom. Uw naam gaat altijd weg."
)


def _staying(proposal: Proposal, supporters: int) -> str:
    """Say what becomes of the words on the site when they are withdrawn, or what became of them."""
    if proposal.contribution.withdrawn_at is None:
        return str(BEFORE)
    if supporters or (proposal.round is not None and proposal.round.prompt):
        return gettext("U heeft uw voorstel ingetrokken. Mensen steunen het: wat u vraagt en waarom blijft staan.")
    return gettext("U heeft uw voorstel ingetrokken. Er staat op de site niets meer van.")


def own_proposal(voice: Contribution, code: str) -> Panel | None:
    """Return where a proposal stands, for the holder of a code; None for other words."""
    if not code or voice.kind != PROPOSAL:
        return None
    rows = Proposal.objects.select_related("contribution", "rules", "round__process__tenant")
    found = rows.filter(contribution=voice.pk).first()
    if found is None:
        return None
    context: dict[str, object] = {"proposal": found, "rules": found.rules, "mend_url": reverse("petitions:mend")}
    if found.round is not None:
        now = queries.standing(found.round)
        where = {"url": address_of(found.round), "list_url": address_of(found.round, "list")}
        context |= {"now": now, "state": now.name, **where}
        context["staying"] = _staying(found, now.exact)
    else:
        context["staying"] = "" if voice.withdrawn_at or found.refused_at else BEFORE
        context["state"] = STATE_NAMES[queries.proposal_state(found)]
    return Panel("petition/giver_part.html", context)
