"""States of a process and a round, computed from facts and the clock; and the guards that hold a step back.

Pure: no queries. A higher room registers a guard for a step it has an opinion on; a guard answers with findings.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from brink.foundation.findings import Finding

if TYPE_CHECKING:
    from brink.domain.processes.models import Process, Round


class ProcessState(StrEnum):
    """domain.md §3.3, in order; what was stopped stands aside, till everybody who spoke has an answer and after."""

    DRAFT = "draft"
    ROOM = "room"
    OPEN = "open"
    CLOSED = "closed"
    WEIGHING = "weighing"
    DECIDED = "decided"
    ANSWERED = "answered"
    EVALUATED = "evaluated"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_ANSWERED = "withdrawn_answered"


STOPPED = frozenset({ProcessState.WITHDRAWN, ProcessState.WITHDRAWN_ANSWERED})
PATH = tuple(state for state in ProcessState if state not in STOPPED)


class RoundState(StrEnum):
    """A round is planned until its body releases it and its day has come; after its last moment it is over."""

    PLANNED = "planned"
    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"


class Step(StrEnum):
    """Steps of a process: guards can hold them back, and they can have consequences."""

    PUBLISH_ROOM = "publish_room"
    OPEN_ROUND = "open_round"
    WEIGH = "weigh"
    DECIDE = "decide"
    ANSWER = "answer"
    EVALUATE = "evaluate"
    STOP = "stop"


def round_state(round: "Round", now: datetime) -> RoundState:
    """Return where a round stands: `over` means past its last moment with the tally not frozen yet."""
    if round.closed_at is not None:
        return RoundState.CLOSED
    if now >= round.closes_at:
        return RoundState.OVER
    if round.opened_at is None or now < round.opens_at:
        return RoundState.PLANNED
    return RoundState.OPEN


def process_state(process: "Process", now: datetime) -> ProcessState:
    """Return where a process stands. Later facts win over earlier ones; dates alone open and close it."""
    if process.withdrawn_at is not None:
        return ProcessState.WITHDRAWN if process.answered_at is None else ProcessState.WITHDRAWN_ANSWERED
    settled = (
        (process.evaluated_at, ProcessState.EVALUATED),
        (process.answered_at, ProcessState.ANSWERED),
        (process.decided_at, ProcessState.DECIDED),
        (process.weighing_at, ProcessState.WEIGHING),
    )
    for moment, state in settled:
        if moment is not None:
            return state
    if process.room_published_at is None:
        return ProcessState.DRAFT
    if process.opens_at is None or now < process.opens_at:
        return ProcessState.ROOM
    if process.closes_at is not None and now >= process.closes_at:
        return ProcessState.CLOSED
    return ProcessState.OPEN


Guard = Callable[["Process"], Sequence[Finding]]
_guards: dict[Step, list[Guard]] = {step: [] for step in Step}


def register_guard(step: Step, guard: Guard) -> None:
    """Let a room above hold a step back until what it cares for is in order."""
    _guards[step].append(guard)


def findings(step: Step, process: "Process") -> list[Finding]:
    """Ask every guard of a step; the step may be taken when nothing that blocks comes back."""
    return [finding for guard in _guards[step] for finding in guard(process)]


Consequence = Callable[["Process"], None]
_consequences: dict[Step, list[Consequence]] = {step: [] for step in Step}


def register_consequence(step: Step, act: Consequence) -> None:
    """Let a layer above do what follows from a step, in the same transaction."""
    _consequences[step].append(act)


def follow(step: Step, process: "Process") -> None:
    """Do everything that follows from a step that was taken."""
    for act in _consequences[step]:
        act(process)


def is_public(process: "Process") -> bool:
    """Tell whether anybody may read that this process is there: its yes or no, or its room, has been published."""
    return process.participation_at is not None or process.room_published_at is not None


def choice_key(phase: str, instrument: str, level: str) -> str:
    """Return the name of one choice of instrument, under which a deviation from the kader covers it and no other."""
    return f"{phase}-{instrument}-{level}".lower()
