"""What can be done after each act of this instrument."""

from brink.domain.journal.ways_back import asks

WAYS_BACK = {"meeting.handled": asks("meeting.handled")}
