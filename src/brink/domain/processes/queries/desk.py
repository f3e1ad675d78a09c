"""What waits at the desk, and how a body's own processes stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.framework.models import Phase
from brink.domain.people.models import Body
from brink.domain.people.queries import stand_in
from brink.domain.processes.dates import day_of, in_words, last_day
from brink.domain.processes.models import Boundary, Process, RoomStatement, Round
from brink.domain.processes.states import ProcessState, RoundState, process_state, round_state
from brink.domain.processes.told_facts import reply_day
from brink.foundation import clock
from brink.foundation.queue import QueueItem, desk_queue
from brink.foundation.visibility import DESK, Role, Viewer

_SOON = timedelta(days=14)
_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """One process at the desk: where it stands, and the next best step (None: nothing to do now)."""

    process: Process
    state: ProcessState
    next: QueueItem | None
    expects: str


def whose_work(viewer: Viewer) -> dict[str, Any]:
    """Return the annotations of a question that say whose work it is: `worker`, and `stand_in` where the viewer is.

    Of who took it up, else of its contact; while they are away, of whoever takes their work.
    """
    return {"worker": Coalesce("handler", "owner__account"), "stand_in": stand_in(viewer, "worker")}


def desk_rows(viewer: Viewer) -> QuerySet[Process]:
    """Return the processes of the viewer's own bodies with rounds and rooms, in three queries."""
    rooms = RoomStatement.objects.order_by("-version")
    return (
        Process.objects.filter(tenant_id__in=viewer.tenants(DESK))
        .select_related("tenant", "owner", "phase")
        .annotate(**whose_work(viewer))
        .prefetch_related(
            Prefetch("rooms", queryset=rooms), Prefetch("rounds", queryset=Round.objects.order_by("number"))
        )
    )


def with_rooms_and_rounds(viewer: Viewer) -> QuerySet[Process]:
    """Return the processes of the viewer's own bodies with all that one's desk page tells, in four queries."""
    rooms = RoomStatement.objects.select_related("decider", "contact", "adopted_by").prefetch_related("boundaries")
    rounds = Round.objects.select_related("phase", "frozen_outcome").order_by("number")
    rows = desk_rows(viewer).prefetch_related(None).select_related("framework", "phase", "scale", "handler")
    return rows.prefetch_related(
        Prefetch("rooms", queryset=rooms.order_by("-version")), Prefetch("rounds", queryset=rounds)
    )


def _owner(process: Process) -> UUID | None:
    """Return whose work a question is: of who took it up, else its contact, or of who stands in for them."""
    return getattr(process, "stand_in", None) or process.handler_id or process.owner.account_id


def _item(process: Process, key: str, title: str, act: str, address: str, due: date | None = None) -> QueueItem:
    return QueueItem(
        key=f"process-{key}-{process.pk}",
        tenant_id=process.tenant_id,
        title=title % {"title": process.title},
        where=process.title,
        act=act,
        address=address,
        due=due,
        owner=_owner(process),
    )


def _draft_step(process: Process) -> QueueItem:
    """Say how to go on with a process that has no room on the site yet."""
    check = reverse("processes:check", args=[process.slug])
    rooms = list(process.rooms.all())
    if not rooms:
        address = reverse("processes:choose", args=[process.slug])
        return _item(process, "draft", _("Maak verder: %(title)s"), _("Ga verder"), address)
    if rooms[0].adopted_by_id is None:
        return _item(process, "room", _("Maak de speelruimte af: %(title)s"), _("Ga verder"), check)
    return _item(process, "publish", _("De speelruimte is vastgesteld: %(title)s"), _("Zet op de site"), check)


def _round_steps(process: Process, now: datetime) -> Iterator[QueueItem]:
    """Say which rounds wait to be released, or to be closed and counted."""
    address = reverse("processes:desk", args=[process.slug])
    for round in process.rounds.all():
        state, place = round_state(round, now), f"{address}#ronde-{round.number}"
        if state is RoundState.OVER and round.opened_at is not None:
            title = _("Ronde ‘%(title)s’ is voorbij. Sluit hem en tel.")
            yield QueueItem(
                f"round-close-{round.pk}", process.tenant_id, title % {"title": round.title}, process.title,
                _("Sluit en tel"), place, round.last_day + timedelta(days=1), owner=_owner(process),
            )  # fmt: skip
        elif round.opened_at is None and round.opens_at <= now + _SOON:
            title = _("Ronde '%(title)s' wacht op vrijgave.")
            yield QueueItem(
                f"round-release-{round.pk}", process.tenant_id, title % {"title": round.title}, process.title,
                _("Geef vrij"), place, day_of(round.opens_at), owner=_owner(process),
            )  # fmt: skip


