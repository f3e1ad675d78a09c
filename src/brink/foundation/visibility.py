"""The one visibility function: who may see which rows. Deny by default.

Each model that anybody may ever see registers one `Rule`; pages, API, feeds, search, exports and mail all go through
`visible`. A model without a rule is invisible to everyone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from brink.foundation.points import Point


class Role(StrEnum):
    """What somebody is, within one body. Names of institutions are data; these are not."""

    COUNCIL = "council"
    COMMITTEE = "committee_member"
    GROUP_STAFF = "group_staff"
    EXECUTIVE = "executive"
    CHAIR = "chair"
    CLERK = "clerk"
    SECRETARY = "secretary"
    OFFICER = "officer"
    MODERATOR = "moderator"
    RESEARCHER = "researcher"
    ADMIN = "admin"


STAFF = frozenset(Role)
# These roles open the desk and need four eyes.
DESK = frozenset({Role.CLERK, Role.SECRETARY, Role.OFFICER, Role.MODERATOR, Role.ADMIN})
# Who sits in council, committee or executive is a public fact. It opens no desk.
ELECTED = frozenset({Role.COUNCIL, Role.COMMITTEE, Role.EXECUTIVE, Role.CHAIR})
# Who works beside them is nobody's business, and it opens no desk either.
BESIDE = STAFF - DESK - ELECTED


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks: an account with roles per body, or nobody in particular, possibly with tracking codes."""

    account_id: UUID | None = None
    name: str = ""
    roles: frozenset[tuple[UUID, Role]] = frozenset()
    under_code: frozenset[UUID] = field(default_factory=frozenset)

    def tenants(self, allowed: frozenset[Role] = STAFF) -> frozenset[UUID]:
        """Return the bodies in which this viewer has one of the `allowed` roles."""
        return frozenset(tenant for tenant, role in self.roles if role in allowed)

    def has(self, tenant_id: UUID, allowed: frozenset[Role]) -> bool:
        """Tell whether this viewer has one of the `allowed` roles in this body."""
        return any((tenant_id, role) in self.roles for role in allowed)


ANYONE = Viewer()


@dataclass(frozen=True, slots=True)
class Rule:
    """Who sees rows of one model: everybody those that match `public`, staff of the body those of their own.

    `public` is a function, so that it can depend on the clock; None means nothing is public. `under_code` names the
    lookup that ties a row to contributions whose tracking code the viewer holds ("" = no such tie); `under_code_if`
    narrows what the holder reads of them, for rows that are a draft of the desk first. `closed` picks out rows of
    which only `closed_roles` of the own body know, whatever the others see: what is secret. `shared` says which of
    those somebody knows besides by a seat of theirs.
    """

    public: Callable[[], Q] | None = None
    roles: frozenset[Role] = frozenset()
    tenant: str = "tenant_id"
    under_code: str = ""
    under_code_if: Callable[[], Q] | None = None
    closed: Callable[[], Q] | None = None
    closed_roles: frozenset[Role] = frozenset()
    shared: Callable[[Viewer], Q] | None = None


rules: Point[tuple[type[Model], Rule]] = Point("visibility")
_rules: dict[type[Model], Rule] = {}
M = TypeVar("M", bound=Model)


def _not_closed(rule: Rule, viewer: Viewer) -> Q:
    """Return the condition that a row is not closed to this viewer."""
    shown = Q(**{f"{rule.tenant}__in": sorted(viewer.tenants(rule.closed_roles))})
    return shown | ~rule.closed() if rule.closed is not None else shown


def register(model: type[Model], rule: Rule) -> None:
    """Register the rule of a model, once; raises ValueError on a second rule."""
    rules.register(model._meta.label, (model, rule))
    _rules[model] = rule


def visible(viewer: Viewer, rows: QuerySet[M]) -> QuerySet[M]:
    """Narrow `rows` to those this viewer may see. Without a rule: none."""
    rule = _rules.get(rows.model)
    if rule is None:
        return rows.none()
    allowed = Q(pk__in=[])
    if rule.public is not None:
        allowed |= rule.public()
    tenants = viewer.tenants(rule.roles) if rule.roles else frozenset()
    if tenants:
        own = Q(**{f"{rule.tenant}__in": sorted(tenants)})
        allowed |= own & _not_closed(rule, viewer) if rule.closed is not None else own
    if rule.shared is not None and viewer.roles:
        allowed |= rule.shared(viewer)
    if rule.under_code and viewer.under_code:
        mine = Q(**{f"{rule.under_code}__in": sorted(viewer.under_code)})
        allowed |= mine & rule.under_code_if() if rule.under_code_if is not None else mine
    return rows.filter(allowed)
