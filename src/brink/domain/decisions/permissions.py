"""What staff do with decisions and commitments, and who may."""

from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.foundation.permissions import SIDES, WRITERS, action, acts

DECISION_WRITE = action("decision.write", WRITERS)
# Dualism: the griffie publishes what the council decided, the secretary what the executive did.
DECISION_PUBLISH = action("decision.publish", by_organ=SIDES)

acts(
    "decision.drafted", "decision.edited", "decision.discarded", "decision.options", "decision.dilemmas",
    "decision.votes", "decision.weighed", "decision.deviates", "decision.advice", "decision.minority",
    "decision.correction_proposed", "decision.correction_dropped",
    by=(DECISION_WRITE,),
)  # fmt: skip
acts("decision.published", "decision.corrected", by=(DECISION_PUBLISH,))
acts("decision.promised", by=(COMMITMENT_WRITE,))
