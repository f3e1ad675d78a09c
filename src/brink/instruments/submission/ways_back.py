"""What can be done after each act on submissions."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "submission.judged": by("submission.judged"),
    "submission.dated": by("submission.dated"),
    "submission.point_added": by("submission.point_removed", "submission.point_written"),
    "submission.point_written": by("submission.point_written"),
    "submission.point_removed": by("submission.point_added"),
    "submission.cleaned": by("submission.cleaned"),
    "submission.nota_written": by("submission.nota_written"),
    "submission.answered": by("submission.point_written"),
    "submission.nota_adopted": asks(),
    "submission.told": asks("landing.changed"),
    "submission.destroyed": free(Why.CLOCK),
    "submission.key_list": free(Why.SEEN),
}
