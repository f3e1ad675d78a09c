"""What staff do with decisions and commitments, and who may."""

from brink.foundation.permissions import CLERK, WRITERS, action

DECISION_WRITE = action("decision.write", WRITERS)
DECISION_PUBLISH = action("decision.publish", CLERK)
