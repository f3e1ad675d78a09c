"""From advices to what may be told of them: plain counts, and what the method says. Pure: no queries, no clock.

Counts of people are told from ten on, and so that none below ten is found by subtracting. Where fewer than ten people
left it to experts or would not choose, all counts go in whole tens: a sum over an option would else tell how many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from brink.foundation.disclosure import K, batched, publishable
from brink.instruments.valuation.package import chosen, fits
from brink.instruments.valuation.round_settings import Door
from brink.instruments.valuation.task import Task
from brink.methods.budgeting import Rule, decide, election
from brink.methods.portfolio import Choices, Computed, Evaluation, NotIdentified, evaluate, shown, tally
from brink.methods.portfolio.groups import LEAST_PEOPLE as LEAST_FOR_GROUPS
from brink.methods.portfolio.packages import space
from brink.methods.portfolio.shares import shares
from brink.methods.unfinished import Unfinished

AT_ONCE = 10_000
"""Of so many packages groups are looked for at closing; of more afterwards, for that takes seconds."""
MOVES = 0.1
"""A group is told to choose an option otherwise from this difference in shares on."""


@dataclass(frozen=True)
class Heard:
    """One advice, as the count knows it."""

    door: str
    levels: Mapping[int, int]


def composed_of(heard: Sequence[Heard]) -> list[Heard]:
    """Return the advices in which somebody composed a package."""
    return [one for one in heard if one.door == Door.COMPOSE]


def tell(task: Task, heard: Sequence[Heard], *, seed: int) -> dict[str, Any]:
    """Return all that may be told, as plain JSON; of fewer than ten people nothing."""
    doors = {door.value: sum(one.door == door for one in heard) for door in Door}
    people, composed = len(heard), doors[Door.COMPOSE]
    if not publishable(people):
        return {"people": 0, "composed": 0, "options": []}
    others = people - composed
    exact = others == 0 or publishable(others)
    data = {"people": people, "exact": exact, "options": [], **_doors(doors, exact=exact)}
    if not publishable(composed):
        return data
    rows = composed_of(heard)
    table = np.array([task.row(one.levels) for one in rows], np.int64)
    data["options"] = _options(task, table, exact=exact)
    data["equal"] = _equal(task, rows, seed)
    return {**data, **_modelled(task, rows, table, seed)}


def _doors(doors: Mapping[str, int], *, exact: bool) -> dict[str, int]:
    """Return how many took each way, and how many together did not choose themselves: 0 where it may not be told."""
    composed = doors[Door.COMPOSE]
    if not publishable(composed):
        return {"composed": 0, "delegated": 0, "refused": 0, "others": 0}
    if not exact:
        return {"composed": batched(composed), "delegated": 0, "refused": 0, "others": 0}
    sides = [doors[Door.DELEGATE], doors[Door.REFUSE]]
    both = all(shown(sides))
    return {
        "composed": composed, "others": sum(sides),
        "delegated": sides[0] if both else 0, "refused": sides[1] if both else 0,
    }  # fmt: skip


def _options(task: Task, table: np.ndarray, *, exact: bool) -> list[dict[str, Any]]:
    """Return per option how many people chose each level; None where that may not be told."""
    sizes = task.arm.sizes()
    known, found = shares(tally(Choices.of(table)), sizes), []
    for at, (one, size) in enumerate(zip(task.options, sizes, strict=True)):
        counts = np.bincount(table[:, at], minlength=size).astype(int).tolist()
        levels = []
        for level, (count, may, share) in enumerate(zip(counts, shown(counts), known[at], strict=True)):
            cell: dict[str, float | int | None] = {
                "level": level,
                "count": None,
                "share": None,
                "low": None,
                "high": None,
            }
            if may:
                cell["count"] = count if exact else batched(count)
            if share is not None:
                figures = {"share": share.plain, "low": share.low, "high": share.high}
                cell |= {name: round(figure, 2) for name, figure in figures.items()}
            levels.append(cell)
        found.append({"number": one.number, "title": one.title, "levels": levels})
    return found


def _modelled(task: Task, rows: Sequence[Heard], table: np.ndarray, seed: int) -> dict[str, Any]:
    """Return what the method says of the packages that keep the limits."""
    keeps = np.array([fits(task, one.levels) for one in rows])
    packages = space(task.arm).graph.size
    now = packages <= AT_ONCE
    try:
        found = evaluate([task.arm], Choices.of(table[keeps]), seed=seed, groups=now)
    except NotIdentified:
        return {"remarks": [{"key": "loose"}], "computed": None, "groups": None}
    except Unfinished:
        return {"remarks": [{"key": "large"}], "computed": None, "groups": None}
    remarks = [_remark(task, one.key, one.values) for one in found.remarks]
    if found.computed is None:
        return {"remarks": remarks, "computed": None, "groups": None}
    groups = groups_data(task, found)
    if not now:
        enough = int(keeps.sum()) >= LEAST_FOR_GROUPS
        groups = {"found": "later" if enough else "too_few"}
    return {"remarks": remarks, "computed": _computed(task, found, found.computed), "groups": groups}


def _remark(task: Task, key: str, values: Mapping[str, int]) -> dict[str, Any]:
    """Return a remark of the method without the number of people that it may hold."""
    if "option" in values:
        return {"key": key, "number": task.options[values["option"]].number, "level": values["level"]}
    return {"key": key}


def _computed(task: Task, found: Evaluation, computed: Computed) -> dict[str, Any]:
    standing, fit = computed.standing, computed.fitness
    numbers = [one.number for one in task.options]
    columns = [one.column.at for one in computed.values]
    return {
        "standing": {str(number): name for number, name in zip(numbers, standing.standing, strict=True)},
        "single": standing.single, "packages": [_package(task, one) for one in standing.packages],
        "order": [[[numbers[columns[at][0]], columns[at][1]] for at in line] for line in standing.order],
        "values": [
            {"number": numbers[one.column.at[0]], "level": one.column.at[1], "value": _two(one.value),
             "error": _two(one.error), "low": _two(one.low), "high": _two(one.high)}
            for one in computed.values
        ],
        "moderate": fit.moderate, "reached": computed.purse.reached,
        "ties": [{"pair": [numbers[at] for at in one.pair], "more": one.more} for one in fit.ties],
        "left": None if found.left is None else round(found.left, 2),
        "scenarios": [
            {"more": share, **{name: [number for number, own in zip(numbers, names, strict=True) if own == name]
                                 for name in ("in", "doubt")}}
            for share, names in computed.scenarios
        ],
    }  # fmt: skip


def _two(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)


def _package(task: Task, levels: Sequence[int]) -> list[list[int]]:
    return [[one.number, int(level)] for one, level in zip(task.options, levels, strict=True) if level]


def groups_data(task: Task, found: Evaluation) -> dict[str, Any] | None:
    """Return who chooses otherwise: sizes, what they choose more or less, and the package of each; nobody's group."""
    own = found.computed.grouping if found.computed is not None else None
    if found.computed is None or own is None:
        return None
    packages = [_package(task, one) for one in found.computed.group_packages]
    overall = [
        sum(one.share * float(one.shares[at, 1:].sum()) for one in own.groups) for at in range(len(task.options))
    ]
    groups = []
    for at, group in enumerate(own.groups):
        off = [float(group.shares[option, 1:].sum()) - overall[option] for option in range(len(task.options))]
        moved = sorted((one for one in range(len(off)) if abs(off[one]) >= MOVES), key=lambda one: -abs(off[one]))
        groups.append({
            "share": round(group.share, 2), "package": packages[at],
            "more": [task.options[one].number for one in moved if off[one] > 0],
            "less": [task.options[one].number for one in moved if off[one] < 0],
        })  # fmt: skip
    return {"found": own.found, "groups": groups, "ends": packages if own.found == "scale" else []}


