"""What staff can do: each app says in its own `permissions.py` which acts it has, and which roles may do them."""

from dataclasses import dataclass
from uuid import UUID

from brink.foundation.points import Point
from brink.foundation.visibility import Role, Viewer


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that staff can do, with the roles that may. `key` is stable."""

    key: str
    roles: frozenset[Role]


actions: Point[Action] = Point("permission")

WRITERS = frozenset({Role.CLERK, Role.OFFICER})
CLERK = frozenset({Role.CLERK})
ADMIN = frozenset({Role.ADMIN})


def action(key: str, roles: frozenset[Role]) -> Action:
    """Declare an action at the top of a `permissions.py`; raises ValueError when an app has declared it before."""
    return actions.register(key, Action(key, roles))


def can(viewer: Viewer, action: Action, tenant_id: UUID) -> bool:
    """Tell whether this viewer may do this in this body. Deny by default: an action names the roles that may."""
    return viewer.has(tenant_id, action.roles)


def acting_role(viewer: Viewer, action: Action, tenant_id: UUID) -> Role | None:
    """Return the role in which a viewer does something, for the journal; None when it may not."""
    return next((role for role in Role if role in action.roles and (tenant_id, role) in viewer.roles), None)
