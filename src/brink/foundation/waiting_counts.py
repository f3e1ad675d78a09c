"""What little waits in several kinds of things, counted in one query: for the queue of the desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Aggregate, Count, DateField, DateTimeField, F, Min, QuerySet, Value
from django.db.models.functions import Cast

from brink.foundation.points import Point
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import Viewer


class Waiting(NamedTuple):
    """How much of one kind waits at one place of a body: the first day and moment of it, as far as it has them.

    `where` says in which question or round, in the way that its kind asks for it; "" for a whole body.
    """

    what: str
    tenant_id: UUID
    where: Any
    title: str
    day: date | None
    moment: datetime | None
    number: int


def counted(
    what: str, rows: QuerySet[Any], *, where: str = "", title: str = "", day: str = "", moment: str = "",
    number: Aggregate | None = None,
) -> QuerySet[Any]:  # fmt: skip
    """Count these rows by body and place, in the columns of `Waiting`; each argument is a path of the rows."""
    rows = rows.order_by().annotate(
        of_kind=Value(what), of_place=F(where) if where else Value(""), of_title=F(title) if title else Value("")
    )
    # A column that is empty in one kind still says of what type it is: PostgreSQL wants to know.
    first_day = Min(day) if day else Cast(Value(None), DateField())
    first_moment = Min(moment) if moment else Cast(Value(None), DateTimeField())
    found: QuerySet[Any] = rows.values_list("of_kind", "tenant_id", "of_place", "of_title").annotate(
        first_day=first_day, first_moment=first_moment, number=number or Count("pk")
    )
    return found


def read_waiting(kinds: Sequence[QuerySet[Any]]) -> list[Waiting]:
    """Return what waits of all these kinds, in one query."""
    return [Waiting(*row) for row in kinds[0].union(*kinds[1:], all=True)]


@dataclass(frozen=True, slots=True)
class CountedQueue:
    """Kinds of things of which only the number for each body waits: what to count, and how a count is told.

    `kinds` returns by the name of a kind the rows as `counted` made them, without a place; `tell` writes the line.
    """

    kinds: Callable[[Viewer], Mapping[str, QuerySet[Any]]]
    tell: Callable[[Waiting], QueueItem]


counted_queues: Point[CountedQueue] = Point("counted-queue")


def counted_items(viewer: Viewer) -> list[QueueItem]:
    """Return the lines of all counted queues, in one query for all apps together; none for who sees none."""
    tells: dict[str, Callable[[Waiting], QueueItem]] = {}
    asked: list[QuerySet[Any]] = []
    for queue in counted_queues.all():
        for what, rows in queue.kinds(viewer).items():
            tells[what] = queue.tell
            asked.append(rows)
    return [tells[one.what](one) for one in read_waiting(asked)] if asked else []
