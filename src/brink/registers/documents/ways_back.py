"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import asks, by

WAYS_BACK = {
    "document.added": by("document.renewed", "document.labelled", "document.withdrawn"),
    "document.renewed": by("document.renewed", "document.withdrawn"),
    "document.labelled": by("document.labelled"),
    "document.readers_named": by("document.readers_named"),
    "document.opened": asks("document.withdrawn"),
    "document.withdrawn": asks("document.added"),
}
