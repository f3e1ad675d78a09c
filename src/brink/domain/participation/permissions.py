"""What staff do at the door of a round, and who may."""

from brink.foundation.permissions import WRITERS, action

ADMISSION_CHECK = action("admission.check", WRITERS)
