"""Who may do what at the desk: one table of actions and roles. And how periods meet. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from brink.foundation.visibility import DESK, STAFF, Role, Viewer


class Action(StrEnum):
    """What staff can do. A new action gets a line in `ALLOWED`, or nobody may do it."""

    DESK_SEE = "desk.see"
    PROCESS_WRITE = "process.write"
    ROOM_PUBLISH = "room.publish"
    ROUND_OPEN = "round.open"
    ROUND_CLOSE = "round.close"
    CONTRIBUTION_ENTER = "contribution.enter"
    CONTRIBUTION_READ = "contribution.read"
    CONTRIBUTION_MODERATE = "contribution.moderate"
    GIVER_READ = "giver.read"
    BUNDLE_WRITE = "bundle.write"
    LANDING_WRITE = "landing.write"
    REPLY_WRITE = "reply.write"
    DECISION_WRITE = "decision.write"
    DECISION_PUBLISH = "decision.publish"
    FRAMEWORK_IMPORT = "framework.import"
    FRAMEWORK_ADOPT = "framework.adopt"
    CONTACT_ASSIGN = "contact.assign"
    PEOPLE_WRITE = "people.write"
    ROLE_REQUEST = "role.request"
    ROLE_CONFIRM = "role.confirm"
    ROLE_END = "role.end"
    EXPORT = "export"


_WRITERS = frozenset({Role.CLERK, Role.OFFICER})
_CLERK = frozenset({Role.CLERK})
_ADMIN = frozenset({Role.ADMIN})

ALLOWED: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.DESK_SEE: DESK,
        Action.PROCESS_WRITE: _WRITERS,
        Action.ROOM_PUBLISH: _WRITERS,
        Action.ROUND_OPEN: _WRITERS,
        Action.ROUND_CLOSE: _WRITERS,
        Action.CONTRIBUTION_ENTER: _WRITERS | {Role.MODERATOR},
        Action.CONTRIBUTION_READ: DESK,
        Action.CONTRIBUTION_MODERATE: _WRITERS | {Role.MODERATOR},
        Action.GIVER_READ: _WRITERS,
        Action.BUNDLE_WRITE: _WRITERS,
        Action.LANDING_WRITE: _WRITERS,
        Action.REPLY_WRITE: _WRITERS,
        Action.DECISION_WRITE: _WRITERS,
        Action.DECISION_PUBLISH: _CLERK,
        Action.FRAMEWORK_IMPORT: _CLERK,
        Action.FRAMEWORK_ADOPT: _CLERK,
        Action.CONTACT_ASSIGN: _CLERK | _ADMIN,
        Action.PEOPLE_WRITE: _CLERK | _ADMIN,
        Action.ROLE_REQUEST: _ADMIN,
        Action.ROLE_CONFIRM: _ADMIN,
        Action.ROLE_END: _ADMIN,
        Action.EXPORT: _WRITERS,
    }
)

# Members of council and executive are public facts; the other roles open the desk and need four eyes.
ELECTED = STAFF - DESK


def can(viewer: Viewer, action: Action, tenant_id: UUID) -> bool:
    """Tell whether this viewer may do this in this body. Deny by default."""
    return viewer.has(tenant_id, ALLOWED.get(action, frozenset()))


def acting_role(viewer: Viewer, action: Action, tenant_id: UUID) -> Role | None:
    """Return the role in which a viewer does something, for the journal; None when it may not."""
    allowed = ALLOWED.get(action, frozenset())
    return next((role for role in Role if role in allowed and (tenant_id, role) in viewer.roles), None)


def overlaps(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Tell whether two periods share a day. Last days count; None goes on."""
    return (other_ends is None or starts <= other_ends) and (ends is None or other_starts <= ends)
