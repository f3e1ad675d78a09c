"""Reads of this app: lists, calendar, hints, readiness and the desk. Constant numbers of queries."""

from brink.domain.processes.queries.calendar import CalendarItem, calendar_items
from brink.domain.processes.queries.desk import desk_items, desk_rows, overview, queue_items, running_rows, steps_of
from brink.domain.processes.queries.hints import Hint, same_topic
from brink.domain.processes.queries.lists import (
    about,
    after,
    asked,
    before,
    family,
    in_state,
    listed,
    open_near,
    open_now,
    over_near,
    touching,
)
from brink.domain.processes.queries.readiness_findings import checklist, open_findings, room_draft, room_in_force

__all__ = [
    "CalendarItem",
    "Hint",
    "about",
    "after",
    "asked",
    "before",
    "calendar_items",
    "checklist",
    "desk_items",
    "desk_rows",
    "family",
    "in_state",
    "listed",
    "open_findings",
    "open_near",
    "open_now",
    "over_near",
    "overview",
    "queue_items",
    "room_draft",
    "room_in_force",
    "running_rows",
    "same_topic",
    "steps_of",
    "touching",
]
