"""Writing bodies, people, roles and contacts."""

from brink.domain.people.services.absences import add_absence, remove_absence
from brink.domain.people.services.bodies import (
    BodyFacts,
    add_neighbour,
    add_organ,
    add_person,
    change_body,
    change_organ,
    found_body,
    link_account,
    remove_organ,
)
from brink.domain.people.services.contacts import assign_contact, end_contact, hand_over_contact, set_contact
from brink.domain.people.services.groups import add_group, change_group, remove_group
from brink.domain.people.services.inviting import invite
from brink.domain.people.services.members import Seat, add_seated, bring_members
from brink.domain.people.services.roles import (
    add_member,
    appoint_first_admins,
    confirm_role,
    end_membership,
    move_member,
    request_role,
    withdraw_role,
)
from brink.domain.people.services.teams import add_team, change_team

__all__ = [
    "BodyFacts",
    "Seat",
    "add_absence",
    "add_group",
    "add_member",
    "add_neighbour",
    "add_organ",
    "add_person",
    "add_seated",
    "add_team",
    "appoint_first_admins",
    "assign_contact",
    "bring_members",
    "change_body",
    "change_group",
    "change_organ",
    "change_team",
    "confirm_role",
    "end_contact",
    "end_membership",
    "found_body",
    "hand_over_contact",
    "invite",
    "link_account",
    "move_member",
    "remove_absence",
    "remove_group",
    "remove_organ",
    "request_role",
    "set_contact",
    "withdraw_role",
]
