"""What dialogue groups add elsewhere: to decisions, to the guards of a proposal, and to pages of a promise."""

from django.db.models import Exists, OuterRef

from brink.domain.commitments.models import Commitment
from brink.domain.commitments.promised import promise_origins
from brink.domain.decisions.points import DecisionBlock, decision_blocks, decision_findings, decision_work
from brink.domain.participation.proposal_findings import proposal_guards
from brink.domain.participation.round_page import frame_of
from brink.foundation.visibility import ANYONE, Viewer, visible
from brink.instruments.dialogue_groups.decision_findings import named, naming_work, not_named
from brink.instruments.dialogue_groups.interest_findings import own_interest
from brink.instruments.dialogue_groups.models import CarryingOut, Naming
from brink.ui.components import Link


def _there(viewer: Viewer) -> Exists:
    return Exists(visible(viewer, Naming.objects.filter(decision=OuterRef("pk"))))


def by_proposal(row: Commitment) -> Link | None:
    """Return the proposal of a group that became this promise."""
    rows = visible(ANYONE, CarryingOut.objects.filter(tenant=row.tenant_id, commitment=row))
    found = rows.select_related("proposal__round__process").first()
    if found is None:
        return None
    where = frame_of(found.proposal.round).address("proposal", number=found.proposal.number)
    return Link(found.proposal.name, where)


decision_findings.register("groups named", not_named, order=60)
decision_work.register("groups named", naming_work, order=60)
decision_blocks.register("groups", DecisionBlock(named, there=_there), order=60)
proposal_guards.register("own interest", own_interest)
promise_origins.register("group proposal", by_proposal, order=40)
