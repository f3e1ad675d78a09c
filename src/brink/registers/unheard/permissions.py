"""What staff do about who is not heard, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

UNHEARD_WRITE = action("unheard.write", WRITERS)

acts("unheard.named", "unheard.begun", "unheard.changed", "unheard.ended", by=(UNHEARD_WRITE,))
