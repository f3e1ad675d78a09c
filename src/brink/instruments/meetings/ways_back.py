"""What can be done after each act of this instrument."""

from brink.domain.journal.ways_back import by

WAYS_BACK = {"meeting.handled": by("meeting.handled")}
