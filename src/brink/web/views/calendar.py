"""Come by: everything with a date, for the coming weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brink.domain.places.models import Area
from brink.domain.processes.models import DecisionMoment, Event
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible

AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar: something to come to, or a moment at which is decided."""

    on: date
    at: datetime | None
    title: str
    where: str
    address: str
    decision: bool


def upcoming(viewer: Viewer, *, area_ids: Iterable[object] | None = None, limit: int = 200) -> list[Entry]:
    """Return what is to come, soonest first; with `area_ids` only there."""
    now, today = clock.now(), clock.today()
    events = visible(viewer, Event.objects.select_related("process", "area")).filter(
        ends_at__gte=now, starts_at__lte=now + AHEAD, cancelled_at=None
    )
    moments = visible(viewer, DecisionMoment.objects.select_related("process", "organ")).filter(
        on__gte=today, on__lte=today + AHEAD
    )
    if area_ids is not None:
        wanted = list(area_ids)
        events = events.filter(area_id__in=wanted)
        moments = moments.filter(process__areas__in=wanted).distinct()
    found = [
        Entry(
            event.starts_at.astimezone(clock.AMSTERDAM).date(),
            event.starts_at,
            event.title,
            ", ".join(filter(None, (event.venue, event.area.name if event.area else ""))),
            f"/processen/{event.process.slug}/" if event.process else "",
            decision=False,
        )
        for event in events.order_by("starts_at")[:limit]
    ]
    found += [
        Entry(moment.on, None, moment.subject, moment.organ.name, f"/processen/{moment.process.slug}/", decision=True)
        for moment in moments.order_by("on")[:limit]
    ]
    return sorted(found, key=lambda one: (one.on, one.at is None, one.title))[:limit]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the calendar, for all areas or for one municipality and its villages."""
    slug = request.GET.get("gebied", "")[:80]
    area = Area.objects.filter(slug=slug).first() if slug else None
    ids = [area.pk, *area.children.values_list("pk", flat=True)] if area else None
    context = {
        "entries": upcoming(request.viewer, area_ids=ids),  # type: ignore[attr-defined]
        "area": area,
        "areas": Area.objects.filter(kind="municipality"),
    }
    return render(request, "web/calendar.html", context)
