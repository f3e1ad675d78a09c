"""The months of a planning as one table: a line for each question, its path under the words of each month. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.processes.models import Process
from brink.domain.processes.queries.calendar import CalendarItem

Months = Sequence[tuple[date, date]]
# How a day is said in the cell of its month; another kind is said by its name.
_SAID = {
    "opens": gettext_lazy("Opent %(day)s"), "closes": gettext_lazy("Sluit %(day)s"),
    "decision": gettext_lazy("Besluit %(day)s"), "reply": gettext_lazy("Antwoord uiterlijk %(day)s"),
}  # fmt: skip


@dataclass(slots=True)
class Cell:
    """One month of one question. `path` is "", "begin", "on", "end" or "only"; `ahead` when it is still to come."""

    month: date
    words: list[tuple[str, bool]] = field(default_factory=list)
    path: str = ""
    ahead: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its months."""

    process: Process
    cells: Sequence[Cell]


def year_of(
    items: Iterable[CalendarItem], months: Months, today: date, names: Mapping[str, str], full: Sequence[date]
) -> list[Line]:
    """Return a line for each question that has a day in these months or runs through them; the first to come on top.

    `items` may lie before and after: they say where a path begins and ends. `full` are months with many decisions.
    """
    found: dict[UUID, list[CalendarItem]] = {}
    for one in sorted(items, key=lambda one: (one.on, one.uid)):
        if one.process is not None and not one.cancelled and one.kind != "work":
            found.setdefault(one.process.pk, []).append(one)
    lines = []
    for mine in found.values():
        first, last = mine[0].on, max(one.last or one.on for one in mine)
        if last >= months[0][0] and first <= months[-1][1]:
            cells = [_cell(mine, month, (first, last), today, names) for month in months]
            for cell in cells:
                cell.full = cell.month in full
            assert mine[0].process is not None
            lines.append(Line(mine[0].process, cells))
    return lines


def _cell(
    mine: Sequence[CalendarItem], month: tuple[date, date], path: tuple[date, date], today: date,
    names: Mapping[str, str],
) -> Cell:  # fmt: skip
    """Return one month: what happens on which day, and which piece of the path lies under it."""
    start, end = month
    cell = Cell(start, ahead=start > today)
    here = ((_said(one, names), one.kind == "decision") for one in mine if start <= one.on <= end)
    cell.words = list(dict.fromkeys(here))
    begins, ends = start <= path[0] <= end, start <= path[1] <= end
    if begins or ends:
        cell.path = "only" if begins and ends else "begin" if begins else "end"
    elif path[0] < start and end < path[1]:
        cell.path = "on"
        if not cell.words:
            cell.words = [(_("Loopt door"), False)]
    return cell


def _said(one: CalendarItem, names: Mapping[str, str]) -> str:
    said = _SAID.get(one.kind)
    return str(said) % {"day": one.on.day} if said else f"{names.get(one.kind, one.kind)} {one.on.day}"
