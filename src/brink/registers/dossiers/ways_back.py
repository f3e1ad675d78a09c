"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import asks, by

WAYS_BACK = {
    "dossier.opened": asks("dossier.closed"),
    "dossier.moment_added": by("dossier.moment_taken_back"),
    "dossier.moment_taken_back": by("dossier.moment_added"),
    "dossier.closed": by("dossier.reopened"),
    "dossier.reopened": by("dossier.closed"),
}
