"""Reads about bodies and people; each function says how many queries it takes."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.services import Actor
from brink.domain.people.models import Absence, Account, AreaContact, Body, Membership, Organ, Person, RoleGrant
from brink.domain.people.permissions import CONTACT_ASSIGN
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.queries import ancestors
from brink.foundation import clock
from brink.foundation.addresses import fixed
from brink.foundation.organs import OrganKind
from brink.foundation.permissions import Action, acting_role, can, not_allowed
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Role, Viewer, visible


@dataclass(frozen=True, slots=True)
class Representation:
    """One council that speaks for an area, and who sits in it. `members` is empty when nobody entered them yet."""

    body: Body
    organ: Organ
    members: tuple[Membership, ...]


def current(on: date) -> Q:
    """Return the condition that a period holds on a day; its last day counts."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def holds_desk(person: Person) -> bool:
    """Tell whether somebody has a role at the desk today or later, or a request for one waits. Two queries at most."""
    held = Membership.objects.filter(person=person, role__in=DESK).exclude(ends__lt=clock.today())
    waiting = RoleGrant.objects.filter(person=person, confirmed_at__isnull=True, withdrawn_at__isnull=True)
    return held.exists() or waiting.exists()


def viewer_for(account: Account) -> Viewer:
    """Return the viewer behind an account: its roles per body, today. One query."""
    rows = Membership.objects.filter(current(clock.today()), person__account=account).values_list("tenant_id", "role")
    return Viewer(
        account_id=account.pk,
        name=account.name,
        roles=frozenset((tenant, Role(role)) for tenant, role in rows),
    )


def represents(area: Area, on: date | None = None) -> list[Representation]:
    """Say who represents the people of an area on a day: the nearest government first. Two queries.

    Give an area of `places.queries` (with its parents), or each parent costs a query more.
    """
    path = [one.pk for one in reversed(ancestors(area))]
    organs = Organ.objects.filter(role=Role.COUNCIL, tenant__area__in=path).select_related("tenant")
    members: dict[object, list[Membership]] = {}
    seats = Membership.objects.filter(current(on or clock.today()), role=Role.COUNCIL, organ__in=organs)
    for seat in seats.select_related("person", "group").order_by("group__name", "person__name"):
        members.setdefault(seat.organ_id, []).append(seat)
    councils = [Representation(organ.tenant, organ, tuple(members.get(organ.pk, ()))) for organ in organs]
    order = {pk: place for place, pk in enumerate(path)}
    return sorted(councils, key=lambda one: (order.get(one.body.area_id or one.body.pk, 0), one.organ.name))


def contacts_for(area: Area, on: date | None = None) -> list[AreaContact]:
    """Return the fixed contact of each government for an area on a day, the nearest government first. One query."""
    path = [one.pk for one in reversed(ancestors(area))]
    rows = AreaContact.objects.filter(current(on or clock.today()), area__in=path)
    nearest: dict[object, AreaContact] = {}
    for contact in rows.select_related("person", "area", "tenant"):
        kept = nearest.get(contact.tenant_id)
        if kept is None or path.index(contact.area_id) < path.index(kept.area_id):
            nearest[contact.tenant_id] = contact
    order = {pk: place for place, pk in enumerate(path)}
    return sorted(
        nearest.values(), key=lambda one: (order.get(one.tenant.area_id or one.pk, len(path)), one.tenant.name)
    )


def contact_for(area: Area, on: date | None = None, *, body: Body | None = None) -> AreaContact | None:
    """Return the one contact for an area on a day: of this body, or of the widest government. One query."""
    found = contacts_for(area, on)
    return next((one for one in reversed(found) if body is None or one.tenant_id == body.pk), None)


def contact_areas(body: Body) -> QuerySet[Area]:
    """Return the areas for which a body has contacts: of a province its municipalities, else the villages."""
    kind = AreaKind.MUNICIPALITY if body.kind == Body.Kind.PROVINCE else AreaKind.VILLAGE
    return Area.objects.filter(kind=kind, parent=body.area_id).defer("geometry").order_by("name")


def executive_seats(body: Body) -> QuerySet[Membership]:
    """Return the seats in the executive of a body, of all days: whoever has one on a day can be a contact then."""
    return Membership.objects.filter(
        tenant=body, organ__role=OrganKind.EXECUTIVE, role__in=(Role.EXECUTIVE, Role.CHAIR)
    )


def executives(body: Body, on: date | None = None) -> QuerySet[Person]:
    """Return who sits in the executive of a body today or from a later day on: who can be a contact. One query."""
    seats = executive_seats(body)
    return Person.objects.filter(pk__in=seats.exclude(ends__lt=on or clock.today()).values("person")).order_by("name")


def staff(viewer: Viewer, body: Body, on: date | None = None) -> QuerySet[Membership]:
    """Return who has which role in a body on a day, as far as this viewer may see. One query."""
    rows = visible(viewer, Membership.objects.filter(current(on or clock.today()), tenant=body))
    return rows.select_related("person", "organ", "group").order_by("person__name", "role")


def contacts_of(body: Body, on: date | None = None) -> list[tuple[Area, AreaContact | None]]:
    """Return each area of a body with its contact on a day, or None where there is a gap. Two queries."""
    held = AreaContact.objects.filter(current(on or clock.today()), tenant=body).select_related("person")
    by_area = {contact.area_id: contact for contact in held}
    return [(area, by_area.get(area.pk)) for area in contact_areas(body)]


