"""Open data: tables without anything personal, which each app that has figures to give away registers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from brink.foundation.open_ids import opened
from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Columns and rows without anything personal. `name` becomes part of a file name."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


open_tables: Point[Callable[[UUID, UUID], Iterable[OpenTable]]] = Point("open-table")


def tables_of(tenant_id: UUID, process_id: UUID) -> Iterator[OpenTable]:
    """Yield every open table about one process of one body, with ids that tell no time."""
    for source in open_tables.all():
        for table in source(tenant_id, process_id):
            yield replace(table, rows=opened(table.rows))
