"""What is going on in and around one area, for the home page and the area page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from brink.domain.people.models import AreaContact, Body
from brink.domain.people.queries import current
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, RoomStatement
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible
from brink.web.views.calendar import Entry, upcoming


@dataclass(frozen=True, slots=True)
class Open:
    """One open question as a line: what is asked, how it counts, who decides, how long it is open."""

    process: Process
    room: RoomStatement | None
    days_left: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """Everything about one area."""

    area: Area
    family: Sequence[Area]
    bodies: Sequence[Body]
    contact: AreaContact | None
    open: Sequence[Open]
    entries: Sequence[Entry]


def family_of(area: Area) -> list[Area]:
    """Return the area itself, what lies inside it and what it lies in, nearest first."""
    up = [area]
    while up[-1].parent is not None:
        up.append(up[-1].parent)
    return [*up, *Area.objects.filter(parent=area)]


def open_now(viewer: Viewer) -> QuerySet[Process]:
    """Return the questions that take words now, those that close first in front."""
    now = clock.now()
    rows = visible(viewer, Process.objects.all())
    rows = rows.filter(opens_at__lte=now, closes_at__gt=now, weighing_at=None, decided_at=None, withdrawn_at=None)
    return rows.select_related("tenant").prefetch_related("areas").order_by(F("closes_at").asc(), "id")


def as_lines(processes: Sequence[Process], now: datetime) -> list[Open]:
    """Give each process its room statement in force, in one query."""
    rooms: dict[UUID, RoomStatement] = {}
    rows = RoomStatement.objects.filter(process__in=processes, published_at__isnull=False).select_related("decider")
    for room in rows.order_by("version"):
        rooms[room.process_id] = room
    return [
        Open(one, rooms.get(one.pk), max(0, (one.closes_at - now).days) if one.closes_at else 0) for one in processes
    ]


def around(area: Area, viewer: Viewer) -> Nearby:
    """Gather what is going on around an area; questions of a wider area count too."""
    family = family_of(area)
    ids = [one.pk for one in family]
    now, today = clock.now(), clock.today()
    near = open_now(viewer).filter(areas__in=ids).distinct()
    order = {one.pk: place for place, one in enumerate(family)}
    ranked = sorted(near[:30], key=lambda one: min(order.get(where.pk, 99) for where in one.areas.all()))
    contacts = AreaContact.objects.filter(current(today), area_id__in=ids).select_related("person", "tenant", "area")
    chosen = sorted(contacts, key=lambda one: order[one.area_id])
    return Nearby(
        area=area,
        family=family,
        bodies=list(Body.objects.filter(area_id__in=ids)),
        contact=chosen[0] if chosen else None,
        open=as_lines(ranked, now),
        entries=upcoming(viewer, area_ids=ids, limit=6),
    )
