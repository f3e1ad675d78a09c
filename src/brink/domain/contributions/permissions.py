"""What staff do with the words of givers, and who may."""

from brink.foundation.permissions import WRITERS, action
from brink.foundation.visibility import DESK, Role

_MODERATORS = WRITERS | {Role.MODERATOR}

CONTRIBUTION_ENTER = action("contribution.enter", _MODERATORS)
CONTRIBUTION_MODERATE = action("contribution.moderate", _MODERATORS)
GIVER_READ = action("giver.read", WRITERS)
BUNDLE_WRITE = action("bundle.write", WRITERS)
LANDING_WRITE = action("landing.write", WRITERS)
REPLY_WRITE = action("reply.write", WRITERS)
NOTE_WRITE = action("note.write", DESK)
