"""What staff do with people, roles and contacts, and who may."""

from brink.foundation.permissions import ADMIN, CLERK, WRITERS, action
from brink.foundation.visibility import DESK, Role

CONTACT_ASSIGN = action("contact.assign", CLERK | ADMIN)
PEOPLE_WRITE = action("people.write", CLERK | ADMIN)
ABSENCE_WRITE = action("absence.write", DESK)
TEAM_WRITE = action("team.write", CLERK | ADMIN)
ROLE_REQUEST = action("role.request", ADMIN)
ROLE_CONFIRM = action("role.confirm", ADMIN)
ROLE_END = action("role.end", ADMIN)
# Whose work something is: also moderators take things up.
WORK_ASSIGN = action("work.assign", WRITERS | {Role.MODERATOR})
BODY_WRITE = action("body.write", ADMIN)
MEMBERS_WRITE = action("members.write", CLERK | ADMIN)
