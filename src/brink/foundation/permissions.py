"""What staff can do: each app says in its own `permissions.py` which acts it has, and which roles may do them."""

from dataclasses import dataclass

from brink.foundation.points import Point
from brink.foundation.visibility import Role


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
