"""What the page of the result shows: sentences, pictures and a table, all from the frozen outcome."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import OutcomeCode
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.instruments.valuation import explaining
from brink.instruments.valuation.queries import OVERALL, told_answers
from brink.instruments.valuation.services.answering import whole_called
from brink.instruments.valuation.task import Task
from brink.ui.components import Column, Row, Table
from brink.ui.pictures.svg import Svg, add, canvas, serialise


@dataclass(frozen=True)
class Reading:
    """A closed round as everybody may read it."""

    round: Round
    task: Task
    outcome: Outcome

    @cached_property
    def data(self) -> dict[str, Any]:
        """Return what the count made."""
        return self.outcome.details

    @cached_property
    def took_part(self) -> list[str]:
        """Say who took part and by which way."""
        return explaining.took_part(self.data)

    @cached_property
    def lines(self) -> list[explaining.Line]:
        """Return each step of each option with what people chose."""
        return explaining.lines_of(self.task, self.data)

    @cached_property
    def stands(self) -> list[explaining.Stand]:
        """Return core, doubt and outside."""
        return explaining.stands_of(self.task, self.data)

    @cached_property
    def packages(self) -> list[str]:
        """Name packages that fit the choices."""
        return explaining.packages_said(self.task, self.data)

    @cached_property
    def order(self) -> list[str]:
        """Return options from most to least wanted."""
        return explaining.order_said(self.task, self.data)

    @cached_property
    def remarks(self) -> list[str]:
        """Say what is to be known beside the figures."""
        return explaining.remarks_said(self.task, self.data)

    @cached_property
    def groups(self) -> list[str]:
        """Say who chooses otherwise."""
        return explaining.groups_said(self.task, self.data.get("groups"))

    @cached_property
    def ties(self) -> list[str]:
        """Say what goes together."""
        return explaining.ties_said(self.task, self.data)

    @cached_property
    def left(self) -> str:
        """Say how much people left."""
        return explaining.left_said(self.task, self.data)

    @cached_property
    def equal(self) -> str:
        """Say what equal shares would pay."""
        return explaining.equal_said(self.task, self.data)

    @cached_property
    def pictured(self) -> list[dict[str, Any]]:
        """Return the lines with a bar where a share may be told."""
        return [{"line": one, "picture": bar(one.share)} for one in self.lines]

    @cached_property
    def table(self) -> Table:
        """Return all figures in a table: plain counts beside what was calculated."""
        head = (
            _("Keuze"),
            _("Kost"),
            _("Gekozen door"),
            _("Aandeel"),
            _("Marge"),
            _("Staat in"),
            _("Waarde, met marge"),
        )
        standing = {one: stand.title for stand in self.stands for one in stand.options}
        rows = tuple(
            Row(one.name, (
                one.amount, one.people, explaining.percent(one.share) if one.share is not None else "–",
                one.interval or "–", standing.get(self.task.by_number[one.number].title, "–"), one.value or "–",
            ))
            for one in self.lines
        )  # fmt: skip
        if self.task.is_goal:
            head = (head[0], _("Levert op"), *head[2:])
        return Table(caption=_("Alle cijfers"), columns=tuple(Column(one) for one in head), rows=rows)

    @cached_property
    def answers(self) -> list[dict[str, str]]:
        """Return what the body does with each option, once people may read it."""
        told, places = told_answers(self.round)
        found = []
        for number in [*self.task.by_number, OVERALL]:
            if number not in told:
                continue
            one = told[number]
            where = one.get("destination") or ""
            found.append({
                "title": self.task.by_number[number].title if number else whole_called(),
                "outcome": str(OutcomeCode(one["outcome"]).label), "reason": one["reason"],
                "address": places[UUID(where)].address if where and UUID(where) in places else "",
            })  # fmt: skip
        return found


def bar(share: float | None) -> Svg | str:
    """Return a bar for a share of 0 to 1; "" without. Its figure is beside it."""
    if share is None:
        return ""
    root = canvas(100, 10, "brink-picture brink-bar")
    root.set("preserveAspectRatio", "none")
    add(root, "rect", "bar-rest", x=0, y=4, width=100, height=2)
    add(root, "rect", "bar-value", x=0, y=1, width=round(100 * share), height=8)
    return serialise(root)
