"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import asks

WAYS_BACK = {"talk.answered": asks("answers.called_back", "landing.changed")}
