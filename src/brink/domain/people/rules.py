"""Who may do what at the desk: the actions that apps declare in their `permissions.py`. And how periods meet. Pure."""

from datetime import date
from uuid import UUID

from brink.foundation.permissions import Action
from brink.foundation.visibility import DESK, STAFF, Role, Viewer

# Members of council and executive are public facts; the other roles open the desk and need four eyes.
ELECTED = STAFF - DESK


def can(viewer: Viewer, action: Action, tenant_id: UUID) -> bool:
    """Tell whether this viewer may do this in this body. Deny by default: an action names the roles that may."""
    return viewer.has(tenant_id, action.roles)


def acting_role(viewer: Viewer, action: Action, tenant_id: UUID) -> Role | None:
    """Return the role in which a viewer does something, for the journal; None when it may not."""
    return next((role for role in Role if role in action.roles and (tenant_id, role) in viewer.roles), None)


def overlaps(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Tell whether two periods share a day. Last days count; None goes on."""
    return (other_ends is None or starts <= other_ends) and (ends is None or other_starts <= ends)
