"""Where apps add to the page of a question: one more stop on the path that it tells, from the room to the answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.db.models.expressions import BaseExpression, F

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
    """One stop on the path. `walked` says whether the question has come that far; `anchor` never changes.

    With `always` it also stands on the page of a question in which residents take no part, which has no path.
    """

    anchor: str
    title: str
    walked: bool
    panel: Panel
    always: bool = False


process_blocks: Point[Callable[[ProcessPage], Stop | None]] = Point("process-block")
# What the page of a question reads along with it, by the name under which a block finds it on the row. A block that has
# nothing to say then asks nothing.
process_facts: Point[Callable[[], Mapping[str, BaseExpression | F]]] = Point("process-fact")
# What an app above keeps about a question that comes along when it is copied: rows of its own, made and not yet saved,
# from the question that was there and the one that is begun.
copied_along: Point[Callable[[Process, Process], Iterable[Model]]] = Point("copied-along")
