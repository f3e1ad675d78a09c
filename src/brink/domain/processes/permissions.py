"""What staff do with a question, its room and its rounds, and who may."""

from brink.foundation.permissions import ADMIN, WRITERS, action
from brink.foundation.visibility import DESK

PROCESS_WRITE = action("process.write", WRITERS)
SHEETS_PRINT = action("sheets.print", DESK)
THEME_WRITE = action("theme.write", ADMIN)
