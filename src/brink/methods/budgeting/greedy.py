"""The usual rule: projects in the order of their votes, each that still fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .election import Election
from .lines import BudgetLine, Purse
from .rule import Utility


def greedy_order(election: Election, utility: Utility, order: Sequence[int]) -> list[int]:
    """Projects by what a euro brings, most first: votes (points) with cost utilities, votes per euro with cardinality.

    A project without votes is left out: nobody asked for it. order: who wins ties.
    """
    points = election.points.tolist()
    place = {project: at for at, project in enumerate(order)}

    def key(project: int) -> tuple[bool, Fraction, int]:
        cost = election.costs[project]
        worth = Fraction(points[project], cost if utility == "cardinality" and cost else 1)
        return cost > 0, -worth, place[project]

    return sorted((project for project in order if points[project]), key=key)


def greedy(
    election: Election,
    utility: Utility,
    order: Sequence[int],
    lines: Sequence[BudgetLine] = (),
    already: Iterable[int] = (),
) -> list[int]:
    """What greedy adds to `already`: within the budget, within every ceiling, and leaving every floor its money."""
    purse = Purse(election, lines, strict=True)
    taken = set(already)
    for project in taken:
        purse.take(project)
    added = []
    for project in greedy_order(election, utility, order):
        if project not in taken and purse.fits(project):
            purse.take(project)
            added.append(project)
    return added


def fill_floors(
    election: Election, utility: Utility, order: Sequence[int], lines: Sequence[BudgetLine], already: Sequence[int]
) -> list[int]:
    """What lines below their floor take of their own projects, in greedy order, until the floor is reached."""
    purse = Purse(election, lines, strict=True)
    for project in already:
        purse.take(project)
    added: list[int] = []
    for project in greedy_order(election, utility, order):
        short = any(
            project in line.projects and spent < line.floor
            for line, spent in zip(lines, purse.by_line, strict=True)
        )
        if short and project not in already and purse.fits(project):
            purse.take(project)
            added.append(project)
    return added
