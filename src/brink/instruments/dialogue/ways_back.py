"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import by

WAYS_BACK = {
    "dialogue.statements_answered": by("dialogue.statements_answered"),
    "dialogue.statement_added": by("dialogue.statement_reworded", "dialogue.statement_retired"),
    "dialogue.statement_reworded": by("dialogue.statement_reworded"),
    "dialogue.statement_retired": by("dialogue.statement_added"),
}
