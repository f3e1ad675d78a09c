"""What can be done after each act of this register, or what is told before it."""

from brink.domain.journal.ways_back import asks, by

WAYS_BACK = {
    "unheard.named": asks("unheard.ended"),
    "unheard.begun": by("unheard.changed"),
    "unheard.changed": by("unheard.changed"),
    "unheard.ended": asks("unheard.named"),
}
