"""What staff do about invitations, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

INVITATION_WRITE = action("invitation.write", WRITERS)

acts("invitation.planned", "invitation.way_added", "invitation.ended", by=(INVITATION_WRITE,))
