"""Where apps add to the page of a question at the desk: one more place where people work on it, with its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brink.domain.processes.models import Process
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A place where people work on a question: its name, its address, and its numbers in words.

    `waits` says that something there still waits for somebody, so that the line may say it in another colour.
    """

    name: str
    address: str
    said: str
    waits: bool = False


# Where the desk works on a question: lines on its page at the desk, for staff alone.
process_work: Point[Callable[[Process, Viewer], Sequence[WorkLine]]] = Point("process-work")
