"""What staff do to account for a question, and who may."""

from brink.domain.decisions.permissions import DECISION_WRITE
from brink.foundation.organs import OrganKind
from brink.foundation.permissions import CLERK, SECRETARY, WRITERS, action, acts

INTERNAL_ROOM_WRITE = action("internal_room.write", WRITERS)
# Each side notes what its own organ adopted: the griffie for the council, the secretary for the executive.
INTERNAL_ROOM_ADOPT = action(
    "internal_room.adopt", by_organ={OrganKind.COUNCIL: CLERK, OrganKind.EXECUTIVE: SECRETARY}
)
PARTICIPATION_CHOOSE = action("participation.choose", WRITERS)
TEXT_PUBLISH = action("public_text.publish", WRITERS)
SELF_CHECK_WRITE = action("self_check.write", WRITERS)

acts("participation.chosen", by=(PARTICIPATION_CHOOSE,))
acts("process.serves", "self_check.filled", by=(SELF_CHECK_WRITE,))
acts("public_text.published", by=(TEXT_PUBLISH,))
# A command of who runs the site.
acts("baseline.loaded")
acts("internal_room.written", "internal_room.dropped", by=(INTERNAL_ROOM_WRITE,))
acts("internal_room.adopted", by=(INTERNAL_ROOM_ADOPT,))
acts("decision.fitted", by=(DECISION_WRITE,))
