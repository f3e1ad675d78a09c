"""Reads about gatherings; each function says how many queries it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.gatherings.models import AgendaItem, Gathering, Minutes, Presence, SignUp
from brink.domain.gatherings.services.arranging import signup_until
from brink.domain.gatherings.services.seating import may_sign_up
from brink.domain.gatherings.states import STATE_NAMES, Facts, State, owes, state_of, taken_due
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Event
from brink.foundation import clock, codes
from brink.foundation.errors import NotNow
from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.visibility import Role, Viewer, visible

_WAITS = SignUp.objects.filter(gathering__event=OuterRef("pk"), confirmed_at=None, cancelled_at=None)
_REPORTED = Minutes.objects.filter(gathering__event=OuterRef("pk"))


def with_gathering(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Let events bring their gathering along, whether somebody waits, and whether there is a report. No query more."""
    found = rows.select_related("process", "tenant", "area", "round", "gathering__organ")
    return found.annotate(has_waiting=Exists(_WAITS), has_report=Exists(_REPORTED))


def gathering_of(event: Event) -> Gathering | None:
    """Return what an event has beyond its day and place, or None while nobody arranged anything."""
    found: Gathering | None = getattr(event, "gathering", None)
    return found


def facts_of(event: Event) -> Facts:
    """Return what the state of an event follows from; it was read by `with_gathering`."""
    stopped = event.process.withdrawn_at if event.process is not None else None
    reported = event.ends_at if event.has_report else None  # type: ignore[attr-defined]
    return Facts(event.starts_at, event.ends_at, event.moved_at, event.cancelled_at, stopped, reported)


def state(event: Event) -> State:
    """Return how an event stands now."""
    return state_of(facts_of(event), clock.now())


@dataclass(frozen=True, slots=True)
class Seats:
    """What anybody reads about the seats, and whether they can sign up now."""

    open: bool
    said: str
    full: bool = False


def seats(event: Event) -> Seats:
    """Say honestly how many seats there are. Where somebody waits nothing is free, whatever the figures say."""
    gathering = gathering_of(event)
    if gathering is None or not gathering.takes_signups:
        return Seats(False, _("U hoeft zich niet aan te melden."))
    gathering.event = event
    try:
        may_sign_up(gathering)
    except NotNow as refusal:
        return Seats(False, str(refusal))
    if gathering.capacity is None:
        return Seats(True, _("Meld u aan. Er is geen grens aan het aantal plekken."))
    free = gathering.capacity - gathering.seats_held
    if free <= 0 or event.has_waiting:  # type: ignore[attr-defined]
        said = _("Vol. U kunt op de wachtlijst. Komt er een plek vrij, dan gaat die op volgorde.")
        return Seats(True, said, full=True)
    said = ngettext("Nog %(free)s plek vrij van de %(all)s.", "Nog %(free)s plekken vrij van de %(all)s.", free)
    return Seats(True, said % {"free": free, "all": gathering.capacity})


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody of the body at a gathering, as everybody reads it."""

    name: str
    present: bool
    reason: str
    owes: bool
    took: str
    due: date
    late: bool
    key: UUID


@dataclass(frozen=True, slots=True)
class InRole:
    """Who came and who did not in one role."""

    name: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that the page of an event tells."""

    event: Event
    gathering: Gathering | None
    state: State
    seats: Seats
    items: tuple[AgendaItem, ...] = ()
    roles: tuple[InRole, ...] = ()
    report: Minutes | None = None
    earlier: tuple[Minutes, ...] = ()
    until: datetime | None = None

    @property
    def state_name(self) -> str:
        """Return the state in words."""
        return str(STATE_NAMES[self.state])

    @property
    def over(self) -> bool:
        """Tell whether the day has been."""
        return self.state in (State.HELD, State.REPORTED)

    @property
    def taken(self) -> list[Attendee]:
        """Return who owes what they took along, once the day has been."""
        return [one for role in self.roles for one in role.people if one.owes] if self.over else []


