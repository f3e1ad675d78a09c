"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "baseline.loaded": free(Why.CLOCK),
    "internal_room.written": by("internal_room.written", "internal_room.dropped"),
    "internal_room.adopted": asks("internal_room.written"),
    "internal_room.dropped": by("internal_room.written"),
    "participation.chosen": by("participation.chosen"),
    "public_text.published": asks("public_text.published"),
    "process.serves": by("process.serves"),
    "self_check.filled": by("self_check.filled"),
    "decision.fitted": by("decision.fitted"),
}
