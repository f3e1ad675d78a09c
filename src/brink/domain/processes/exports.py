"""What `brink export process` writes of a question: each app adds its own keys to `process.json`."""

from collections.abc import Callable, Mapping
from typing import Any

from brink.domain.processes.assurance_words import people_by_level
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
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
            {"kind": one.kind, "subject": one.subject, "explanation": one.explanation} for one in room.boundaries.all()
        ],
        "content_hash": room.content_hash,
    }


def question(process: Process) -> dict[str, Any]:
    """Return the question itself and every version of its room."""
    rooms = RoomStatement.objects.filter(process=process, published_at__isnull=False).prefetch_related("boundaries")
    return {
        "slug": process.slug,
        "title": process.title,
        "body": process.tenant.name,
        "source": process.source,
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
