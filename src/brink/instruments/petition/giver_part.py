"""What whoever handed in a proposal reads under their code: where it stands, what is asked, and the decision."""

from django.urls import reverse

from brink.domain.contributions.models import Contribution
from brink.domain.participation.round_page import address_of
from brink.foundation.panels import Panel
from brink.instruments.petition import queries
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.round_settings import PROPOSAL
from brink.instruments.petition.states import STATE_NAMES


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
    else:
        context["state"] = STATE_NAMES[queries.proposal_state(found)]
    return Panel("petition/giver_part.html", context)
