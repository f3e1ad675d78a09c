"""What staff do with records of every register, and who may."""

from brink.foundation.permissions import WRITERS, action

RECORD_LINK = action("record.link", WRITERS)
