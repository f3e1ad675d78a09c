"""Everything with a date: what people can come to, when is decided, when rounds open and close, when terms end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brink.domain.places.models import Area
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import DecisionMoment, Event, Process, RoomStatement, Round, StatutoryTerm
from brink.domain.processes.queries.lists import family
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer, visible

AHEAD = timedelta(days=120)
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on the calendar. `starts_at` and `ends_at` are None for a thing of a whole day.

    `kind` is event, decision, opens, closes, term or reply, or what another app calls its own; `uid` never changes,
    so calendars update what they hold (when `changed_at` is later than before). `name` is for pages on which
    `organ` stands beside it; empty when `title` will do.
    """

    uid: str
    kind: str
    on: date
    title: str
    process: Process | None
    body: str
    place: str = ""
    note: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    cancelled: bool = False
    changed_at: datetime | None = None
    made_at: datetime | None = None
    name: str = ""
    organ: str = ""
    own_address: str = ""

    @property
    def address(self) -> str:
        """Return the page that tells more: its own, else that of its question; empty when there is none."""
        return self.own_address or (page_url("process", self.process.slug) if self.process else "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page or a file asks of the calendar: from `start` up to and including `end`.

    With `since`, what is over by then is left out and what still goes on is in. `area` takes what is in and around it.
    """

    viewer: Viewer
    start: date
    end: date
    process: Process | None = None
    area: Area | None = None
    since: datetime | None = None
    cancelled: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """What fills the calendar, in a constant number of queries.

    With `to_come_to` it also stands on the pages that say where one can come by and when is decided.
    """

    items: Callable[[Asked], list[CalendarItem]]
    to_come_to: bool = False


calendar: Point[CalendarSource] = Point("calendar")


def events(asked: Asked) -> list[CalendarItem]:
    """Return what people can come to. One query."""
    rows = visible(asked.viewer, Event.objects.select_related("process", "area", "tenant"))
    rows = rows.filter(starts_at__lt=clock.end_of_day(asked.end))
    rows = rows.filter(ends_at__gte=asked.since) if asked.since else rows.filter(
        starts_at__gte=clock.start_of_day(asked.start)
    )
    if not asked.cancelled:
        rows = rows.filter(cancelled_at=None)
    if asked.area is not None:
        rows = rows.filter(area__in=family(asked.area).values("pk"))
    if asked.process is not None:
        rows = rows.filter(process=asked.process)
    return [
        CalendarItem(
            uid=f"event-{one.pk}",
            kind="event",
            on=day_of(one.starts_at),
            title=one.title,
            process=one.process,
            body=one.tenant.name,
            place=", ".join(filter(None, (one.venue, one.area.name if one.area else ""))),
            note=one.cancel_reason if one.cancelled_at else one.practical,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            cancelled=one.cancelled_at is not None,
            changed_at=one.cancelled_at or one.moved_at or one.created_at,
            made_at=one.created_at,
        )
        for one in rows.order_by("starts_at")[: asked.limit]
    ]


def moments(asked: Asked) -> list[CalendarItem]:
    """Return when is decided. One query. Of a question that was stopped its own feed takes back what it said."""
    rows = visible(asked.viewer, DecisionMoment.objects.select_related("process", "organ", "tenant")).filter(
        on__gte=asked.start, on__lte=asked.end
    )
    if asked.area is not None:
        places = Process.areas.through.objects.filter(area__in=family(asked.area).values("pk"))
        rows = rows.filter(process__in=places.values("process"))
    if asked.process is not None:
        rows = rows.filter(process=asked.process)
    else:
        rows = rows.filter(process__withdrawn_at__isnull=True)
    return [
        CalendarItem(
            uid=f"decision-{one.pk}", kind="decision", on=one.on, process=one.process, body=one.tenant.name,
            title=_("%(organ)s: besluit over %(subject)s") % {"organ": one.organ.name, "subject": one.subject},
            changed_at=one.process.withdrawn_at or one.created_at, cancelled=one.process.withdrawn_at is not None,
            made_at=one.created_at,
            note=one.process.withdrawn_reason, name=capfirst(one.subject), organ=one.organ.name,
        )
        for one in rows.order_by("on")[: asked.limit]
    ]  # fmt: skip


def rounds(asked: Asked) -> list[CalendarItem]:
    """Return when rounds open and close. One query."""
    start, end, process = asked.start, asked.end, asked.process
    rows = visible(asked.viewer, Round.objects.select_related("process", "tenant")).filter(
        opened_at__isnull=False, process__withdrawn_at__isnull=True,
        closes_at__gt=clock.start_of_day(start), opens_at__lt=clock.end_of_day(end),
    )  # fmt: skip
    if process is not None:
        rows = rows.filter(process=process)
    found = []
    for one in rows:
        if one.endless:
            continue
        first, last = day_of(one.opens_at), one.last_day
        note = _("Meedoen kan nu even niet. Op de pagina staat waarom.") if one.paused_at and not one.closed_at else ""
        common = (one.process, one.tenant.name, "", note)
        at = one.changed_at or one.opened_at
        if first >= start:
            title = _("Meedoen kan vanaf vandaag: %(title)s") % {"title": one.title}
            found.append(
                CalendarItem(f"opens-{one.pk}", "opens", first, title, *common, changed_at=at, made_at=one.opened_at)
            )
        if last <= end:
            title = _("Laatste dag om mee te doen: %(title)s") % {"title": one.title}
            found.append(
                CalendarItem(f"closes-{one.pk}", "closes", last, title, *common, changed_at=at, made_at=one.opened_at)
            )
    return found


def promises(asked: Asked) -> list[CalendarItem]:
    """Return terms of the law, and the day by which everybody has an answer: of the newest published room only.

    Of a question that was stopped its own feed takes back what it said; others leave it out.
    """
    viewer, start, end, process = asked.viewer, asked.start, asked.end, asked.process
    terms = visible(viewer, StatutoryTerm.objects.select_related("process", "tenant")).filter(
        closes_on__gte=start, closes_on__lte=end, process__withdrawn_at__isnull=True
    )
    rooms = visible(viewer, RoomStatement.objects.select_related("process", "tenant")).filter(
        published_at__isnull=False
    )
    if process is not None:
        terms, rooms = terms.filter(process=process), rooms.filter(process=process)
    else:
        due = rooms.filter(reply_on__gte=start, reply_on__lte=end, process__withdrawn_at__isnull=True)
        rooms = rooms.filter(process__in=due.values("process"))
    newest: dict[UUID, RoomStatement] = {room.process_id: room for room in rooms.order_by("version")}
    found = [
        CalendarItem(
            uid=f"term-{one.pk}", kind="term", on=one.closes_on, process=one.process, body=one.tenant.name,
            title=_("Laatste dag van de termijn '%(name)s'") % {"name": one.name}, changed_at=one.created_at,
        )
        for one in terms
    ]  # fmt: skip
    found += [
        CalendarItem(
            uid=f"reply-{room.process_id}", kind="reply", on=room.reply_on, process=room.process,
            body=room.tenant.name, title=_("Uiterlijk vandaag heeft iedereen antwoord: %(title)s")
            % {"title": room.process.title}, changed_at=room.process.withdrawn_at or room.published_at,
            cancelled=room.process.withdrawn_at is not None, note=room.process.withdrawn_reason,
        )
        for room in newest.values()
        if room.reply_on is not None and start <= room.reply_on <= end
    ]  # fmt: skip
    return found


def day_start(item: CalendarItem) -> datetime:
    """Return the midnight at which the day of an item begins."""
    return clock.start_of_day(item.on)


def calendar_items(viewer: Viewer, start: date, end: date, process: Process | None = None) -> list[CalendarItem]:
    """Return what stands on the calendar from `start` up to and including `end`, in order."""
    asked = Asked(viewer, start, end, process)
    items = [item for source in calendar.all() for item in source.items(asked)]
    return sorted(items, key=lambda one: (one.on, one.starts_at is None, one.starts_at or day_start(one), one.uid))


def to_come_to(asked: Asked) -> list[CalendarItem]:
    """Return what people can come to and when is decided, soonest first."""
    items = [item for source in calendar.all() if source.to_come_to for item in source.items(asked)]
    ordered = sorted(items, key=lambda one: (one.on, one.starts_at is None, one.name or one.title))
    return ordered[: asked.limit]


def upcoming(
    viewer: Viewer, *, area: Area | None = None, limit: int = _ENOUGH, cancelled: bool = False
) -> list[CalendarItem]:
    """Return what is to come within four months, soonest first; with `area` only there. One query for each source."""
    now, today = clock.now(), clock.today()
    return to_come_to(Asked(viewer, today, today + AHEAD, area=area, since=now, cancelled=cancelled, limit=limit))
