"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "record.linked": by("record.unlinked"),
    "record.unlinked": by("record.linked"),
    "record.reminded": free(Why.CLOCK),
}
