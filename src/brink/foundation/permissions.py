"""What staff can do: each app says in its own `permissions.py` which acts it has, and which roles may do them.

Two registers make one table. An *action* is what a role allows, for some organs by that organ (`by_organ`: dualism). A
*line* says of a kind of act in the journal whose it is: by which action, of residents, of whoever has an account, or of
the clock alone. The act kernel asks the line, so that the table holds on every road (`domain.journal.acts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.foundation.errors import NotAllowed
from brink.foundation.organs import ActsFor, OrganKind
from brink.foundation.points import Point
from brink.foundation.role_names import role_names
from brink.foundation.visibility import Role, Viewer


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that staff can do, with the roles that may. `key` is stable.

    Where it matters for which organ, `by_organ` says which roles may for which kind of organ, and for no other.
    """

    key: str
    roles: frozenset[Role]
    by_organ: Mapping[str, frozenset[Role]] = field(default_factory=dict, compare=False)

    def allowed(self, organ: ActsFor | None = None) -> frozenset[Role]:
        """Return the roles that may do this for an organ; without an organ, those that may for some organ."""
        if organ is None or not self.by_organ:
            return self.roles
        return self.by_organ.get(organ.role, frozenset())


@dataclass(frozen=True, slots=True)
class Line:
    """Whose a kind of act is. Without any of these it is the clock's, or of who runs the site: nobody's by a page."""

    kind: str
    actions: tuple[Action, ...] = ()
    residents: bool = False
    accounts: bool = False

    def may(self, role: str, organ: ActsFor | None = None) -> bool:
        """Tell whether somebody who acts in this role may do it, for this organ."""
        if role == SYSTEM_ROLE:
            return True
        if role == RESIDENT_ROLE:
            return self.residents
        return self.accounts or any(role in one.allowed(organ) for one in self.actions)


SYSTEM_ROLE, RESIDENT_ROLE = "system", "resident"
actions: Point[Action] = Point("permission")
lines: Point[Line] = Point("act-line")

WRITERS = frozenset({Role.CLERK, Role.SECRETARY, Role.OFFICER})
CLERK = frozenset({Role.CLERK})
SECRETARY = frozenset({Role.SECRETARY})
ADMIN = frozenset({Role.ADMIN})
# Dualism: what the council and its organs did is the griffie's to say, what the executive did the secretary's.
SIDES: Mapping[str, frozenset[Role]] = MappingProxyType({
    OrganKind.COUNCIL: CLERK,
    OrganKind.COMMITTEE: CLERK,
    OrganKind.PRESIDIUM: CLERK,
    OrganKind.EXECUTIVE: SECRETARY,
})


def action(
    key: str, roles: frozenset[Role] = frozenset(), *, by_organ: Mapping[str, frozenset[Role]] | None = None
) -> Action:
    """Declare an action at the top of a `permissions.py`; raises ValueError when an app has declared it before."""
    sides = by_organ or {}
    return actions.register(key, Action(key, roles.union(*sides.values()), sides))


def acts(*kinds: str, by: tuple[Action, ...] = (), residents: bool = False, accounts: bool = False) -> None:
    """Say whose these kinds of acts are; raises ValueError when one has a line already."""
    for kind in kinds:
        lines.register(kind, Line(kind, by, residents, accounts))


def can(viewer: Viewer, action: Action, tenant_id: UUID, organ: ActsFor | None = None) -> bool:
    """Tell whether this viewer may do this in this body, for this organ. Deny by default: an action names its roles."""
    return viewer.has(tenant_id, action.allowed(organ))


def acting_role(viewer: Viewer, action: Action, tenant_id: UUID, organ: ActsFor | None = None) -> Role | None:
    """Return the role in which a viewer does something, for the journal; None when it may not."""
    roles = action.allowed(organ)
    return next((role for role in Role if role in roles and (tenant_id, role) in viewer.roles), None)


def not_allowed(roles: frozenset[Role], organ: ActsFor | None = None) -> NotAllowed:
    """Return the refusal, in one sentence: for whom it is, when the organ makes the difference."""
    if organ is None:
        return NotAllowed(_("Dit mag u niet met uw rol. Vraag een collega die het wel mag."))
    if not roles:
        sentence = ngettext("%(organ)s kan dit niet.", "%(organ)s kunnen dit niet.", getattr(organ, "number", 1))
        return NotAllowed(sentence % {"organ": getattr(organ, "opening", organ.told)})
    said = {"organ": organ.told, "roles": role_names(roles)}
    return NotAllowed(_("Voor %(organ)s doet alleen de %(roles)s dit.") % said)


def check_act(kind: str, role: str, organ: ActsFor | None = None) -> None:
    """Raise NotAllowed when an act of this kind is not for somebody in this role, for this organ."""
    line = lines.get(kind)
    if line is not None and not line.may(role, organ):
        raise not_allowed(frozenset().union(*(one.allowed(organ) for one in line.actions)), organ)
