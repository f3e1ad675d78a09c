"""What `brink portfolio` does: read, evaluate, write."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import Any

from brink.methods.portfolio import (
    Column,
    Computed,
    Evaluation,
    Fitness,
    Grouping,
    NoPackage,
    NotIdentified,
    Value,
    evaluate,
    shown,
)

from .method_cards import method
from .portfolio_choices import from_pabulib, read_choices
from .portfolio_page import portfolio_page
from .portfolio_summary import remarks, summary
from .portfolio_task import Task, read_task
from .progress_bar import Bar
from .terminal import DONE, IMPOSSIBLE, Impossible, progress
from .writing import json_text, write_all

_MOVES = 0.1  # of a share: by so much a group differs from all to be told


def run(asked: argparse.Namespace) -> int:
    """Answer one question; returns the exit code. Raises BadInput; nothing is written then."""
    try:
        task, found, told = _evaluated(asked)
    except Impossible as conflict:
        progress(False, str(conflict))
        if asked.json:
            write_all({asked.json: json_text({"conflict": conflict.conflict, "method": _method(asked)})})
        return IMPOSSIBLE
    result = as_json(task, found)
    result |= {"remarks": [*task.remarks, *told, *remarks(task, found)], "method": _method(asked)}
    files = {asked.json: json_text(result)} if asked.json else {"-": summary(result)}
    if asked.html:
        files[asked.html] = portfolio_page(result)
    write_all(files)
    return DONE


def _evaluated(asked: argparse.Namespace) -> tuple[Task, Evaluation, tuple[str, ...]]:
    try:
        if asked.choices is None:
            task, choices, told = from_pabulib(asked.task)
        else:
            task = read_task(asked.task)
            choices, told = read_choices(asked.choices, task)
        with Bar(asked.quiet, _("Ik weeg de keuzes.")):
            found = evaluate(task.arms, choices, seed=asked.seed, groups=asked.groups, pairs=task.pairs)
    except NoPackage:
        sentence = _("Geen enkel pakket voldoet aan alle grenzen. Maak het budget ruimer of het doel lager.")
        raise Impossible(sentence, [{"part": "limit"}]) from None
    except NotIdentified as loose:
        parts = [column_json(task, column) for column in loose.columns]
        same = _("Iedereen heeft dezelfde getallen gezien. Dan is niet te zeggen wat geld of een gevolg waard is.")
        other = _("Deze waarden zijn niet uit elkaar te houden: {names}. Geef de groepen andere getallen.")
        names = ", ".join(column_name(task, column) for column in loose.columns)
        raise Impossible(same if loose.same else other.format(names=names), parts) from None
    return task, found, told


def column_name(task: Task, column: Column) -> str:
    """What a value is of, for people."""
    if column.kind == "level":
        return task.step(*column.at)
    if column.kind == "effect":
        return task.effects[column.at[0]]
    if column.kind == "left":
        return _("geld dat overblijft")
    return _("{one} samen met {other}").format(one=task.names[column.at[0]], other=task.names[column.at[1]])


def column_json(task: Task, column: Column) -> dict[str, Any]:
    """What a value is of, for programs."""
    if column.kind == "level":
        return {"option": task.ids[column.at[0]], "level": column.at[1]}
    if column.kind == "effect":
        return {"effect": task.effects[column.at[0]]}
    return {"left": True} if column.kind == "left" else {"pair": [task.ids[at] for at in column.at]}


def as_json(task: Task, found: Evaluation) -> dict[str, Any]:
    """The result as the command line promises it."""
    computed = found.computed
    return {
        "question": task.question,
        "people": found.people, "composed": found.composed, "delegated": found.delegated, "refused": found.refused,
        "weighed": found.weighed,
        "options": [_option(task, found, at) for at in range(len(task.ids))],
        "left": found.left,
        "values": [_value(task, one) for one in computed.values] if computed else [],
        "order": _order(task, computed) if computed else [],
        "packages": _packages(task, computed) if computed else None,
        "fit": _fit(task, computed.fitness, reached=computed.purse.reached) if computed else None,
        "scenarios": [
            {"budget": share, "in": [task.ids[at] for at, name in enumerate(names) if name == "in"],
             "doubt": [task.ids[at] for at, name in enumerate(names) if name == "doubt"]}
            for share, names in computed.scenarios
        ] if computed else [],
        "groups": _groups(task, found, computed) if computed and computed.grouping else None,
    }  # fmt: skip


def _option(task: Task, found: Evaluation, at: int) -> dict[str, Any]:
    standing = found.computed.standing if found.computed else None
    return {
        "id": task.ids[at], "name": task.names[at],
        "standing": standing.standing[at] if standing else None,
        "model": float(standing.model[at]) if standing else None,
        "second": float(standing.second[at]) if standing else None,
        "levels": [
            {"level": level, "label": task.labels[at][level]} | (
                {"count": None, "share": None, "weighted": None, "low": None, "high": None} if share is None else
                {"count": share.count, "share": share.plain, "weighted": share.weighted, "low": share.low,
                 "high": share.high}
            )
            for level, share in enumerate(found.shares[at])
        ],
    }  # fmt: skip


def _value(task: Task, one: Value) -> dict[str, Any]:
    unit = 1
    if one.column.kind == "left":
        unit = task.money_unit
    elif one.column.kind == "effect":
        unit = task.effect_units[one.column.at[0]]
    told = column_json(task, one.column)
    figures = {"value": one.value, "se": one.error, "low": one.low, "high": one.high}
    return told | {name: None if figure is None else figure * unit for name, figure in figures.items()}


def _order(task: Task, computed: Computed) -> list[list[dict[str, Any]]]:
    return [[column_json(task, computed.values[at].column) for at in line] for line in computed.standing.order]


def _packages(task: Task, computed: Computed) -> dict[str, Any]:
    return {
        "single": computed.standing.single,
        "packages": [package_json(task, one) for one in computed.standing.packages],
    }


def package_json(task: Task, package: tuple[int, ...]) -> dict[str, int]:
    """A package as the options that are in it, with their level."""
    return {task.ids[at]: level for at, level in enumerate(package) if level}


def _fit(task: Task, fits: Fitness, *, reached: bool) -> dict[str, Any]:
    seen, model, second = fits.room
    may = shown([round(share * fits.people) for share in (seen, 1 - seen)])[0]
    bins = shown([round(one * fits.people) for one, _other in fits.left])
    return {
        "moderate": fits.moderate, "second_reached": reached,
        "room": {"seen": seen if may else None, "model": model, "second": second},
        "left": {
            "bins": [
                {"seen": one if ok else None, "model": other} for (one, other), ok in zip(fits.left, bins, strict=True)
            ],
            "p": fits.left_chance,
        },
        "ties": [{"pair": [task.ids[at] for at in tie.pair], "more": tie.more} for tie in fits.ties],
        "gain": fits.gain,
    }  # fmt: skip


def _groups(task: Task, found: Evaluation, computed: Computed) -> dict[str, Any]:
    """Groups without values or shares: their size, what they differ in and the package that fits them best."""
    own = computed.grouping or Grouping("none")
    packages = [package_json(task, one) for one in computed.group_packages]
    overall = [
        sum(group.share * float(group.shares[at, 1:].sum()) for group in own.groups) for at in range(len(task.ids))
    ]
    groups = []
    for at, group in enumerate(own.groups):
        off = [float(group.shares[option, 1:].sum()) - overall[option] for option in range(len(task.ids))]
        most = sorted((one for one in range(len(off)) if abs(off[one]) >= _MOVES), key=lambda one: -abs(off[one]))
        moves = [{"option": task.ids[one], "more": off[one] > 0} for one in most]
        groups.append({"share": round(group.share, 2), "package": packages[at], "moves": moves})
    return {
        "found": own.found, "assigned": own.assigned, "gain": own.gain, "gain_se": own.gain_error,
        "scale_gain": own.scale_gain, "scale_se": own.scale_error, "ahead": own.ahead, "groups": groups,
        "ends": packages if own.found == "scale" else [],
    }  # fmt: skip


def _method(asked: argparse.Namespace) -> dict[str, Any]:
    return method("portfolio", asked.seed, groups=asked.groups)
