"""What staff do with assignments: the griffie gives, adopts and lets lapse; whoever works on it says how it stands."""

from brink.foundation.permissions import CLERK, WRITERS, action, acts

ASSIGNMENT_GIVE = action("assignment.give", CLERK)
ASSIGNMENT_WORK = action("assignment.work", WRITERS)

acts("assignment.given", "assignment.adopted", "assignment.sent_back", "assignment.lapsed", by=(ASSIGNMENT_GIVE,))
acts("assignment.begun", "assignment.moved", "assignment.delivered", by=(ASSIGNMENT_WORK,))
