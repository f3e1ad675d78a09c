"""What staff do with submissions, and who may: what is adopted and told, and who takes the list of names, are few."""

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.foundation.permissions import CLERK, SECRETARY, WRITERS, action, acts

SUBMISSION_WRITE = action("submission.write", WRITERS)
SUBMISSION_DECIDE = action("submission.decide", CLERK | SECRETARY)

acts(
    "submission.judged", "submission.point_added", "submission.point_written", "submission.point_removed",
    "submission.cleaned", "submission.nota_written", "submission.answered",
    by=(SUBMISSION_WRITE,),
)  # fmt: skip
acts("submission.dated", by=(CONTRIBUTION_ENTER,))
acts("submission.nota_adopted", "submission.told", "submission.key_list", by=(SUBMISSION_DECIDE,))
acts("submission.destroyed")