def contact_gaps(body: Body, on: date | None = None) -> QuerySet[Area]:
    """Return the municipalities of a province that have no contact on a day; each should have exactly one."""
    held = AreaContact.objects.filter(current(on or clock.today()), tenant=body).values("area")
    return Area.objects.filter(kind=AreaKind.MUNICIPALITY, parent=body.area_id).exclude(pk__in=held).defer("geometry")


def open_grants(viewer: Viewer) -> QuerySet[RoleGrant]:
    """Return the requests for a role that this viewer may see and that still wait."""
    waiting = RoleGrant.objects.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)
    return visible(viewer, waiting).select_related("person", "organ", "requested_by", "tenant")


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits for this viewer: roles to confirm, and areas without a contact. Three queries at most."""
    items = [
        QueueItem(
            key=f"grant-{grant.pk}",
            tenant_id=grant.tenant_id,
            title=_("%(name)s vraagt uw tweede paar ogen.") % {"name": grant.person.name},
            where=grant.organ.name,
            act=_("Bekijk de rol"),
            address=f"{fixed('people:staff')}#rol-{grant.pk}",
        )
        for grant in open_grants(viewer)
        .exclude(requested_by=viewer.account_id)
        .exclude(person__account=viewer.account_id)
    ]
    minders = viewer.tenants(CONTACT_ASSIGN.roles)
    bodies = Body.objects.filter(pk__in=sorted(minders), kind=Body.Kind.PROVINCE) if minders else Body.objects.none()
    for body in bodies:
        count = contact_gaps(body).count()
        if count:
            title = ngettext(
                "%(count)d gemeente heeft geen contactpersoon.",
                "%(count)d gemeenten hebben geen contactpersoon.",
                count,
            )
            items.append(
                QueueItem(
                    key=f"contacts-{body.pk}",
                    tenant_id=body.pk,
                    title=title % {"count": count},
                    where=body.name,
                    act=_("Wijs iemand aan"),
                    address=f"{fixed('people:staff')}#contacten",
                    count=count,
                )
            )
    return items


def at_the_desk(*tenants: UUID) -> QuerySet[Account]:
    """Return the accounts of who has a role at the desk of these bodies today, by name. One query."""
    held = Membership.objects.filter(current(clock.today()), tenant_id__in=tenants, role__in=DESK)
    return Account.objects.filter(pk__in=held.values("person__account"), is_active=True).order_by("name", "id")


def away_for(viewer: Viewer) -> QuerySet[Absence]:
    """Return the absences of today for which this viewer takes the work: for use inside another query."""
    rows = Absence.objects.filter(current(clock.today()), substitute=viewer.account_id)
    return rows.filter(tenant_id__in=viewer.tenants(DESK))


def work_of(viewer: Viewer, account: str) -> Q:
    """Return the condition that something is this viewer's work: their own, or of a colleague who is away. No query."""
    return Q(**{account: viewer.account_id}) | Q(**{f"{account}__in": away_for(viewer).values("account")})


def stand_in(viewer: Viewer, account: str) -> Subquery:
    """Return for an annotation the viewer where they take the work of this account today, else nothing. No query."""
    rows = away_for(viewer).filter(account=OuterRef(account)).values("substitute")[:1]
    # Said, for SQLite gives the key of a row behind a subquery back as text, which is nobody's key.
    return Subquery(rows, output_field=UUIDField())


def who_may(action: Action, tenant_id: UUID, organ: Organ | None = None) -> list[str]:
    """Return the names of who may do this in a body today: for whoever may not, and wants to know whom to ask."""
    roles = action.allowed(organ)
    held = Membership.objects.filter(current(clock.today()), tenant_id=tenant_id, role__in=roles)
    return list(held.order_by("person__name").values_list("person__name", flat=True).distinct())


def allowed(
    viewer: Viewer, tenant_id: UUID, *, organ: Organ | None = None, **actions: Action
) -> dict[str, Any]:
    """Return for a page which of its acts this viewer may do (`may`), and who may do the others (`others_may`).

    `organ` is the one for which they are done, where dualism asks who may.

    A template draws a button inside `{% if may.name %}`, and says with `people/who_may.html` whom to ask for the rest.
    """
    may = {name: can(viewer, one, tenant_id, organ) for name, one in actions.items()}
    names = {", ".join(who_may(one, tenant_id, organ)) for name, one in actions.items() if not may[name]}
    return {"may": may, "others_may": sorted(one for one in names if one)}


def actor_for(
    viewer: Viewer, action: Action, tenant_id: UUID, *, organ: Organ | None = None, acting: bool = True
) -> Actor:
    """Return who acts, in the role that allows this action in this body; raises NotAllowed when none does.

    With `acting` false somebody only looks at the page behind which the act lies, and nothing is refused.
    """
    if not acting:
        return actor_of(viewer, tenant_id)
    role = acting_role(viewer, action, tenant_id, organ)
    if role is None:
        raise not_allowed(action.allowed(organ), organ if action.by_organ else None)
    return Actor(id=viewer.account_id, role=role.value)


_WEIGHTIEST = (
    Role.ADMIN, Role.CLERK, Role.SECRETARY, Role.OFFICER, Role.MODERATOR, Role.EXECUTIVE, Role.CHAIR, Role.COUNCIL,
    Role.COMMITTEE, Role.GROUP_STAFF, Role.RESEARCHER,
)  # fmt: skip


def actor_of(viewer: Viewer, tenant_id: UUID) -> Actor:
    """Return who acts when this viewer does something for a body: the account in its weightiest role there."""
    role = next((one for one in _WEIGHTIEST if (tenant_id, one) in viewer.roles), None)
    return Actor(id=viewer.account_id, role=role.value if role else "resident")
