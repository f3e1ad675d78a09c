"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "assignment.given": asks("assignment.moved", "assignment.lapsed"),
    "assignment.begun": free(Why.ADDS),
    "assignment.moved": by("assignment.moved"),
    "assignment.delivered": by("assignment.sent_back"),
    "assignment.sent_back": by("assignment.delivered"),
    "assignment.adopted": asks(),
    "assignment.lapsed": asks("assignment.given"),
}
