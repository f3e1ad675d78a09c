"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, free

WAYS_BACK = {"reach.counted": free(Why.CLOCK)}
