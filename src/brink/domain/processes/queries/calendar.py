"""Everything with a date: what people can come to, when is decided, when rounds open and close, when terms end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brink.domain.journal.queries import last_acts
from brink.domain.places.models import Area
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import DecisionMoment, Event, Process, RoomStatement, Round, StatutoryTerm
from brink.domain.processes.queries.lists import family
from brink.domain.processes.states import is_public
from brink.domain.processes.told_facts import reply_day
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.points import Point
from brink.foundation.visibility import DESK, Viewer, visible

AHEAD = timedelta(days=120)
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on the calendar. `starts_at` and `ends_at` are None for a thing of a whole day.

    `kind` is event, decision, opens, closes, term or reply, or what another app calls its own; `uid` never changes, so
    calendars update what they hold. `name` is for pages on which `organ` stands beside it; empty when `title` will do.
    `sequence` is raised at each change: by what is known here, and by what the journal tells of `subject`. What goes on
    for days has a `last` one. Staff read in their planning whose work it is: the account `owner` or the name `who`, and
    without both of the contact of its question.
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
    name: str = ""
    organ: str = ""
    own_address: str = ""
    why_off: str = ""
    moved: bool = False
    subject: UUID | None = None
    sequence: int = 0
    tenant_id: UUID | None = None
    owner: UUID | None = None
    who: str = ""
    last: date | None = None

    @property
    def address(self) -> str:
        """Return the page that tells more: its own, else that of its question; empty when there is none."""
        return self.own_address or (page_url("process", self.process.slug) if self.process else "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page or a file asks of the calendar: from `start` up to and including `end`.

    With `since`, what is over by then is left out and what still goes on is in. `area` takes what is in and around it.
    With `planned`, what nobody was promised yet is in too, as far as the viewer sees it: for the planning of the desk.
    """

    viewer: Viewer
    start: date
    end: date
    process: Process | None = None
    area: Area | None = None
    since: datetime | None = None
    cancelled: bool = True
    limit: int | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """What fills the calendar, in a constant number of queries. `kinds` says what each kind of its items is called.

    With `to_come_to` it also stands on the pages that say where one can come by and when is decided; with `desk_only`
    nowhere but in the planning of the desk.
    """

    items: Callable[[Asked], list[CalendarItem]]
    kinds: Mapping[str, str | Promise] = field(kw_only=True)
    to_come_to: bool = False
    desk_only: bool = False


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
            tenant_id=one.tenant_id,
            place=", ".join(filter(None, (one.venue, one.area.name if one.area else ""))),
            note=off(one.cancel_reason) if one.cancelled_at else one.practical,
            why_off=one.cancel_reason,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            cancelled=one.cancelled_at is not None,
            moved=one.moved_at is not None,
            changed_at=one.cancelled_at or one.moved_at or one.created_at,
            own_address=page_url("event", one.pk),
            subject=one.pk,
            sequence=1 if one.process is not None and one.process.withdrawn_at is not None else 0,
        )
        for one in rows.order_by("starts_at")[: asked.limit]
    ]


def moments(asked: Asked) -> list[CalendarItem]:
    """Return when is decided. One query. Of a question that was stopped it is said that it will not be."""
    newest = RoomStatement.objects.filter(process=OuterRef("process"), published_at__isnull=False).order_by("-version")
    rows = DecisionMoment.objects.select_related("process", "organ", "tenant").annotate(
        room_version=Subquery(newest.values("version")[:1]), room_at=Subquery(newest.values("published_at")[:1])
    )
    rows = visible(asked.viewer, rows).filter(on__gte=asked.start, on__lte=asked.end)
    if not asked.cancelled:
        rows = rows.filter(process__withdrawn_at__isnull=True)
    if asked.area is not None:
        places = Process.areas.through.objects.filter(area__in=family(asked.area).values("pk"))
        rows = rows.filter(process__in=places.values("process"))
    if asked.process is not None:
        rows = rows.filter(process=asked.process)
    return [
        CalendarItem(
            uid=f"decision-{one.pk}", kind="decision", on=one.on, process=one.process, body=one.tenant.name,
            tenant_id=one.tenant_id,
            title=_("%(organ)s: besluit over %(subject)s") % {"organ": one.organ.opening, "subject": one.subject},
            name=capfirst(one.subject), organ=one.organ.told,
            **_revised(one.process, one.on, one.room_at if one.final else None, one.room_version if one.final else 1,
                       one.created_at),
        )
        for one in rows.order_by("on")[: asked.limit]
    ]  # fmt: skip


