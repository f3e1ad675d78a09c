"""Pieces of pages that others show: on the page of the question, at the desk, and under a tracking code."""

from typing import Any
from uuid import UUID

from brink.domain.participation.counting import taken_part
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.foundation.visibility import Viewer
from brink.instruments.assembly.person_key import pseudonym
from brink.instruments.assembly.queries import (
    Standing,
    as_percent,
    own_of,
    points_of,
    sittings_of,
    standing,
    tallies_of,
)
from brink.instruments.assembly.round_settings import SIGNUP, TICKETS
from brink.instruments.assembly.services.seating import free_seats
from brink.instruments.assembly.services.undrawn import destroy_on
from brink.ui.figures import euros


def told_of(now: Standing) -> dict[str, Any]:
    """Return what every page tells of an assembly: its setup in words, where it stands, and its addresses."""
    frame = frame_of(now.round)
    fee = euros(now.settings.fee_cents) if now.settings.fee_cents else ""
    return {
        "now": now, "fee": fee, "frame": frame, "start_url": frame.address(), "signup_url": frame.address("signup"),
        "draw_url": frame.address("draw"), "advice_url": frame.address("advice"), "step": str(now.state),
    }  # fmt: skip


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Show where it stands and the way in; numbers of people in whole tens, votes and seats as they are."""
    now = standing(round)
    people = taken_part(round, SIGNUP)
    frame = frame_of(round)
    context = {
        **told_of(now), "people": people, "tallies": tallies_of(points_of(round)) if now.offered else (),
        "one_line": frame.from_one_line(f"contribution.received {SIGNUP}", people) if people else "",
    }  # fmt: skip
    return Panel("assembly/panel.html", context)


def desk_panel(round: Round) -> Panel:
    """Show staff where it stands and the way to its pages."""
    now = standing(round)
    context = {
        **told_of(now), "people": taken_part(round, SIGNUP), "desk_url": frame_of(round).address("desk"),
        "free": len(free_seats(now.draw)) if now.draw is not None else 0,
    }  # fmt: skip
    return Panel("assembly/desk.html", context)


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Show whoever holds the code where they stand: in the record, drawn or not, and what comes next."""
    own = own_of(contribution_id)
    if own is None:
        return None
    now = standing(own.volunteer.round)
    undrawn, everybody = destroy_on(own.volunteer.round, now.draw)
    place = own.place
    context: dict[str, Any] = {
        **told_of(now), "own": own, "seat": own.seat, "place": place,
        "destroyed_on": everybody if own.seat is not None else undrawn,
        "sittings": sittings_of(own.volunteer.round) if own.seat is not None else (),
    }  # fmt: skip
    if place is not None and place.tickets is not None and place.place is not None and own.volunteer.salt:
        identity = str(own.volunteer.pk)
        context |= {
            "chance": as_percent(place.tickets / TICKETS), "tickets": place.tickets, "number": place.place + 1,
            "salt": own.volunteer.salt, "identity": identity,
            "pseudonym": pseudonym(own.volunteer.salt, identity),
        }  # fmt: skip
    return Panel("assembly/follow.html", context)