def _standing_steps(process: Process, now: datetime) -> list[QueueItem]:
    """Say what a standing question waits for: to be opened, a new version of its room, or its rounds with days."""
    if process.room_published_at is None:
        address = reverse("processes:standing", args=[process.tenant.slug])
        return [_item(process, "standing", _("Zet de vaste vraag van %(body)s open") % {"body": process.tenant.told},
                      _("Zet open"), address, clock.today())]  # fmt: skip
    change = _waiting_change(process)
    return [*_round_steps(process, now), *([change] if change else [])]


def _waiting_change(process: Process) -> QueueItem | None:
    """Say that a new version of a published room waits."""
    if any(room.published_at is None for room in process.rooms.all()):
        address = reverse("processes:check", args=[process.slug])
        return _item(process, "change", _("Er ligt een nieuwe versie van de speelruimte klaar: %(title)s"),
                     _("Maak af"), address)  # fmt: skip
    return None


def steps_of(process: Process, now: datetime) -> list[QueueItem]:
    """Return what waits in one process, most pressing first. Needs the rows of `desk_rows`; no queries."""
    state = process_state(process, now)
    address = reverse("processes:desk", args=[process.slug])
    room = next((one for one in process.rooms.all() if one.published_at is not None), None)
    if state in (ProcessState.WITHDRAWN_ANSWERED, ProcessState.EVALUATED):
        return []
    if state is ProcessState.WITHDRAWN:
        said = _("De vraag is gestopt. Geef iedereen antwoord: %(title)s")
        step = _item(process, "stopped", said, _("Rond af"), f"{address}#stappen")
        return [step] if process.contribution_count else []
    if process.standing:
        return _standing_steps(process, now)
    if state is ProcessState.DRAFT and process.template_at is not None:
        return []
    if state is ProcessState.DRAFT and process.participation:
        return [_draft_step(process)]
    if state is ProcessState.DRAFT and process.participation_at is None:
        check = reverse("processes:check", args=[process.slug])
        return [
            _item(process, "yesno", _("Zet het participatiebesluit op de site: %(title)s"), _("Zet op de site"), check)
        ]
    if state is ProcessState.ANSWERED:
        return [_item(process, "evaluate", _("Kijk terug op %(title)s"), _("Kijk terug"), f"{address}#terugkijken")]
    if state is ProcessState.DECIDED:
        due = reply_day(process, room)
        return [
            _item(process, "answer", _("Koppel terug over %(title)s"), _("Koppel terug"), f"{address}#stappen", due)
        ]
    if state is ProcessState.WEIGHING:
        return []
    found = list(_round_steps(process, now))
    change = _waiting_change(process)
    if change is not None:
        found.append(change)
    rounds = list(process.rounds.all())
    if not rounds and process.participation:
        plan = reverse("processes:rounds", args=[process.slug])
        found.append(_item(process, "plan", _("Plan een ronde voor %(title)s"), _("Plan"), plan))
    elif state is ProcessState.CLOSED and all(one.closed_at is not None for one in rounds):
        due = room.decision_on if room else None
        found.append(_item(process, "weigh", _("Alles is geteld. Begin de weging van %(title)s"), _("Begin de weging"),
                           f"{address}#stappen", due))  # fmt: skip
    return found


def _to_review(today: date) -> QuerySet[Boundary]:
    """Return for use inside a query of questions the boundaries that should have been looked at again by now."""
    return Boundary.objects.filter(
        tenant=OuterRef("tenant"), room__process=OuterRef("pk"), review_on__lt=today, room__published_at__isnull=False
    )


