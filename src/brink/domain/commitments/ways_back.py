"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "commitment.made": asks("commitment.moved", "commitment.settled"),
    "commitment.published": free(Why.SECOND),
    "commitment.accepted": free(Why.ADDS),
    "commitment.called": free(Why.ADDS),
    "commitment.moved": by("commitment.moved"),
    "commitment.settled": asks("commitment.objected"),
    "commitment.reported": asks("commitment.objected"),
    "commitment.objected": free(Why.GIVER),
    "commitment.spent": by("commitment.spent"),
}
