"""Who answers a request for a conversation: whoever it was made to, which the act itself asks."""

from brink.foundation.permissions import WRITERS, action, acts
from brink.foundation.visibility import ELECTED

# A contact of an area may be an officer.
TALK_ANSWER = action("talk.answer", ELECTED | WRITERS)
acts("talk.answered", by=(TALK_ANSWER,))
