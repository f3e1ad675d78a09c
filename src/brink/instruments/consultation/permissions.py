"""Whose the acts on a text are: the remark itself is a contribution, and its line stands there."""

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import acts

acts(
    "consultation.imported", "consultation.section_written", "consultation.dropped_told", "consultation.published",
    "consultation.draft_dropped",
    by=(PROCESS_WRITE,),
)  # fmt: skip
acts("remark.placed", by=(CONTRIBUTION_ENTER,))
acts("remark.supported", residents=True)
