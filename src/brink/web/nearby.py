"""What is going on in and around one area, or anywhere: questions, days, contacts, and counts for the map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.people.models import AreaContact, Body
from brink.domain.people.queries import Representation, contacts_for, represents
from brink.domain.places import queries as places
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes import queries as processes
from brink.domain.processes.models import DecisionMoment, Event, Process
from brink.domain.processes.rules import ProcessState
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible
from brink.ui.pictures.maps import Tile, TileMap
from brink.web.lines import Entry

AHEAD = timedelta(days=120)
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Nearby:
    """Everything about one area."""

    area: Area
    path: Sequence[Area]
    villages: Sequence[Area]
    near: Sequence[tuple[Area, float]]
    people: int | None
    councils: Sequence[Representation]
    bodies: Sequence[Body]
    contacts: Sequence[AreaContact]
    open: Sequence[Process]
    others: Sequence[Process]
    entries: Sequence[Entry]


def open_near(area: Area, viewer: Viewer, limit: int = 30) -> list[Process]:
    """Return the open questions that touch an area: its own first, then those of a wider area. Four queries."""
    rows = list(processes.touching(processes.open_now(viewer), area)[:limit])
    order = {one.pk: place for place, one in enumerate(reversed(places.ancestors(area)))}
    return sorted(rows, key=lambda one: min((order.get(where.pk, 9) for where in one.areas.all()), default=9))


def around(area: Area, viewer: Viewer) -> Nearby:
    """Gather what is going on around an area; give an area of `places.queries.with_parents`."""
    path = places.ancestors(area)
    people = places.people_in(area) if area.kind != AreaKind.VILLAGE else None
    touching = processes.touching(processes.asked(viewer), area).filter(room_published_at__isnull=False)
    over = touching.exclude(processes.in_state(ProcessState.OPEN, clock.now()))
    return Nearby(
        area=area,
        path=path,
        villages=list(area.children.order_by("name").defer("geometry")),
        near=places.nearby(area) if area.kind == AreaKind.VILLAGE else [],
        people=people.total if people else None,
        councils=represents(area),
        bodies=_bodies(path),
        contacts=contacts_for(area),
        open=open_near(area, viewer),
        others=list(over.order_by("-room_published_at", "-id")[:5]),
        entries=upcoming(viewer, area=area, limit=6),
    )


def _bodies(path: Sequence[Area]) -> list[Body]:
    """Return the governments of these areas that say what they are about, the nearest first."""
    order = {one.pk: place for place, one in enumerate(reversed(path))}
    rows = Body.objects.filter(area__in=order).exclude(about="")
    return sorted(rows, key=lambda one: (order.get(one.area_id, 9) if one.area_id else 9, one.name))


def upcoming(viewer: Viewer, *, area: Area | None = None, limit: int = _ENOUGH, cancelled: bool = False) -> list[Entry]:
    """Return what is to come within four months, soonest first; with `area` only there. Two queries."""
    now, today = clock.now(), clock.today()
    events = visible(viewer, Event.objects.select_related("process", "area")).filter(
        ends_at__gte=now, starts_at__lte=now + AHEAD
    )
    moments = visible(viewer, DecisionMoment.objects.select_related("process", "organ")).filter(
        on__gte=today, on__lte=today + AHEAD, process__withdrawn_at=None
    )
    if not cancelled:
        events = events.filter(cancelled_at=None)
    if area is not None:
        family = processes.family(area).values("pk")
        events = events.filter(area__in=family)
        moments = moments.filter(process__in=Process.areas.through.objects.filter(area__in=family).values("process"))
    found = [_of_event(event) for event in events.order_by("starts_at")[:limit]]
    found += [
        Entry(moment.on, None, capfirst(moment.subject), moment.organ.name, _address(moment.process), decision=True)
        for moment in moments.order_by("on")[:limit]
    ]
    return sorted(found, key=lambda one: (one.on, one.at is None, one.title))[:limit]


def _address(process: Process | None) -> str:
    return reverse("web:process", args=[process.slug]) if process else ""


def _of_event(event: Event) -> Entry:
    starts, ends = event.starts_at.astimezone(clock.AMSTERDAM), event.ends_at.astimezone(clock.AMSTERDAM)
    return Entry(
        on=starts.date(),
        at=starts,
        title=event.title,
        where=", ".join(filter(None, (event.venue, event.area.name if event.area else ""))),
        address=_address(event.process),
        decision=False,
        until=ends,
        cancelled=(event.cancel_reason or _("Er is nog geen nieuwe dag.")) if event.cancelled_at else "",
    )


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many questions are open: together, and about (a part of) each municipality alone."""

    total: int
    per_municipality: dict[UUID, int]


def count_open(viewer: Viewer) -> OpenCounts:
    """Count the open questions, in one query. A question about the whole province counts in the total only."""
    rows = visible(viewer, Process.objects.filter(processes.in_state(ProcessState.OPEN, clock.now()), standing=False))
    pairs: set[tuple[UUID, UUID]] = set()
    found: set[UUID] = set()
    named = rows.order_by().values_list("pk", "areas", "areas__kind", "areas__parent")
    for process, area, kind, parent in named:
        found.add(process)
        where = area if kind == AreaKind.MUNICIPALITY else parent if kind == AreaKind.VILLAGE else None
        if where is not None:
            pairs.add((process, where))
    return OpenCounts(len(found), dict(Counter(where for _process, where in pairs)))


def tilemap(counts: OpenCounts, here: Area | None = None) -> TileMap | None:
    """Make the map of municipalities, with a link and a count each; None while no areas are loaded. One query."""
    rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY, tile_column__isnull=False, tile_row__isnull=False)
    path: Iterable[UUID] = {one.pk for one in places.ancestors(here)} if here else ()
    tiles = tuple(
        Tile(
            column=area.tile_column or 0,
            row=area.tile_row or 0,
            label=area.name,
            slug=area.slug,
            url=reverse("web:area", args=[area.slug]),
            highlight=area.pk in path,
            value=_open_words(counts.per_municipality.get(area.pk, 0)),
        )
        for area in rows.only("name", "slug", "tile_column", "tile_row")
    )
    return TileMap(tiles, _("hier bent u")) if tiles else None


def _open_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d vraag open", "%(count)d vragen open", count) % {"count": count}
