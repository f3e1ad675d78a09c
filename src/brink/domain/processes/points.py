"""Where apps add to the page of a question: one more stop on the path that it tells, from the room to the answers."""

from collections.abc import Callable
from dataclasses import dataclass

from brink.domain.processes.models import Process, RoomStatement
from brink.foundation.panels import Panel
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """What the page has read already, so that no block asks for it again."""

    process: Process
    room: RoomStatement | None
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the path. `walked` says whether the question has come that far; `anchor` never changes."""

    anchor: str
    title: str
    walked: bool
    panel: Panel


process_blocks: Point[Callable[[ProcessPage], Stop | None]] = Point("process-block")
