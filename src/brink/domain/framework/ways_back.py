"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, free

WAYS_BACK = {
    "framework.adopted": asks("framework.adopted"),
    "framework.imported": free(Why.CLOCK),
}
