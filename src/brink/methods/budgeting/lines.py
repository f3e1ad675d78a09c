"""Budget lines: a ceiling that is never passed, a floor that nobody else may spend.

A line covers some projects (a municipality, a theme). No project is chosen that would bring the winners of one of its
lines above the ceiling. A floor is money set aside: no project outside the line is chosen that would leave less of the
budget than the floors still ask. A sub-budget is a line whose floor equals its ceiling. Money under a floor that the
rule itself did not reach goes, at the end, to the line's own projects in the order of the greedy rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .election import Election, ElectionError


@dataclass(frozen=True)
class BudgetLine:
    """One line. projects: indices. ceiling: None for no ceiling. Amounts in the smallest money of the election."""

    name: str
    projects: frozenset[int]
    ceiling: int | None = None
    floor: int = 0


@dataclass(frozen=True)
class LineSpending:
    """What a line got: `missing` is the part of the floor for which it had no project with votes that fits."""

    name: str
    spent: int
    floor: int
    ceiling: int | None
    missing: int


def check_lines(election: Election, lines: Sequence[BudgetLine]) -> None:
    """Raise ElectionError for lines that cannot hold together: naming the lines is the message's task."""
    if len({line.name for line in lines}) != len(lines):
        raise ElectionError("two budget lines have one name")
    taken: set[int] = set()
    for line in lines:
        if line.floor < 0 or (line.ceiling is not None and line.ceiling < line.floor):
            raise ElectionError(f"{line.name}: floor above ceiling, or below 0")
        if line.floor and taken & line.projects:
            raise ElectionError(f"{line.name}: two lines with a floor share a project")
        if line.floor:
            taken |= line.projects
    if sum(line.floor for line in lines) > election.budget:
        raise ElectionError("the floors together are above the budget")


class Purse:
    """What is spent so far, per line, and which projects no longer fit. Once closed, a project stays closed."""

    def __init__(self, election: Election, lines: Sequence[BudgetLine], *, strict: bool = False) -> None:
        self._costs, self._budget, self._lines, self._strict = election.costs, election.budget, lines, strict
        self.spent = 0
        self.by_line = [0] * len(lines)
        self._floors = any(line.floor for line in lines)

    def fits(self, project: int) -> bool:
        """Whether the project can still be taken (`strict`: within the whole budget too)."""
        cost = self._costs[project]
        unmet = 0
        for line, spent in zip(self._lines, self.by_line, strict=True):
            after = spent + cost if project in line.projects else spent
            if project in line.projects and line.ceiling is not None and after > line.ceiling:
                return False
            unmet += max(0, line.floor - after)
        # Equal shares may overspend in a run of add1: that is how its last step is found. Not so at another's floor.
        return self.spent + cost + unmet <= self._budget if unmet or self._strict else True

    def take(self, project: int) -> None:
        """Spend a project's cost."""
        self.spent += self._costs[project]
        for index, line in enumerate(self._lines):
            if project in line.projects:
                self.by_line[index] += self._costs[project]

    def closed(self, projects: Sequence[int]) -> list[int]:
        """Those of `projects` that no longer fit; at once when there are no lines."""
        bound = self._lines or self._strict
        return [project for project in projects if not self.fits(project)] if bound else []
