"""Processes for lists: what is open, where, about what, and what came before and after."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors
from brink.domain.processes.models import Process, RoomStatement, Theme
from brink.domain.processes.states import STOPPED, ProcessState
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible

_SETTLED = (
    ("evaluated_at", ProcessState.EVALUATED),
    ("answered_at", ProcessState.ANSWERED),
    ("decided_at", ProcessState.DECIDED),
    ("weighing_at", ProcessState.WEIGHING),
)


def in_state(state: ProcessState, now: datetime) -> Q:
    """Return the condition for one state: the database's twin of `states.process_state`, and tested against it."""
    stopped = Q(withdrawn_at__isnull=False)
    if state in STOPPED:
        return stopped & Q(answered_at__isnull=state is ProcessState.WITHDRAWN)
    earlier = ~stopped
    for column, settled in _SETTLED:
        here = Q(**{f"{column}__isnull": False})
        if state is settled:
            return earlier & here
        earlier &= ~here
    begun = Q(opens_at__isnull=False, opens_at__lte=now)
    over = Q(closes_at__isnull=False, closes_at__lte=now)
    return (
        earlier
        & {
            ProcessState.DRAFT: Q(room_published_at__isnull=True),
            ProcessState.ROOM: Q(room_published_at__isnull=False) & ~begun,
            ProcessState.OPEN: Q(room_published_at__isnull=False) & begun & ~over,
            ProcessState.CLOSED: Q(room_published_at__isnull=False) & begun & over,
        }[state]
    )


def listed(viewer: Viewer) -> QuerySet[Process]:
    """Return what this viewer may see with body, areas, themes and the rooms in force (`in_force`), in four queries."""
    rooms = RoomStatement.objects.filter(published_at__isnull=False).select_related("decider").order_by("-version")
    return visible(
        viewer,
        Process.objects.select_related("tenant", "phase", "scale", "owner").prefetch_related(
            "areas", "themes", Prefetch("rooms", queryset=rooms, to_attr="in_force")
        ),
    )


def asked(viewer: Viewer) -> QuerySet[Process]:
    """Return the rows of `listed` that were put as a question: all but the standing one that every body has."""
    return listed(viewer).filter(standing=False)


def open_now(viewer: Viewer) -> QuerySet[Process]:
    """Return what takes words now, what closes first in front."""
    return asked(viewer).filter(in_state(ProcessState.OPEN, clock.now())).order_by("closes_at", "id")


def family(area: Area) -> QuerySet[Area]:
    """Return an area with all that lies in it and all that it lies in: a village shares the province's questions."""
    up = Q(pk=area.pk) | Q(children=area.pk) | Q(children__children=area.pk)
    down = Q(parent=area.pk) | Q(parent__parent=area.pk)
    return Area.objects.filter(up | down).order_by().distinct()


def touching(rows: QuerySet[Process], area: Area) -> QuerySet[Process]:
    """Narrow to processes about this area, about a part of it, or about what it is a part of."""
    return rows.filter(
        pk__in=Process.areas.through.objects.filter(area__in=family(area).values("pk")).values("process")
    )


def about(rows: QuerySet[Process], theme: Theme) -> QuerySet[Process]:
    """Narrow to processes on a theme."""
    return rows.filter(themes=theme)


def before(process: Process, viewer: Viewer) -> Process | None:
    """Return the process that this one follows, when the viewer may see it."""
    return visible(viewer, Process.objects.filter(successors=process)).first()


def after(process: Process, viewer: Viewer) -> list[Process]:
    """Return the processes that follow this one, as far as the viewer may see them."""
    return list(visible(viewer, Process.objects.filter(predecessor=process)).order_by("created_at"))


def open_near(area: Area, viewer: Viewer, limit: int = 30) -> list[Process]:
    """Return the open questions that touch an area: its own first, then those of a wider area. Four queries."""
    rows = list(touching(open_now(viewer), area)[:limit])
    order = {one.pk: place for place, one in enumerate(reversed(ancestors(area)))}
    return sorted(rows, key=lambda one: min((order.get(where.pk, 9) for where in one.areas.all()), default=9))


def over_near(area: Area, viewer: Viewer, limit: int = 5) -> list[Process]:
    """Return the questions that touch an area and are not open: still to come, or over. Newest first. Four queries."""
    rows = touching(asked(viewer), area).filter(room_published_at__isnull=False)
    over = rows.exclude(in_state(ProcessState.OPEN, clock.now()))
    return list(over.order_by("-room_published_at", "-id")[:limit])


def places_of(process: Process) -> QuerySet[Area]:
    """Return the areas that words in this question may be about: those of the process and what lies in them."""
    own = process.areas.values("pk")
    return Area.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own)).only("pk", "name", "kind")
