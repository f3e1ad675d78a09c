"""What can be done after each act of this register, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, free

WAYS_BACK = {
    "invitation.planned": asks("invitation.ended"),
    "invitation.way_added": free(Why.ADDS),
    "invitation.ended": asks("invitation.planned"),
}