def off(reason: str) -> str:
    """Say in a calendar that something does not take place, and why."""
    return _("Gaat niet door. %(reason)s") % {"reason": reason}


def _revised(
    process: Process, on: date, room_at: datetime | None, version: int | None, made_at: datetime | None
) -> dict[str, Any]:
    """Return how often something that a room promises was changed, and when last. What was to come is called off."""
    stopped = process.withdrawn_at
    gone = stopped is not None and on >= day_of(stopped)
    last = max((one for one in (stopped if gone else None, room_at, made_at) if one), default=None)
    return {
        "sequence": max(version or 1, 1) - 1 + gone, "changed_at": last, "cancelled": gone,
        "note": off(process.withdrawn_reason) if gone else "", "why_off": process.withdrawn_reason,
    }  # fmt: skip


def rounds(asked: Asked) -> list[CalendarItem]:
    """Return when rounds open and close. One query."""
    start, end, process = asked.start, asked.end, asked.process
    rows = visible(asked.viewer, Round.objects.select_related("process", "tenant")).filter(
        closes_at__gt=clock.start_of_day(start), opens_at__lt=clock.end_of_day(end)
    )
    if not asked.planned:
        rows = rows.filter(opened_at__isnull=False)
    if process is not None:
        rows = rows.filter(process=process)
    if not asked.cancelled:
        rows = rows.filter(process__withdrawn_at__isnull=True)
    found = []
    for one in rows:
        if one.endless:
            continue
        first, last = day_of(one.opens_at), one.last_day
        common = (one.process, one.tenant.name)
        began, ended = (_revised(one.process, on, None, 1, one.opened_at) for on in (first, last))
        if one.paused_at is not None and one.closed_at is None:
            held = _("Meedoen kan nu even niet. Op de pagina staat waarom.")
            began["note"], ended["note"] = began["note"] or held, ended["note"] or held
        if one.opened_at is None:
            began["note"] = began["note"] or _("Nog niet vrijgegeven.")
        began["tenant_id"] = ended["tenant_id"] = one.tenant_id
        if first >= start:
            title = _("Meedoen kan vanaf vandaag: %(title)s") % {"title": one.title}
            found.append(CalendarItem(f"opens-{one.pk}", "opens", first, title, *common, subject=one.pk, **began))
        if last <= end:
            title = _("Laatste dag om mee te doen: %(title)s") % {"title": one.title}
            found.append(CalendarItem(f"closes-{one.pk}", "closes", last, title, *common, subject=one.pk, **ended))
    return found


