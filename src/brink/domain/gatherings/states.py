"""How a gathering stands, as a function of facts and a moment; who may still sign up, and who owes what. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.foundation.visibility import Role

TAKEN_WITHIN = timedelta(days=14)
"""How long an administrator has to write down what they took along."""
# Who governs: of them a resident may ask what the evening brought.
ADMINISTRATORS = frozenset({Role.EXECUTIVE, Role.CHAIR})


class State(StrEnum):
    """Where a gathering stands."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    REPORTED = "reported"


STATE_NAMES: dict[State, str | Promise] = {
    State.PLANNED: _("gepland"),
    State.MOVED: _("verplaatst"),
    State.CANCELLED: _("gaat niet door"),
    State.HELD: _("geweest"),
    State.REPORTED: _("geweest, met verslag"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state of a gathering follows from."""

    starts_at: datetime
    ends_at: datetime
    moved_at: datetime | None = None
    cancelled_at: datetime | None = None
    stopped_at: datetime | None = None
    reported_at: datetime | None = None


def state_of(facts: Facts, now: datetime) -> State:
    """Return where it stands. A stopped question takes along what was still to come."""
    stopped = facts.stopped_at is not None and facts.stopped_at < facts.starts_at
    if facts.cancelled_at is not None or stopped:
        return State.CANCELLED
    if facts.reported_at is not None:
        return State.REPORTED
    if now >= facts.ends_at:
        return State.HELD
    return State.MOVED if facts.moved_at is not None else State.PLANNED


def last_moment(starts_at: datetime, closes_at: datetime | None) -> datetime:
    """Return until when somebody can sign up: never after it began, also when it was moved forward."""
    return min(closes_at, starts_at) if closes_at is not None else starts_at


def taken_due(last_day: date) -> date:
    """Return the last good day for "dit nam ik mee"."""
    return last_day + TAKEN_WITHIN


def owes(role: str, *, present: bool) -> bool:
    """Tell whether somebody writes down what they took along."""
    return present and role in ADMINISTRATORS
