"""What happened round a place, a theme or a question: one list, for the page, the feed and the mail.

Only what everybody may see, by the one visibility function; nothing that somebody gave, and no numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.decisions.models import Decision
from brink.domain.following.subjects import Subject
from brink.domain.places.models import Area
from brink.domain.places.queries import within
from brink.domain.processes.dates import NEVER
from brink.domain.processes.models import Event, Process, Round
from brink.domain.processes.queries.lists import family, touching
from brink.domain.records.card import card_of, cards
from brink.domain.records.models import Record
from brink.domain.records.showing import address as record_address
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import ANYONE, visible

MOST = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of news. `what` says in a word or two what it is; `key` is the same for the same news, always."""

    at: datetime
    what: str
    title: str
    address: str
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class Window:
    """After `since` up to and with `until`."""

    since: datetime
    until: datetime

    def holds(self, field: str) -> Q:
        """Return the condition that a moment lies in it."""
        return Q(**{f"{field}__gt": self.since, f"{field}__lte": self.until})

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.since < moment <= self.until


def happenings(subject: Subject, window: Window, limit: int = MOST) -> list[Happening]:
    """Return the news about this in a window, newest first. Six queries at most, however much there is."""
    questions = _questions(subject)
    found = [
        *_asked(questions, window, limit), *_opened(questions, window, limit), *_decided(questions, window, limit),
        *_promised(subject, window, limit), *_meetings(subject, questions, window, limit),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:limit]


def _questions(subject: Subject) -> QuerySet[Process]:
    rows = visible(ANYONE, Process.objects.filter(standing=False))
    if subject.process is not None:
        return rows.filter(pk=subject.process.pk)
    if subject.theme is not None:
        rows = rows.filter(themes=subject.theme)
    return touching(rows, subject.area) if subject.area is not None else rows


def _day(moment: datetime) -> str:
    return date_format(moment.astimezone(clock.AMSTERDAM), "j F Y")


def _asked(questions: QuerySet[Process], window: Window, limit: int) -> Iterator[Happening]:
    """Yield what became of the questions themselves: they were put, answered or stopped."""
    moments = {
        "room_published_at": _("Nieuwe vraag"), "answered_at": _("Er is antwoord"), "withdrawn_at": _("Gestopt"),
    }  # fmt: skip
    wanted = Q()
    for name in moments:
        wanted |= window.holds(name)
    rows = questions.filter(wanted).select_related("tenant").order_by("-created_at", "-id")
    for one in rows[:limit]:
        for name, what in moments.items():
            at = getattr(one, name)
            if at in window:
                yield Happening(
                    at, what, one.title, page_url("process", one.slug), f"{name[:4]}-{one.pk}", one.tenant.name
                )


def _opened(questions: QuerySet[Process], window: Window, limit: int) -> Iterator[Happening]:
    """Yield where people can take part since."""
    rows = visible(ANYONE, Round.objects.filter(process__in=questions.values("pk"))).filter(window.holds("opens_at"))
    rows = rows.filter(opened_at__isnull=False, opens_at__lte=clock.now()).exclude(closes_at=NEVER)
    for one in rows.select_related("process", "tenant").order_by("-opens_at", "-id")[:limit]:
        until = date_format(one.last_day, "j F Y")
        yield Happening(
            one.opens_at, _("Doe mee tot en met %(day)s") % {"day": until}, f"{one.process.title}: {one.title}",
            page_url("process", one.process.slug), f"open-{one.pk}", one.tenant.name,
        )  # fmt: skip


def _decided(questions: QuerySet[Process], window: Window, limit: int) -> Iterator[Happening]:
    rows = visible(ANYONE, Decision.objects.filter(process__in=questions.values("pk")))
    rows = rows.filter(window.holds("published_at")).select_related("tenant").order_by("-published_at", "-id")
    for one in rows[:limit]:
        assert one.published_at is not None
        yield Happening(
            one.published_at, _("Besluit"), one.title, page_url("decision", one.slug), f"besl-{one.pk}", one.tenant.name
        )


def _promised(subject: Subject, window: Window, limit: int) -> Iterator[Happening]:
    """Yield what stands in registers about it since, or moved there."""
    rows = visible(ANYONE, Record.objects.filter(kind__in=list(cards.named()), published_at__isnull=False))
    if subject.process is not None:
        rows = rows.filter(process=subject.process)
    if subject.theme is not None:
        rows = rows.filter(themes=subject.theme)
    if subject.area is not None:
        about = Record.areas.through.objects.filter(area__in=family(subject.area).values("pk"))
        rows = rows.filter(pk__in=about.values("record"))
    rows = rows.filter(window.holds("published_at") | window.holds("stage_since"))
    for one in rows.select_related("tenant").order_by("-stage_since", "-id")[:limit]:
        card = card_of(one)
        moved = [at for at in (one.published_at, one.stage_since) if at is not None and at in window]
        what = f"{str(card.names.one).capitalize()}: {str(card.stage_of(one.stage).label).lower()}"
        yield Happening(
            max(moved), what, one.title, record_address(card, one), f"{one.stage}-{one.pk}", one.tenant.name
        )


def _meetings(
    subject: Subject, questions: QuerySet[Process], window: Window, limit: int
) -> Iterator[Happening]:
    """Yield days to come by that were planned, moved or called off since, and are still to come."""
    near = Q(process__in=questions.values("pk"))
    # What is planned outside a question has no theme.
    if subject.area is not None and subject.theme is None:
        near |= Q(process__isnull=True, area__in=within(subject.area))
    rows = visible(ANYONE, Event.objects.filter(near, starts_at__gt=window.until))
    moved = window.holds("created_at") | window.holds("moved_at") | window.holds("cancelled_at")
    rows = rows.filter(moved | window.holds("process__room_published_at"))
    for one in rows.select_related("process", "tenant").order_by("starts_at", "id")[:limit]:
        off = one.cancelled_at is not None
        what = _("Gaat niet door") if off else _("Kom langs op %(day)s") % {"day": _day(one.starts_at)}
        public = one.process.room_published_at if one.process else None
        moments = (one.created_at, one.moved_at, one.cancelled_at, public)
        at = max(moment for moment in moments if moment is not None and moment in window)
        title = f"{one.title}, {one.venue}" if one.venue else one.title
        where = page_url("process", one.process.slug) if one.process else page_url("calendar")
        yield Happening(at, what, title, where, f"dag-{one.pk}-{int(at.timestamp())}", one.tenant.name)


def lately(days: int) -> Window:
    """Return the window of the last days, up to now."""
    now = clock.now()
    return Window(now - timedelta(days=days), now)


def decided_lately(area: Area, most: int = 5) -> list[Happening]:
    """Return the last decisions that touch a place, however long ago. One query."""
    return list(_decided(_questions(Subject(area=area)), lately(20_000), most))
