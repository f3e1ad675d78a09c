"""Reads about fracties: which there are on a day, with how many seats, and who sits in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from brink.domain.people.models import CouncilGroup, Membership, Organ
from brink.domain.people.queries import current
from brink.foundation.organs import OrganKind
from brink.foundation.visibility import Role


def groups_on(organ: Organ, on: date) -> QuerySet[CouncilGroup]:
    """Return the fracties that vote in an organ on a day: its own, or those of the council that it belongs to."""
    rows = CouncilGroup.objects.filter(current(on), tenant=organ.tenant_id)
    return rows.filter(organ=organ) if organ.role == OrganKind.COUNCIL else rows.filter(organ__role=OrganKind.COUNCIL)


def members_on(rows: QuerySet[Membership], on: date) -> int:
    """Count the members among these on a day. One query."""
    return rows.filter(current(on)).count()


def counted_seats(groups: Iterable[CouncilGroup], on: date) -> dict[UUID, int]:
    """Return the seats of each of these fracties on a day: as written down, else its members. One query at most."""
    found = list(groups)
    bare = [one.pk for one in found if one.seats is None]
    rows = Membership.objects.filter(current(on), group__in=bare, role=Role.COUNCIL, organ__role=OrganKind.COUNCIL)
    counts = dict(rows.order_by().values_list("group").annotate(Count("person", distinct=True))) if bare else {}
    return {one.pk: counts.get(one.pk, 0) if one.seats is None else one.seats for one in found}


def seats_on(group: CouncilGroup, on: date) -> int:
    """Return how many seats a fractie has on a day. One query at most."""
    return counted_seats([group], on)[group.pk]


def most_members(group: CouncilGroup) -> int:
    """Return how many members sat in a fractie on the day when there were most. One query."""
    rows = list(Membership.objects.filter(tenant=group.tenant_id, group=group, organ=group.organ_id, role=Role.COUNCIL))
    return max((sum(_there(other, one.starts) for other in rows) for one in rows), default=0)


def _there(seat: Membership, on: date) -> bool:
    return seat.starts <= on and (seat.ends is None or on <= seat.ends)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A fractie on a day: its seats, and its members as far as somebody wrote them down."""

    group: CouncilGroup
    seats: int
    members: tuple[Membership, ...]


def sitting(organ: Organ, on: date) -> tuple[list[Sitting], list[Membership]]:
    """Return the fracties of a council on a day, the largest first, and its members of no fractie. Three queries."""
    groups = list(groups_on(organ, on))
    seats = counted_seats(groups, on)
    rows = Membership.objects.filter(current(on), tenant=organ.tenant_id, organ=organ, role=Role.COUNCIL)
    members = list(rows.select_related("person").order_by("person__name"))
    found = [
        Sitting(one, seats[one.pk], tuple(seat for seat in members if seat.group_id == one.pk)) for one in groups
    ]
    known = {one.pk for one in groups}
    return sorted(found, key=lambda one: (-one.seats, one.group.name)), [
        seat for seat in members if seat.group_id not in known
    ]
