"""What staff do with promises, and who may."""

from brink.foundation.permissions import WRITERS, action

COMMITMENT_WRITE = action("commitment.write", WRITERS)
