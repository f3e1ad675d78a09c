"""What is done with dialogue groups, and by whom."""

from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import CLERK, action, acts

# The frame is the council's, and so is who broke its silence: its clerk writes both down.
FRAME_WRITE = action("groups.frame", CLERK)

acts("groups.proposed", "groups.proposal_changed", "groups.proposal_withdrawn", "groups.dissented", residents=True)
acts("groups.line_raised", "groups.intervened", by=(FRAME_WRITE,))
acts(
    "groups.group_added", "groups.evening_planned", "groups.evening_told", "groups.member_invited",
    "groups.member_left", "groups.owner_changed", "groups.proposal_checked", "groups.dissent_shown",
    "groups.dissent_hidden",
    "groups.proposal_started", "groups.progress_told", "groups.proposal_stopped",
    by=(PROCESS_WRITE,),
)  # fmt: skip
acts("groups.proposals_named", by=(DECISION_WRITE,))
# What the clock does.
acts("groups.hold_released", "groups.members_destroyed")
