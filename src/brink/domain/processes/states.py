"""States of a process and a round, computed from facts and the clock. Pure: no queries."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

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
    """A round is planned until its body releases it and its day has come; after its last moment it is over.

    A pause holds back whoever would take part; it moves no day.
    """

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    OVER = "over"
    CLOSED = "closed"


def round_state(round: "Round", now: datetime) -> RoundState:
    """Return where a round stands: `over` means past its last moment with the tally not frozen yet."""
    if round.closed_at is not None:
        return RoundState.CLOSED
    if now >= round.closes_at:
        return RoundState.OVER
    if round.opened_at is None or now < round.opens_at:
        return RoundState.PLANNED
    return RoundState.OPEN if round.paused_at is None else RoundState.PAUSED


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


def is_public(process: "Process") -> bool:
    """Tell whether anybody may read that this process is there: its yes or no, or its room, has been published."""
    return process.participation_at is not None or process.room_published_at is not None