def attendees(event: Event, rows: Sequence[Presence]) -> tuple[InRole, ...]:
    """Return who was there and who was not by role, in the order of the roles."""
    last, today = day_of(event.ends_at), clock.today()
    due = taken_due(last)
    by_role: dict[str, list[Attendee]] = {}
    for one in sorted(rows, key=lambda row: row.person.name):
        present = one.attendance == Presence.Attendance.PRESENT
        expected = owes(one.role, present=present)
        late = expected and not one.took and today > due
        person = Attendee(one.person.name, present, one.reason, expected, one.took, due, late, one.pk)
        by_role.setdefault(one.role, []).append(person)
    order = [role.value for role in ROLE_NAMES]
    return tuple(
        InRole(str(ROLE_NAMES[Role(role)]), tuple(by_role[role])) for role in sorted(by_role, key=order.index)
    )


def event_page(viewer: Viewer, event: Event) -> EventPage:
    """Return what the page of an event tells, for whoever looks. Three queries for a gathering, else none."""
    gathering, now = gathering_of(event), state(event)
    if gathering is None:
        return EventPage(event, None, now, seats(event))
    of_it = {"tenant": event.tenant_id, "gathering": gathering}
    items = visible(viewer, AgendaItem.objects.filter(**of_it)).order_by("position")
    people = visible(viewer, Presence.objects.filter(**of_it)).select_related("person")
    reports = list(visible(viewer, Minutes.objects.filter(**of_it)).order_by("-version"))
    gathering.event = event
    return EventPage(
        event, gathering, now, seats(event), tuple(items), attendees(event, list(people)),
        reports[0] if reports else None, tuple(reports[1:]), signup_until(gathering),
    )  # fmt: skip


def under_code(code: str) -> SignUp | None:
    """Return the sign-up of a code, or None. One query."""
    known = codes.read(code)
    if known is None:
        return None
    rows = SignUp.objects.select_related("gathering__event__process", "gathering__event__area", "tenant")
    return rows.filter(code_hash__in=codes.hash_code(known).every).first()


def place_in_line(signup: SignUp) -> int:
    """Return the how-manieth somebody is on the waiting list; 0 for who does not wait. One query."""
    if signup.confirmed_at is not None or signup.cancelled_at is not None:
        return 0
    before = SignUp.objects.filter(
        tenant_id=signup.tenant_id, gathering=signup.gathering_id, confirmed_at=None, cancelled_at=None,
        number__lte=signup.number,
    )  # fmt: skip
    return before.count()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sign-ups and people there are, for the desk."""

    people: int
    waiting: int
    needs: int


def counts(gathering: Gathering) -> Counts:
    """Count who comes. One query."""
    living = Q(cancelled_at=None)
    found = gathering.signups.filter(living).aggregate(
        people=Sum("party", filter=Q(confirmed_at__isnull=False)), waiting=Sum("party", filter=Q(confirmed_at=None)),
        needs=Count("pk", filter=~Q(needs="")),
    )  # fmt: skip
    return Counts(found["people"] or 0, found["waiting"] or 0, found["needs"])


def living(gathering: Gathering) -> list[SignUp]:
    """Return who comes and who waits, in order. One query. Personal: only after `read_list`."""
    return list(gathering.signups.filter(cancelled_at=None).select_related("entered_by").order_by("number"))


def news_since() -> Q:
    """Return the condition that something changed since somebody was told: moved, called off, or a seat came free."""
    event = "gathering__event__"
    return (
        Q(promoted_at__gt=F("told_at"))
        | Q(**{f"{event}moved_at__gt": F("told_at")})
        | Q(**{f"{event}cancelled_at__gt": F("told_at")})
        | Q(**{f"{event}process__withdrawn_at__gt": F("told_at")})
    )


def to_call(gathering: Gathering) -> list[SignUp]:
    """Return who must be told by telephone: something changed, and they left no address. One query."""
    rows = gathering.signups.filter(news_since(), cancelled_at=None, erased_at=None, email="")
    return list(rows.order_by("number"))