def late_groups(task: Task, heard: Sequence[Heard], *, seed: int) -> dict[str, Any]:
    """Return who chooses otherwise in a question of which that was not found at closing."""
    rows = [one for one in composed_of(heard) if fits(task, one.levels)]
    table = np.array([task.row(one.levels) for one in rows], np.int64)
    try:
        found = groups_data(task, evaluate([task.arm], Choices.of(table), seed=seed, groups=True))
    except (NotIdentified, Unfinished):
        found = None
    return found or {"found": "too_few", "groups": [], "ends": []}


def _equal(task: Task, rows: Sequence[Heard], seed: int) -> dict[str, Any] | None:
    """Return what equal shares of the amount would pay of the same choices, where options stand alone."""
    plain = all(len(one.steps) == 1 and not one.not_with and not one.needs for one in task.options)
    if task.is_goal or not plain:
        return None
    unit = 100 if task.in_euros else 1
    names = {str(one.number): one.steps[0].amount for one in task.options}
    ballots = [{str(number): 1 for number in chosen(one.levels)} for one in rows]
    made = election(names, ballots, budget=task.amount, unit=unit)
    winners = {task.options[place].number for place in decide(made, Rule("equal-shares", "cost", "add1", seed)).winners}
    without = sum(not winners & set(chosen(one.levels)) for one in rows)
    safe = all(shown([without, len(rows) - without])) and without >= K
    return {"winners": sorted(winners), "without": batched(without) if safe else 0}
