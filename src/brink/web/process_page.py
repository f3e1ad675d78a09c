"""One process as one story: what the page of a process shows, gathered in a small fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.queries.late import late_letters, late_words
from brink.domain.framework.levels import PROMISES, Level
from brink.domain.participation.line_signs import line_said, line_words, most_from_one_line
from brink.domain.places.models import Area
from brink.domain.processes.assurance_words import in_one_line, of_round
from brink.domain.processes.dates import NEVER, day_of
from brink.domain.processes.instrument import Panel, registry
from brink.domain.processes.list_rows import STATES, time_left
from brink.domain.processes.models import (
    Boundary,
    DecisionMoment,
    Deviation,
    Event,
    Partner,
    Process,
    RoomStatement,
    Round,
)
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_sheet import has_paper
from brink.domain.processes.points import ProcessPage, Stop, process_blocks, process_facts
from brink.domain.processes.promises import promise_of
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.queries.round_changes import RoundChange, changes
from brink.domain.processes.states import ProcessState, RoundState, is_public, process_state, round_state
from brink.domain.processes.told_facts import decides, reply_day, who_asks
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.disclosure import batched
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Promise
from brink.ui.pictures.timeline import Moment, State, Timeline

# Room, path, taking part and what was heard; what comes after them is told by other apps. Of a standing question, which
# has no path, only the room, and its rounds when it has any.
OWN_STOPS = 4


_PAST = (RoundState.OVER, RoundState.CLOSED)


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round on the page: its state, its live panel or its frozen outcome."""

    round: Round
    state: RoundState
    panel: Panel | None
    outcome: Outcome | None
    late: str = ""
    changes: Sequence[RoundChange] = ()
    one_line: str = ""
    """How much of what it counts came from one internet connection, where that is much."""
    paper_url: str = ""
    """Where the form to print at home is; "" when this round has none."""

    @property
    def assured(self) -> str:
        """Say how many counted in this round and how they were known, as it was kept."""
        return of_round(self.round, self.outcome)

    @property
    def promises(self) -> bool:
        """Tell whether the instrument's own panel says what happens with the words, so that the page need not."""
        return self.panel is not None and "promise" in self.panel.context


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the page of a process needs."""

    process: Process
    state: ProcessState
    room: RoomStatement | None
    earlier_rooms: Sequence[RoomStatement]
    promise: Promise | None
    level_promise: str
    areas: Sequence[Area]
    partners: Sequence[Partner]
    rounds: Sequence[RoundView]
    timeline: Timeline
    events: Sequence[Event]
    stops: Sequence[tuple[int, Stop]]
    received: int | None
    one_line: str
    left: str
    reply_on: date | None = None
    deviations: Sequence[Deviation] = ()

    @property
    def state_words(self) -> str:
        """Return where the question stands, in words."""
        return str(STATES[self.state])

    @property
    def asked_by(self) -> str:
        """Say who puts the question."""
        return who_asks(self.process, [one.body for one in self.partners])

    @property
    def hidden(self) -> bool:
        """Tell whether only the desk can see this page."""
        return not is_public(self.process)

    @property
    def closed_to_residents(self) -> bool:
        """Tell whether the body decided that residents take no part: then there is a reason to read and no path."""
        return not self.process.participation and self.room is None

    @property
    def always(self) -> list[Stop]:
        """Return the stops that also stand where there is no path."""
        return [stop for _number, stop in self.stops if stop.always]

    @property
    def assured(self) -> str:
        """Say in one line how many counted in all rounds, by how they were known; "" when all were open."""
        return in_one_line(one.outcome for one in self.rounds)

    @property
    def open_rounds(self) -> list[RoundView]:
        """Return the rounds that take words now."""
        return [one for one in self.rounds if one.state is RoundState.OPEN]

    @property
    def held_rounds(self) -> list[RoundView]:
        """Return the rounds that the body holds back for a while."""
        return [one for one in self.rounds if one.state is RoundState.PAUSED]

    @property
    def past_rounds(self) -> list[RoundView]:
        """Return the rounds that are over, counted or not yet."""
        return [one for one in self.rounds if one.state in _PAST]

    @property
    def heard_state(self) -> str:
        """Return how the post "what we heard" stands: walked once a round has an outcome."""
        return "walked" if any(one.outcome for one in self.past_rounds) else "ahead"


def told_rows(rows: QuerySet[Process]) -> QuerySet[Process]:
    """Add to questions what their story starts from, and which of its small parts there are: the others ask nothing."""

    def there(model: type[Model], **narrowed: object) -> Exists:
        return Exists(model._default_manager.filter(tenant=OuterRef("tenant"), process=OuterRef("pk"), **narrowed))

    return (
        rows.select_related("tenant", "owner", "unreached", "existing_plan")
        .prefetch_related("areas")
        .annotate(
            has_partners=there(Partner), has_moments=there(DecisionMoment), has_deviations=there(Deviation),
            has_events=there(Event, ends_at__gte=clock.now()),
            **{name: fact for facts in process_facts.all() for name, fact in facts().items()},
        )
    )  # fmt: skip


def _has(process: Process, part: str) -> bool:
    return bool(vars(process)[f"has_{part}"])


def _rooms(process: Process) -> list[RoomStatement]:
    """Return the published versions, newest first, the newest with its boundaries. Two queries."""
    rows = RoomStatement.objects.filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    rooms = list(rows.select_related("decider", "contact", "adopted_by").order_by("-version"))
    if rooms:
        prefetch_related_objects(rooms[:1], Prefetch("boundaries", Boundary.objects.select_related("area")))
    return rooms


def _paper_url(round: Round, state: RoundState) -> str:
    if state is not RoundState.OPEN or not has_paper(round):
        return ""
    return page_url("paper", round.process.slug, round.slug)


def _round_views(process: Process, viewer: Viewer, now: datetime) -> list[RoundView]:
    rows = Round.objects.filter(tenant_id=process.tenant_id, process=process).select_related("frozen_outcome")
    rows = rows.annotate(late=late_letters())
    found = []
    # A round without an end is not a moment on a path: words come in by the open door.
    rounds = list(visible(viewer, rows.exclude(closes_at=NEVER).order_by("number")))
    # Of most rounds nothing was ever said otherwise: then nothing is asked.
    changed = changes([one.pk for one in rounds if one.changed_at is not None])
    for round in rounds:
        # The panels read the process of their round; it is this one, so that none asks the database for it.
        round.process = process
        state = round_state(round, now)
        instrument = registry.get(round.instrument)
        show = instrument is not None and state not in (RoundState.PLANNED, RoundState.PAUSED)
        found.append(
            RoundView(
                round=round,
                state=state,
                panel=instrument.panel(round, viewer) if instrument and show else None,
                outcome=frozen_outcome(round),
                late=late_words(vars(round)["late"]),
                changes=[one for one in changed if one.round_id == round.pk],
                one_line=line_said(round) if state in _PAST else "",
                paper_url=_paper_url(round, state),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Point:
    """A moment before it is known where on the path we are."""

    on: date
    title: str
    decision: bool = False
    until: date | None = None
    url: str = ""
    content: bool = False


def _points(process: Process, room: RoomStatement | None, rounds: Sequence[RoundView]) -> list[_Point]:
    points = []
    if process.room_published_at:
        points.append(_Point(day_of(process.room_published_at), _("Ruimte openbaar"), url="#ruimte"))
    for one in rounds:
        url = "#mee" if one.state in (RoundState.OPEN, RoundState.PAUSED) else "#gehoord" if one.outcome else ""
        first, last = day_of(one.round.opens_at), one.round.last_day
        points.append(_Point(first, one.round.title, until=last, url=url, content=True))
    moments = list(process.moments.select_related("organ")) if _has(process, "moments") else []
    for moment in moments:
        title = _("%(organ)s: %(subject)s") % {"organ": moment.organ.opening, "subject": moment.subject}
        url = "#besloten" if process.decided_at else ""
        points.append(_Point(moment.on, title, decision=True, url=url, content=True))
    if room and room.decision_on and all(moment.on != room.decision_on for moment in moments) and room.decider:
        points.append(_Point(room.decision_on, decides(room.decider), decision=True))
    if answer := reply_day(process, room):
        points.append(_Point(answer, _("Antwoord aan iedereen"), url="#neergekomen"))
    if process.withdrawn_at is not None:
        # Nothing that was planned after it will come, and no round lasted longer.
        stop = day_of(process.withdrawn_at)
        points = [one for one in points if one.on <= stop]
        points.append(_Point(stop, _("De vraag is gestopt")))
    return sorted(points, key=lambda point: point.on)


def timeline_of(points: Sequence[_Point], today: date) -> Timeline:
    """Put the points on the path. Now is where one can take part; else the last moment behind us, unless all are."""
    running = [place for place, one in enumerate(points) if one.until and one.on <= today <= one.until]
    past = [place for place, one in enumerate(points) if (one.until or one.on) <= today]
    here = running[0] if running else past[-1] if past and len(past) < len(points) else -1
    return Timeline(
        tuple(
            Moment(
                title=one.title,
                when=_until(one.until) if one.until and one.on <= today else date_format(one.on, "j F Y"),
                state=State.NOW if place == here else State.DONE if place in past else State.AHEAD,
                decision=one.decision,
                date=(one.until if one.until and one.on <= today else one.on).isoformat(),
                url=one.url,
                content=one.content,
            )
            for place, one in enumerate(points)
        )
    )


def _until(day: date) -> str:
    return _("tot en met %(date)s") % {"date": date_format(day, "j F Y")}


def _events(process: Process, state: ProcessState, now: datetime) -> list[Event]:
    """Return the meetings to come, those that were called off too: whoever meant to come must read that."""
    if state is ProcessState.DRAFT or not _has(process, "events"):
        return []
    rows = process.events.filter(ends_at__gte=now)
    return list(rows.select_related("area").order_by("starts_at")[:5])


def _partners(process: Process) -> Sequence[Partner]:
    """Return who puts the question together with the body, by name."""
    rows = process.partners.select_related("body").order_by("body__name")
    return list(rows) if _has(process, "partners") else ()


def _deviations(process: Process, viewer: Viewer) -> Sequence[Deviation]:
    """Return where this question departs from the kader."""
    return list(visible(viewer, process.deviations.select_related("organ"))) if _has(process, "deviations") else ()


def _stops(process: Process, room: RoomStatement | None, viewer: Viewer, own: int) -> list[tuple[int, Stop]]:
    """Return what other apps tell after what was heard, numbered on from there."""
    page = ProcessPage(process, room, viewer)
    stops = [stop for block in process_blocks.all() if (stop := block(page)) is not None]
    return list(enumerate(stops, start=own + 1))


def story_of(process: Process, viewer: Viewer) -> Story:
    """Gather the story of a process for one viewer. Needs a row of `told_rows`."""
    now, today = clock.now(), clock.today()
    rooms = _rooms(process)
    room = rooms[0] if rooms else None
    rounds = _round_views(process, viewer, now)
    state = process_state(process, now)
    received = 0 if any(one.state in _PAST for one in rounds) else batched(process.contribution_count)
    closes = [one.round.closes_at for one in rounds if one.state is RoundState.OPEN]
    return Story(
        process=process,
        state=state,
        room=room,
        earlier_rooms=rooms[1:],
        promise=promise_of(room, process),
        reply_on=reply_day(process, room),
        level_promise=str(PROMISES[Level(room.level)]) if room else "",
        areas=list(process.areas.all()),
        partners=_partners(process),
        rounds=rounds,
        timeline=timeline_of(_points(process, room, rounds), today),
        events=_events(process, state, now),
        stops=_stops(process, room, viewer, 1 + bool(rounds) if process.standing else OWN_STOPS),
        received=received or None,
        one_line=line_words(received, most_from_one_line(process)) if received else "",
        left=time_left(max(closes), today) if closes else "",
        deviations=_deviations(process, viewer),
    )
