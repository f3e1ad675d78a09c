"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "hall.opened": by("hall.closed"),
    "hall.closed": by("hall.opened"),
    "hall.asked": by("hall.question_closed"),
    "hall.question_closed": by("hall.asked"),
    "line.looked_at": free(Why.SEEN),
    "sheet.corrected": by("sheet.corrected"),
    "sheets.taken_over": by("sheet.corrected", "contribution.withdrawn"),
}