def promises(asked: Asked) -> list[CalendarItem]:
    """Return terms of the law, and the day by which everybody has an answer: of the newest published room only.

    Of a question that was stopped it is said that they will not be.
    """
    viewer, start, end, process = asked.viewer, asked.start, asked.end, asked.process
    terms = visible(viewer, StatutoryTerm.objects.select_related("process", "tenant")).filter(
        closes_on__gte=start, closes_on__lte=end
    )
    # A room that nobody has read promises nothing yet; a new version of one counts when it is on the site.
    promised = Q(published_at__isnull=False)
    if asked.planned:
        promised |= Q(process__room_published_at__isnull=True)
    rooms = visible(viewer, RoomStatement.objects.select_related("process", "tenant")).filter(promised)
    if process is not None:
        terms, rooms = terms.filter(process=process), rooms.filter(process=process)
    else:
        # After the decision the day may lie before the one that the room promises, never after it.
        due = rooms.filter(reply_on__gte=start)
        rooms = rooms.filter(process__in=due.values("process"))
    if not asked.cancelled:
        terms = terms.filter(process__withdrawn_at__isnull=True)
        rooms = rooms.filter(process__withdrawn_at__isnull=True)
    newest: dict[UUID, RoomStatement] = {room.process_id: room for room in rooms.order_by("version")}
    found = [
        CalendarItem(
            uid=f"term-{one.pk}", kind="term", on=one.closes_on, process=one.process, body=one.tenant.name,
            title=_("Laatste dag van de termijn '%(name)s'") % {"name": one.name}, subject=one.pk,
            tenant_id=one.tenant_id,
            **_revised(one.process, one.closes_on, None, 1, one.created_at),
        )
        for one in terms
    ]  # fmt: skip
    found += [
        CalendarItem(
            uid=f"reply-{room.process_id}", kind="reply", on=day, process=room.process,
            body=room.tenant.name,
            tenant_id=room.tenant_id,
            title=_("Uiterlijk vandaag heeft iedereen antwoord: %(title)s") % {"title": room.process.title},
            **_revised(room.process, day, max(filter(None, (room.published_at, room.process.decided_at)), default=None),
                       room.version + (room.process.decided_at is not None), None),
        )
        for room in newest.values()
        # What a stopped question promised is taken back at the day on which it stood.
        if (day := reply_day(room.process, room) or room.reply_on) is not None and start <= day <= end
    ]  # fmt: skip
    return found


def _told_by_the_journal(items: list[CalendarItem]) -> list[CalendarItem]:
    """Raise the number and the moment of what was changed since it was made. One query."""
    ids = {one.subject for one in items if one.subject is not None}
    told = last_acts(ids) if ids else {}
    return [
        replace(
            one,
            sequence=one.sequence + told[one.subject].count - 1,
            changed_at=max(filter(None, (one.changed_at, told[one.subject].at))),
        )
        if one.subject in told
        else one
        for one in items
    ]


def day_start(item: CalendarItem) -> datetime:
    """Return the midnight at which the day of an item begins."""
    return clock.start_of_day(item.on)


def calendar_items(viewer: Viewer, start: date, end: date, process: Process | None = None) -> list[CalendarItem]:
    """Return what stands on the calendar from `start` up to and including `end`, in order."""
    asked = Asked(viewer, start, end, process)
    sources = [source for source in calendar.all() if not source.desk_only]
    return in_order(_told_by_the_journal([item for source in sources for item in source.items(asked)]))


def in_order(items: list[CalendarItem]) -> list[CalendarItem]:
    """Return items by their day, and on a day by their hour."""
    return sorted(items, key=lambda one: (one.on, one.starts_at is None, one.starts_at or day_start(one), one.uid))


def planned_items(viewer: Viewer, start: date, end: date) -> list[CalendarItem]:
    """Return all that happens at the bodies of a member of staff, in order: also what is not on the site yet."""
    tenants = viewer.tenants(DESK)
    asked = Asked(viewer, start, end, planned=True)
    items = _told_by_the_journal([item for source in calendar.all() for item in source.items(asked)])
    # What is to be done on a day of its own page is that day itself: said once.
    days = {(one.on, one.own_address) for one in items if one.kind != "work"}
    once = [one for one in items if one.kind != "work" or (one.on, one.own_address) not in days]
    return in_order([one for one in once if one.tenant_id in tenants and not _of_template(one.process)])


def _of_template(process: Process | None) -> bool:
    """Tell whether nothing of a question will happen: it is a draft that is kept to start from."""
    return process is not None and process.template_at is not None and not is_public(process)


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
