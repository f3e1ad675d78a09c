"""The desk's queue: what waits for somebody, in the words in which it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do. `act` is the text on its button, `due` the last good day (None: no hurry).

    `owner` is the account of whoever answers for it; without one it is for anybody of the body.
    """

    key: str
    tenant_id: UUID
    title: str
    where: str
    act: str
    address: str
    due: date | None = None
    count: int = 1
    owner: UUID | None = None


desk_queue: Point[Callable[[Viewer], list[QueueItem]]] = Point("desk-queue")
