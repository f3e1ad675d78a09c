"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import by

WAYS_BACK = {"talk.answered": by("answers.called_back", "landing.changed")}
