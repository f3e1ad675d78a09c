"""Questions, their limits, and days to come by, on the public map."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brink.domain.places.map_sources import MapAsked, MapLine, MapSource, spots_of
from brink.domain.processes.list_rows import when
from brink.domain.processes.models import Boundary, Event, Process, RoomStatement
from brink.domain.processes.queries.lists import asked as questions_asked
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import ANYONE, visible


def _question_spots(asked: MapAsked) -> "QuerySet[Any, Any]":
    rows = visible(ANYONE, Process.objects.filter(standing=False))
    if asked.theme:
        rows = rows.filter(themes__slug=asked.theme)
    rows = rows.annotate(public_since=Coalesce("room_published_at", "created_at"))
    return spots_of(asked, "process", rows, area="areas", moment="public_since")


def _question_lines(keys: Sequence[UUID]) -> Mapping[UUID, MapLine]:
    """Say questions as they are put in the room in force. One query."""
    now = clock.now()
    rooms = RoomStatement.objects.filter(process=OuterRef("pk"), published_at__isnull=False).order_by("-version")
    rows = questions_asked(ANYONE).filter(pk__in=keys).prefetch_related(None)
    rows = rows.annotate(put=Subquery(rooms.values("question")[:1]))
    return {one.pk: MapLine(one.put or one.title, page_url("process", one.slug), when(one, now)) for one in rows}


def _to_come() -> "QuerySet[Event]":
    """Return the days that one can still come to."""
    return visible(ANYONE, Event.objects.filter(ends_at__gte=clock.now(), cancelled_at=None))


def _event_spots(asked: MapAsked) -> "QuerySet[Any, Any]":
    rows = _to_come()
    if asked.theme:
        rows = rows.filter(process__themes__slug=asked.theme)
    return spots_of(asked, "event", rows, area="area", moment="created_at")


def _event_lines(keys: Sequence[UUID]) -> Mapping[UUID, MapLine]:
    rows = _to_come().filter(pk__in=keys).select_related("process")
    return {one.pk: _event_line(one) for one in rows}


def _event_line(event: Event) -> MapLine:
    starts = event.starts_at.astimezone(clock.AMSTERDAM)
    url = page_url("process", event.process.slug) if event.process else page_url("calendar")
    return MapLine(event.title, url, f"{date_format(starts, 'l j F, H.i')}, {event.venue}")


def _limits() -> "QuerySet[Boundary]":
    """Return the limits of rooms in force, of questions on which nobody decided yet."""
    newer = RoomStatement.objects.filter(
        process=OuterRef("room__process"), published_at__isnull=False, version__gt=OuterRef("room__version")
    )
    rows = Boundary.objects.filter(~Exists(newer), room__process__decided_at=None, room__process__withdrawn_at=None)
    return visible(ANYONE, rows)


def _limit_spots(asked: MapAsked) -> "QuerySet[Any, Any]":
    rows = _limits()
    if asked.theme:
        rows = rows.filter(room__process__themes__slug=asked.theme)
    return spots_of(asked, "boundary", rows, area="area", moment="room__published_at")


def _limit_lines(keys: Sequence[UUID]) -> Mapping[UUID, MapLine]:
    rows = _limits().filter(pk__in=keys).select_related("room__process")
    return {one.pk: _limit_line(one) for one in rows}


def _limit_line(limit: Boundary) -> MapLine:
    question = limit.room.process
    note = _("%(kind)s, bij ‘%(question)s’") % {"kind": limit.get_kind_display(), "question": question.title}
    return MapLine(limit.subject, f"{page_url('process', question.slug)}#ruimte", note)


QUESTIONS = MapSource(
    names=_("Vragen"),
    one=_("Vraag"),
    told=lambda count: ngettext("%(count)d vraag", "%(count)d vragen", count) % {"count": count},
    spots=_question_spots,
    lines=_question_lines,
)
LIMITS = MapSource(
    names=_("Grenzen en vrije ruimte"),
    one=_("Grens"),
    told=lambda count: ngettext("%(count)d grens", "%(count)d grenzen", count) % {"count": count},
    spots=_limit_spots,
    lines=_limit_lines,
)
EVENTS = MapSource(
    names=_("Kom langs"),
    one=_("Kom langs"),
    told=lambda count: ngettext("%(count)d dag om langs te komen", "%(count)d dagen om langs te komen", count)
    % {"count": count},
    spots=_event_spots,
    lines=_event_lines,
    broken=True,
)
