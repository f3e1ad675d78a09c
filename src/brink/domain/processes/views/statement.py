"""What the template of a room statement needs; also for pages of layers above, which include it."""

from typing import Any

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.processes.models import RoomStatement


def statement_context(room: RoomStatement | None) -> dict[str, Any]:
    """Return what the room statement shows: its limits and what its level promises."""
    if room is None:
        return {"room": None}
    return {
        "room": room,
        "boundaries": list(room.boundaries.all()),
        "level_promise": PROMISES[Level(room.level)] if room.level else "",
        "money": money_of(room),
    }


def money_of(room: RoomStatement) -> str:
    if room.money_cents is None:
        return ""
    whole = f"{room.money_cents // 100:,}".replace(",", ".")
    return f"€ {whole} {room.money_covers}".strip()
