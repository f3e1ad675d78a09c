"""What the texts that the law asks for are made of: read in a fixed number of queries, handed on as plain facts."""

from dataclasses import dataclass

from brink.domain.accountability.models import InternalRoom, ParticipationChoice, RoomFit
from brink.domain.accountability.queries import choice_in_force, in_force
from brink.domain.contributions.queries.counting import outcomes, resolve
from brink.domain.contributions.queries.needs import Need, needs
from brink.domain.decisions.models import Decision
from brink.domain.processes.models import Boundary, Deviation, Event, Partner, Process, RoomStatement, Round
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.foundation.visibility import ANYONE, visible


@dataclass(frozen=True, slots=True)
class Facts:
    """What is public of a question: its room, its calendar, who takes part, and the choice behind it."""

    process: Process
    room: RoomStatement | None
    boundaries: tuple[Boundary, ...]
    rounds: tuple[Round, ...]
    events: tuple[Event, ...]
    partners: tuple[Partner, ...]
    choice: ParticipationChoice | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of it: the newest published decision, counts, bundles, and where own policy was left."""

    decision: Decision | None
    voices: int
    unlanded: int
    outcomes: dict[str, int]
    needs: tuple[Need, ...]
    deviations: tuple[Deviation, ...]
    internal_room: InternalRoom | None
    fit: RoomFit | None


def facts_of(process: Process) -> Facts:
    """Return what a notice is made of. Six queries."""
    room = room_in_force(process)
    rounds = visible(ANYONE, process.rounds.all()).order_by("number")
    events = visible(ANYONE, process.events.filter(cancelled_at=None)).select_related("area")
    return Facts(
        process, room, tuple(room.boundaries.all()) if room else (), tuple(rounds), tuple(events.order_by("starts_at")),
        tuple(process.partners.select_related("body").order_by("body__name")), choice_in_force(process),
    )  # fmt: skip


def followed(process: Process) -> Followed:
    """Return what a motivation is made of beside that. Ten queries at most."""
    rows = Decision.objects.filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    rows = rows.select_related("organ", "minority", "room_fit__room").prefetch_related("lines", "policy_deviations")
    decision = rows.order_by("-on", "-published_at").first()
    counted = resolve(process)
    return Followed(
        decision, counted.total - counted.withdrawn, counted.unanswered, outcomes(process),
        tuple(needs(ANYONE, process)), tuple(process.deviations.all()), in_force(process),
        getattr(decision, "room_fit", None) if decision is not None else None,
    )  # fmt: skip
