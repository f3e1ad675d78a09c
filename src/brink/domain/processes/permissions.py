"""What staff do with a question, its room and its rounds, and who may."""

from brink.foundation.permissions import WRITERS, action

PROCESS_WRITE = action("process.write", WRITERS)
