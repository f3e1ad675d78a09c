"""One process as one story: what the page of a process shows, gathered in a small fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Landing, OutcomeCode
from brink.domain.decisions.models import Decision, WeighingLine
from brink.domain.decisions.rules import Breadth, breadth
from brink.domain.framework.levels import PROMISES
from brink.domain.places.models import Area
from brink.domain.processes.instrument import Panel, registry
from brink.domain.processes.models import DecisionMoment, Event, Partner, Process, RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.rules import ProcessState, RoundState, process_state, round_state
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Promise

SMALLEST_CELL = 10


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round on the page: its state, its live panel or its frozen outcome."""

    round: Round
    state: RoundState
    name: str
    panel: Panel | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the timeline, in words and on the line."""

    on: date
    title: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class LandingCount:
    """How many voices ended one way; below ten the number itself is not told."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the page of a process needs."""

    process: Process
    state: ProcessState
    room: RoomStatement | None
    promise: Promise | None
    level_promise: str
    areas: list[Area]
    partners: list[Partner]
    rounds: list[RoundView]
    timeline: list[Moment]
    events: list[Event]
    decisions: list[tuple[Decision, Breadth | None]]
    landings: list[LandingCount] = field(default_factory=list)
    days_left: int | None = None

    @property
    def open_rounds(self) -> list[RoundView]:
        """Return the rounds that take words now."""
        return [one for one in self.rounds if one.state is RoundState.OPEN]

    @property
    def past_rounds(self) -> list[RoundView]:
        """Return the rounds that are over and have an outcome."""
        return [one for one in self.rounds if one.outcome is not None]

    @property
    def heard_state(self) -> str:
        """Return how the post "what we heard" stands: walked once a round has an outcome."""
        return "walked" if self.past_rounds else "ahead"

    @property
    def decided_state(self) -> str:
        """Return how the post "what was decided" stands."""
        return "walked" if self.decisions else "ahead"

    @property
    def answered_state(self) -> str:
        """Return how the post "where words came down" stands."""
        return "walked" if self.process.answered_at else "ahead"


def promise_of(process: Process, room: RoomStatement) -> Promise:
    """Return what stands at every form of this process."""
    assert room.decider is not None
    assert room.contact is not None
    when = date_format(room.reply_on, "j F Y") if room.reply_on else ""
    return Promise(
        what=str(PROMISES[room.level]),  # type: ignore[index]
        who=_("%(contact)s leest mee. %(decider)s beslist.")
        % {"contact": room.contact.name, "decider": room.decider.name},
        when=_("Uiterlijk %(date)s leest u wat er met uw woorden is gebeurd.") % {"date": when},
    )


def _round_views(process: Process, viewer: Viewer, now: datetime) -> list[RoundView]:
    rows = Round.objects.filter(tenant_id=process.tenant_id, process=process).select_related("frozen_outcome")
    found = []
    for round in visible(viewer, rows):
        round.process = process
        state = round_state(round, now)
        instrument = registry.get(round.instrument)
        frozen = getattr(round, "frozen_outcome", None)
        show = instrument is not None and state is not RoundState.PLANNED
        found.append(
            RoundView(
                round=round,
                state=state,
                name=str(instrument.card.name) if instrument else round.instrument,
                panel=instrument.panel(round, viewer) if instrument and show else None,
                outcome=Outcome.from_data(frozen.data) if frozen else None,
            )
        )
    return found


def _timeline(process: Process, room: RoomStatement | None, rounds: list[RoundView], today: date) -> list[Moment]:
    """Return all moments in order: room, rounds, decision moments, reply."""
    points: list[tuple[date, str, str]] = []
    zone = clock.AMSTERDAM
    if process.room_published_at:
        points.append((process.room_published_at.astimezone(zone).date(), _("Ruimte openbaar"), "round"))
    for one in rounds:
        opens = one.round.opens_at.astimezone(zone).date()
        points.append((opens, one.round.title, "round"))
    moments = DecisionMoment.objects.filter(tenant_id=process.tenant_id, process=process).select_related("organ")
    for moment in moments:
        points.append((moment.on, f"{moment.subject} ({moment.organ.name})", "decision"))
    if room and room.reply_on:
        points.append((room.reply_on, _("Antwoord aan iedereen"), "round"))
    points.sort(key=lambda point: point[0])
    past = [point[0] <= today for point in points]
    last = max((place for place, done in enumerate(past) if done), default=-1)
    return [
        Moment(on, title, kind, "now" if place == last else "done" if past[place] else "ahead")
        for place, (on, title, kind) in enumerate(points)
    ]


def _decisions(process: Process, viewer: Viewer) -> list[tuple[Decision, Breadth | None]]:
    if process.decided_at is None:
        return []
    rows = Decision.objects.select_related("organ", "tenant", "minority", "advice").prefetch_related(
        "options", Prefetch("lines", queryset=WeighingLine.objects.all()), "votes", "dilemmas"
    )
    rows = visible(viewer, rows).filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    return [(one, breadth([(vote.in_favour, vote.against) for vote in one.votes.all()])) for one in rows.order_by("on")]


def _landings(process: Process) -> list[LandingCount]:
    """Count current landings by outcome; the smallest kinds are told together as "fewer than ten"."""
    if not process.landed_count:
        return []
    rows = (
        Landing.objects.filter(tenant_id=process.tenant_id, contribution__process=process, current=True)
        .values_list("answer__outcome")
        .annotate(number=Count("id"))
    )
    labels = dict(OutcomeCode.choices)
    counts = sorted(((str(labels[code]), number) for code, number in rows), key=lambda one: -one[1])
    return [LandingCount(label, number) for label, number in counts]


def tell(process: Process, viewer: Viewer) -> Story:
    """Gather the story of a process for one viewer."""
    now, today = clock.now(), clock.today()
    room = (
        RoomStatement.objects.filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
        .select_related("decider", "contact", "adopted_by")
        .prefetch_related("boundaries")
        .first()
    )
    rounds = _round_views(process, viewer, now)
    state = process_state(process, now)
    closes = [one.round.closes_at for one in rounds if one.state is RoundState.OPEN]
    events: list[Event] = []
    if state in (ProcessState.ROOM, ProcessState.OPEN):
        rows = Event.objects.filter(tenant_id=process.tenant_id, process=process, ends_at__gte=now, cancelled_at=None)
        events = list(rows.select_related("area").order_by("starts_at")[:5])
    extra: dict[str, Any] = {}
    if room:
        extra = {"promise": promise_of(process, room), "level_promise": str(PROMISES[room.level])}  # type: ignore[index]
    return Story(
        process=process,
        state=state,
        room=room,
        promise=extra.get("promise"),
        level_promise=extra.get("level_promise", ""),
        areas=list(process.areas.all()),
        partners=list(Partner.objects.filter(tenant_id=process.tenant_id, process=process).select_related("body")),
        rounds=rounds,
        timeline=_timeline(process, room, rounds, today),
        events=events,
        decisions=_decisions(process, viewer),
        landings=_landings(process),
        days_left=max(0, (max(closes) - now).days) if closes else None,
    )
