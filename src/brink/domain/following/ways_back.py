"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import by

WAYS_BACK = {
    "follow.asked": by("follow.stopped"),
    "follow.confirmed": by("follow.stopped"),
    "follow.stopped": by("follow.asked"),
}
