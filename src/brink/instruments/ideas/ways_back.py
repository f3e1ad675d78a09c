"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, free

WAYS_BACK = {
    "round.seeded": free(Why.CLOCK),
    "idea.supported": free(Why.GIVER),
    "idea.photo_removed": asks(),
    "idea.recounted": free(Why.CLOCK),
    "idea.point_rounded": free(Why.CLOCK),
}
