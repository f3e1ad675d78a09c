"""The state of a contribution, computed from its moments. Pure."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brink.domain.contributions.models import Contribution


class ContributionState(StrEnum):
    """domain.md §3.3; the side states stand last."""

    RECEIVED = "received"
    BUNDLED = "bundled"
    WEIGHED = "weighed"
    LANDED = "landed"
    REPLIED = "replied"
    REOPENED = "reopened"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    HANDED_OVER = "handed_over"


def contribution_state(
    contribution: "Contribution", *, weighed: bool = False, drafts: bool = True
) -> ContributionState:
    """Return where a contribution stands; `weighed` says whether its process has reached weighing.

    Without `drafts` as its giver may know it: an answer that was not sent is not there.
    """
    moments = (
        (contribution.withdrawn_at, ContributionState.WITHDRAWN),
        (contribution.reopened_at, ContributionState.REOPENED),
        (contribution.handed_over_at, ContributionState.HANDED_OVER),
        (contribution.replied_at, ContributionState.REPLIED),
        (contribution.landed_at if drafts else None, ContributionState.LANDED),
    )
    for moment, state in moments:
        if moment is not None:
            return state
    if contribution.moderation == "waiting":
        return ContributionState.WAITING
    if weighed:
        return ContributionState.WEIGHED
    return ContributionState.BUNDLED if contribution.bundled_at else ContributionState.RECEIVED
