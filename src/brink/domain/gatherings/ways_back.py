"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "gathering.set": by("gathering.set"),
    "gathering.agenda_set": by("gathering.agenda_set"),
    "gathering.presence_noted": by("gathering.presence_noted"),
    "gathering.reported": by("gathering.reported"),
    "gathering.taken_along": by("gathering.taken_along"),
    "gathering.imported": by("event.changed", "event.cancelled"),
    "signup.made": by("signup.cancelled"),
    "signup.cancelled": by("signup.made"),
    "signup.read": free(Why.SEEN),
    "signup.called": free(Why.ADDS),
}
