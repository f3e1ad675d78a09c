"""What staff do with people, roles and contacts, and who may."""

from brink.foundation.organs import OrganKind
from brink.foundation.permissions import ADMIN, CLERK, SECRETARY, SIDES, WRITERS, action, acts
from brink.foundation.visibility import DESK, Role

_OFFICES = CLERK | SECRETARY | ADMIN

# The executive names its own contacts: its secretary writes down who.
CONTACT_ASSIGN = action("contact.assign", SECRETARY)
PEOPLE_WRITE = action("people.write", _OFFICES)
ABSENCE_WRITE = action("absence.write", DESK)
TEAM_WRITE = action("team.write", _OFFICES)
ROLE_REQUEST = action("role.request", ADMIN)
ROLE_CONFIRM = action("role.confirm", ADMIN)
ROLE_END = action("role.end", ADMIN)
# Whose work something is: also moderators take things up.
WORK_ASSIGN = action("work.assign", WRITERS | {Role.MODERATOR})
BODY_WRITE = action("body.write", ADMIN)
# Who sits where is kept on the side that it is about.
MEMBERS_WRITE = action(
    "members.write",
    by_organ={side: roles | ADMIN for side, roles in {**SIDES, OrganKind.WORKING_GROUP: CLERK}.items()},
)

acts("contact.assigned", "contact.ended", "contact.handed_over", by=(CONTACT_ASSIGN,))
acts("person.added", "person.invited", "person.account_linked", by=(PEOPLE_WRITE,))
acts("absence.added", "absence.removed", by=(ABSENCE_WRITE,))
acts("team.added", "team.changed", by=(TEAM_WRITE,))
acts("role.requested", by=(ROLE_REQUEST,))
acts("role.granted", "role.withdrawn", by=(ROLE_CONFIRM,))
acts("role.ended", by=(ROLE_END, MEMBERS_WRITE))
acts("body.changed", "body.neighbour_added", "organ.added", "organ.changed", "organ.removed", by=(BODY_WRITE,))
# Areas are kept on the pages of the organisation, above the app that holds them.
acts("places.area_added", "places.area_renamed", "places.area_removed", by=(BODY_WRITE,))
acts("places.areas_imported", "places.facts_loaded", "places.population_imported")
acts("group.added", "group.changed", "group.removed", by=(MEMBERS_WRITE,))
acts("members.brought", "member.added", "member.moved", "person.seated", by=(MEMBERS_WRITE,))
acts("body.founded", "role.first_admins")
