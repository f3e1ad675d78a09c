"""What staff do with promises, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

COMMITMENT_WRITE = action("commitment.write", WRITERS)

acts(
    "commitment.made", "commitment.accepted", "commitment.called", "commitment.moved", "commitment.published",
    "commitment.reported", "commitment.settled", "commitment.spent",
    by=(COMMITMENT_WRITE,),
)  # fmt: skip
acts("commitment.objected", residents=True)
