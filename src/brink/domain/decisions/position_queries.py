"""Reads about positions: those of one fractie or person, and all of a question with what went before each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from brink.domain.decisions.models import Position
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.processes.models import Process
from brink.foundation.visibility import Viewer, visible


def positions_of(process: Process, **holder: Any) -> QuerySet[Position]:
    """Return what one fractie or person said of a question, of all times."""
    return Position.objects.filter(tenant_id=process.tenant_id, process=process, **holder)


@dataclass(frozen=True, slots=True)
class Held:
    """Where one stands now, and what they said before: the newest first."""

    holder: CouncilGroup | Person
    now: Position
    before: tuple[Position, ...]


def held(rows: Iterable[Position]) -> list[Held]:
    """Put positions together per question and holder: fracties first, then people, by name."""
    found: dict[tuple[object, object], list[Position]] = {}
    for row in rows:
        found.setdefault((row.process_id, row.group_id or row.person_id), []).append(row)
    made = []
    for chain in found.values():
        chain.sort(key=lambda one: -one.number)
        made.append(Held(chain[0].holder, chain[0], tuple(chain[1:])))
    return sorted(made, key=lambda one: (one.now.person_id is not None, one.holder.name))


def positions(viewer: Viewer, process: Process) -> list[Held]:
    """Return where fracties and people stand on a question, as far as this viewer may see. One query."""
    rows = visible(viewer, Position.objects.filter(tenant_id=process.tenant_id, process=process))
    return held(rows.select_related("group", "person"))


def positions_by(viewer: Viewer, **holder: Any) -> list[Held]:
    """Return where one fractie or person stands, question by question: the newest first. One query."""
    rows = visible(viewer, Position.objects.filter(**holder)).select_related("group", "person", "process")
    return sorted(held(rows), key=lambda one: one.now.since, reverse=True)
