"""What staff do with records of every register, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

RECORD_LINK = action("record.link", WRITERS)

acts("record.linked", "record.unlinked", by=(RECORD_LINK,))
acts("record.reminded")
