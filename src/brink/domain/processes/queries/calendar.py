"""Everything with a date: what people can come to, when is decided, when rounds open and close, when terms end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.processes.models import DecisionMoment, Event, Process, RoomStatement, Round, StatutoryTerm
from brink.domain.processes.timing import day_of
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on the calendar. `starts_at` and `ends_at` are None for a thing of a whole day.

    `kind` is event, decision, opens, closes, term or reply; `uid` never changes, so calendars update what they hold.
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


def _events(viewer: Viewer, start: date, end: date, process: Process | None) -> list[CalendarItem]:
    rows = visible(viewer, Event.objects.select_related("process", "area", "tenant")).filter(
        starts_at__gte=clock.start_of_day(start), starts_at__lt=clock.end_of_day(end)
    )
    if process is not None:
        rows = rows.filter(process=process)
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
            changed_at=one.cancelled_at or one.created_at,
        )
        for one in rows
    ]


def _moments(viewer: Viewer, start: date, end: date, process: Process | None) -> list[CalendarItem]:
    rows = visible(viewer, DecisionMoment.objects.select_related("process", "organ", "tenant")).filter(
        on__gte=start, on__lte=end, process__withdrawn_at__isnull=True
    )
    if process is not None:
        rows = rows.filter(process=process)
    return [
        CalendarItem(
            uid=f"decision-{one.pk}", kind="decision", on=one.on, process=one.process, body=one.tenant.name,
            title=_("%(organ)s: besluit over %(subject)s") % {"organ": one.organ.name, "subject": one.subject},
            changed_at=one.created_at,
        )
        for one in rows
    ]  # fmt: skip


def _rounds(viewer: Viewer, start: date, end: date, process: Process | None) -> list[CalendarItem]:
    rows = visible(viewer, Round.objects.select_related("process", "tenant")).filter(
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
        common = (one.process, one.tenant.name)
        if first >= start:
            title = _("Meedoen kan vanaf vandaag: %(title)s") % {"title": one.title}
            found.append(CalendarItem(f"opens-{one.pk}", "opens", first, title, *common, changed_at=one.opened_at))
        if last <= end:
            title = _("Laatste dag om mee te doen: %(title)s") % {"title": one.title}
            found.append(CalendarItem(f"closes-{one.pk}", "closes", last, title, *common, changed_at=one.opened_at))
    return found


def _promises(viewer: Viewer, start: date, end: date, process: Process | None) -> list[CalendarItem]:
    """Terms of the law, and the day by which everybody has an answer: of the newest published room only."""
    terms = visible(viewer, StatutoryTerm.objects.select_related("process", "tenant")).filter(
        closes_on__gte=start, closes_on__lte=end, process__withdrawn_at__isnull=True
    )
    rooms = visible(viewer, RoomStatement.objects.select_related("process", "tenant")).filter(
        published_at__isnull=False, process__withdrawn_at__isnull=True
    )
    if process is not None:
        terms, rooms = terms.filter(process=process), rooms.filter(process=process)
    else:
        rooms = rooms.filter(process__in=rooms.filter(reply_on__gte=start, reply_on__lte=end).values("process"))
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
            % {"title": room.process.title}, changed_at=room.published_at,
        )
        for room in newest.values()
        if room.reply_on is not None and start <= room.reply_on <= end
    ]  # fmt: skip
    return found


def day_start(item: CalendarItem) -> datetime:
    """Return the midnight at which the day of an item begins."""
    return clock.start_of_day(item.on)


def calendar_items(viewer: Viewer, start: date, end: date, process: Process | None = None) -> list[CalendarItem]:
    """Return what stands on the calendar from `start` up to and including `end`, in order, in five queries."""
    items = [
        *_events(viewer, start, end, process),
        *_moments(viewer, start, end, process),
        *_rounds(viewer, start, end, process),
        *_promises(viewer, start, end, process),
    ]
    return sorted(items, key=lambda one: (one.on, one.starts_at is None, one.starts_at or day_start(one), one.uid))
