"""What staff do with decisions and commitments, and who may."""

from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.people.permissions import BODY_WRITE, MEMBERS_WRITE
from brink.foundation.organs import OrganKind
from brink.foundation.permissions import SIDES, WRITERS, action, acts
from brink.foundation.visibility import ELECTED, Role

OF_COUNCIL = frozenset({OrganKind.COUNCIL, OrganKind.COMMITTEE, OrganKind.PRESIDIUM})
DECISION_WRITE = action("decision.write", WRITERS)
# Dualism: the griffie publishes what the council decided, the secretary what the executive did.
DECISION_PUBLISH = action("decision.publish", by_organ=SIDES)

acts(
    "decision.drafted", "decision.edited", "decision.discarded", "decision.options", "decision.dilemmas",
    "decision.votes", "decision.weighed", "decision.deviates", "decision.advice", "decision.minority",
    "decision.principles",
    "decision.correction_proposed", "decision.correction_dropped",
    by=(DECISION_WRITE,),
)  # fmt: skip
# Why a fractie was against is asked and taken from the minutes on the council's side, and said by its own members.
GROUP_NOTE = action("decision.note_group", by_organ={side: SIDES[side] for side in sorted(OF_COUNCIL)})
GROUP_SPEAK = action("decision.speak", frozenset({Role.COUNCIL}))
acts("decision.group_asked", "decision.group_noted", by=(GROUP_NOTE,))
acts("decision.group_spoke", by=(GROUP_SPEAK,))
# Whoever has a seat says where they stand; whether it is their own seat and fractie, the act itself asks.
POSITION_TAKE = action("position.take", ELECTED)
acts("position.taken", "person.themes_chosen", by=(POSITION_TAKE,))
acts("group.themes_chosen", by=(MEMBERS_WRITE,))
# When somebody with a seat is expected at a question, and whether they came.
INVOLVEMENT_WRITE = action("involvement.write", WRITERS)
acts("involvement.planned", "involvement.noted", "involvement.dropped", by=(INVOLVEMENT_WRITE,))
acts("decision_kind.added", "decision_kind.changed", "decision_kind.removed", by=(BODY_WRITE,))
acts("decision.published", "decision.corrected", by=(DECISION_PUBLISH,))
acts("decision.promised", by=(COMMITMENT_WRITE,))