def _reviews(running: list[Process], today: date) -> list[QueueItem]:
    """Say which boundaries of rooms in force should have been looked at again. One query once there are some."""
    asked = [one for one in running if vars(one)["has_reviews"] and not one.withdrawn_at and not one.decided_at]
    if not asked:
        return []
    newest = RoomStatement.objects.filter(process=OuterRef("room__process"), published_at__isnull=False)
    rows = Boundary.objects.filter(
        tenant_id__in={one.tenant_id for one in asked}, room__process__in=asked, review_on__lt=today,
        room=Subquery(newest.order_by("-version").values("pk")[:1]),
    )  # fmt: skip
    return [
        QueueItem(
            key=f"review-{one.pk}",
            tenant_id=one.tenant_id,
            title=_("Kijk opnieuw naar de grens '%(subject)s'") % {"subject": one.subject},
            where=one.room.process.title,
            act=_("Kijk opnieuw"),
            address=reverse("processes:room", args=[one.room.process.slug]) + "#grenzen",
            due=one.review_on,
        )
        for one in rows.select_related("room__process").order_by("room__version", "id")[:_LIMIT]
    ]


def running_rows(viewer: Viewer) -> list[Process]:
    """Return the rows of `desk_rows` that are not finished, newest first; in three queries."""
    rows = desk_rows(viewer).filter(evaluated_at__isnull=True).annotate(has_reviews=Exists(_to_review(clock.today())))
    rows = rows.exclude(withdrawn_at__isnull=False, answered_at__isnull=False)
    return list(rows.order_by("-created_at")[:_LIMIT])


def desk_items(viewer: Viewer, rows: list[Process] | None = None) -> list[QueueItem]:
    """Return what waits for the staff of this viewer's bodies: three queries, none with `running_rows` given.

    One more once a boundary is to be looked at again.
    """
    if not viewer.tenants(DESK):
        return []
    now = clock.now()
    running = running_rows(viewer) if rows is None else rows
    steps = [step for process in running for step in steps_of(process, now)]
    asked = viewer.tenants(frozenset({Role.CLERK})) - {one.tenant_id for one in running if one.standing}
    return [*steps, *_without_standing(asked), *_reviews(running, clock.today())]


def queue_items(viewer: Viewer, rows: list[Process] | None = None) -> list[QueueItem]:
    """Return all that waits for the staff of this viewer's bodies: in their questions, and in every other app."""
    return [*desk_items(viewer, rows), *(item for source in desk_queue.all() for item in source(viewer))]


def _without_standing(tenants: frozenset[UUID]) -> list[QueueItem]:
    """Ask the clerk of a body that has a kader, but no standing question, to open one. One query, when there is one."""
    if not tenants:
        return []
    kader = Phase.objects.filter(tenant=OuterRef("pk"))
    stands = Process.objects.filter(tenant=OuterRef("pk"), standing=True)
    bodies = Body.objects.filter(Exists(kader), ~Exists(stands), pk__in=tenants)
    return [
        QueueItem(
            key=f"process-standing-{body.pk}",
            tenant_id=body.pk,
            title=_("Zet de vaste vraag van %(body)s open") % {"body": body.told},
            where=_("Wat moeten wij weten?"),
            act=_("Zet open"),
            address=reverse("processes:standing", args=[body.slug]),
        )
        for body in bodies
    ]


def expects(process: Process, state: ProcessState) -> str:
    """Say in a few words what a process waits for when nobody has to act. Needs the rows of `desk_rows`."""
    room = next((one for one in process.rooms.all() if one.published_at is not None), None)
    if process.template_at is not None and state is ProcessState.DRAFT:
        return _("Sjabloon voor nieuwe vragen")
    if process.standing and process.room_published_at is not None:
        return _("Staat altijd open")
    if state is ProcessState.ROOM and process.opens_at is not None:
        return _("Gaat open op %(day)s") % {"day": in_words(day_of(process.opens_at))}
    if state is ProcessState.OPEN and process.closes_at is not None:
        return _("Open tot en met %(day)s") % {"day": in_words(last_day(process.closes_at))}
    if state is ProcessState.WEIGHING and room is not None and room.decision_on is not None:
        return _("Het besluit valt op %(day)s") % {"day": in_words(room.decision_on)}
    return _("Niets te doen")


def overview(rows: list[Process]) -> list[Standing]:
    """Say of each of these rows (of `desk_rows`) where it stands and what comes next; no queries."""
    now = clock.now()
    found = []
    for process in rows:
        steps = steps_of(process, now)
        state = process_state(process, now)
        found.append(Standing(process, state, steps[0] if steps else None, expects(process, state)))
    return found
