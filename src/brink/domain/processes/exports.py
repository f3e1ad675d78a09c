"""What `brink export process` writes of a question: each app adds its own keys to `process.json`."""

from collections.abc import Callable, Mapping
from typing import Any

from brink.domain.processes.assurance_words import people_by_level
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.states import process_state
from brink.domain.processes.told_facts import decision_day, reply_day
from brink.foundation import clock
from brink.foundation.points import Point
from brink.foundation.visibility import ANYONE, visible

process_exports: Point[Callable[[Process], Mapping[str, Any]]] = Point("export")


def _room(room: RoomStatement) -> dict[str, Any]:
    return {
        "version": room.version,
        "question": room.question,
        "level": room.level,
        "decision_on": room.decision_on.isoformat() if room.decision_on else None,
        "reply_on": room.reply_on.isoformat() if room.reply_on else None,
        "reply_within_working_days": room.reply_within,
        "open": room.open_points,
        "boundaries": [
            {
                "kind": one.kind, "subject": one.subject, "explanation": one.explanation,
                "since": one.since.isoformat() if one.since else None,
                "review_on": one.review_on.isoformat() if one.review_on else None,
                "area": one.area.name if one.area else None,
            }
            for one in room.boundaries.all()
        ],
        "content_hash": room.content_hash,
    }


def _facts(process: Process, newest: list[RoomStatement]) -> dict[str, Any]:
    """Return what the page claims today, which a room of earlier may have promised otherwise."""
    room = newest[0] if newest else None
    decides, replies = decision_day(process, room), reply_day(process, room)
    return {
        "state": process_state(process, clock.now()).value,
        "withdrawn_on": day_of(process.withdrawn_at).isoformat() if process.withdrawn_at else None,
        "decision_on": decides.isoformat() if decides else None,
        "reply_on": replies.isoformat() if replies else None,
    }


def question(process: Process) -> dict[str, Any]:
    """Return the question itself and every version of its room."""
    published = RoomStatement.objects.filter(process=process, published_at__isnull=False)
    rooms = published.prefetch_related("boundaries__area")
    return {
        "slug": process.slug,
        "title": process.title,
        "body": process.tenant.name,
        "source": process.source,
        **_facts(process, list(rooms.order_by("-version")[:1])),
        "rooms": [_room(room) for room in rooms.order_by("version")],
    }


def summary(process: Process) -> dict[str, Any]:
    """Return all that is public about a question as plain data."""
    found: dict[str, Any] = {}
    for part in process_exports.all():
        found.update(part(process))
    return found


def assurance(process: Process) -> dict[str, Any]:
    """Return how many counted in the closed rounds by how they were known; nothing of rounds with fewer than ten."""
    rounds = visible(ANYONE, Round.objects.filter(process=process).select_related("frozen_outcome"))
    return {"assurance": people_by_level(frozen_outcome(one) for one in rounds)}
