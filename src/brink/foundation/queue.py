"""The desk's queue: what waits for somebody, in the words in which it is shown."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do. `act` is the text on its button, `due` the last good day (None: no hurry)."""

    key: str
    tenant_id: UUID
    title: str
    where: str
    act: str
    address: str
    due: date | None = None
    count: int = 1
