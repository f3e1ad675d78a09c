"""What staff do with a question, its room and its rounds, and who may."""

from brink.domain.people.permissions import WORK_ASSIGN
from brink.foundation.permissions import ADMIN, WRITERS, action, acts
from brink.foundation.visibility import DESK

PROCESS_WRITE = action("process.write", WRITERS)
SHEETS_PRINT = action("sheets.print", DESK)
THEME_WRITE = action("theme.write", ADMIN)

acts(
    "process.created", "process.edited", "process.copied", "process.dropped", "process.participation",
    "process.weighing", "process.answered", "process.evaluated", "process.withdrawn", "process.aligned",
    "template.kept", "template.dropped", "standing.opened", "lesson.added", "lesson.changed", "lesson.dropped",
    "room.drafted", "room.edited", "room.bounded", "room.adopted", "room.published", "room.dropped",
    "round.planned", "round.edited", "round.extended", "round.opened", "round.closed", "round.closed_early",
    "round.paused", "round.resumed", "round.dropped", "deviation.recorded",
    "interest.added", "interest.changed", "interest.dropped", "partner.added", "partner.changed", "partner.dropped",
    "stakeholder.added", "stakeholder.changed", "stakeholder.dropped",
    "event.planned", "event.changed", "event.cancelled", "event.dropped",
    "moment.planned", "moment.dropped", "term.set", "term.dropped",
    by=(PROCESS_WRITE,),
)  # fmt: skip
acts("process.assigned", by=(WORK_ASSIGN,))
# Whoever prints a form at home too.
acts("sheets.printed", by=(SHEETS_PRINT,), residents=True)
acts("theme.added", "theme.changed", "theme.removed", by=(THEME_WRITE,))
acts("process.stands_open")
