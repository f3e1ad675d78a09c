"""What can be done after each act of this instrument."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "consultation.imported": by("consultation.imported", "consultation.draft_dropped", "consultation.section_written"),
    "consultation.section_written": by("consultation.section_written"),
    "consultation.dropped_told": by("consultation.dropped_told"),
    "consultation.published": asks("consultation.imported"),
    "consultation.draft_dropped": asks("consultation.imported"),
    "remark.placed": by("remark.placed"),
    "remark.supported": free(Why.GIVER),
}
