"""Reading what people chose: one row per person, a column per option, and who delegated or refused."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

import numpy as np

from brink.methods.portfolio import Arm, Choices, Level, Limit, Option

from .pabulib import read_pb
from .portfolio_task import Task
from .table import Faults, Table, has_decimal_comma, number
from .terminal import BadInput
from .toml_parts import plain

_OWN = ("arm", "delegated", "refused", "weight")
_YES, _NO = ("1", "ja", "x", "true", "waar"), ("", "0", "nee", "false", "onwaar")


def read_choices(path: Path, task: Task) -> tuple[Choices, tuple[str, ...]]:
    """Read the choices, and remarks on the file. Raises BadInput: a package that breaks a limit names row and limit."""
    needed = (*task.ids, *(["arm"] if len(task.arms) > 1 else []))
    table = Table(path, needed, _OWN)
    rows = list(table.rows())
    comma = has_decimal_comma(cell["weight"] for _line, cell in rows) if "weight" in table.names else False
    levels, arms, ways, weights = list[list[int]](), list[int](), list[tuple[bool, bool]](), list[float]()
    for line, cell in rows:
        delegated, refused = (_yes(table.faults, line, cell.get(name, ""), name) for name in ("delegated", "refused"))
        if delegated and refused:
            table.faults.add(line, _("Deze mens laat het over en wil niet kiezen. Laat 1 van de 2 staan."))
        arm = _arm(table.faults, line, cell, task)
        package = [0] * len(task.ids)
        if not (delegated or refused):
            package = [_level(table.faults, line, cell[name], task, at) for at, name in enumerate(task.ids)]
            _check(table.faults, line, package, task, arm)
        weight = number(cell["weight"], comma=comma) if "weight" in table.names else 1.0
        if weight is None or weight <= 0:
            sentence = _("'{text}' is geen gewicht boven 0. Verbeter het.").format(text=cell["weight"])
            table.faults.add(line, sentence)
            weight = 1.0
        levels.append(package)
        arms.append(arm)
        ways.append((delegated, refused))
        weights.append(weight)
    table.settle()
    if not rows:
        raise BadInput(path, 1, _("Hier staat geen enkele keuze. Geef een regel per mens."))
    for name in table.names:
        if name not in (*task.ids, *_OWN):
            table.remark(_("kolom '{name}' telt niet mee.").format(name=name))
    both = np.array(ways, bool)
    choices = Choices(np.array(levels, np.int64), np.array(arms, np.int64), both[:, 0], both[:, 1], np.array(weights))
    return choices, tuple(table.remarks)


def _yes(faults: Faults, line: int, cell: str, name: str) -> bool:
    text = cell.casefold()
    if text not in (*_YES, *_NO):
        faults.add(line, _("'{text}' in de kolom '{column}' is geen ja of nee.").format(text=cell, column=name))
    return text in _YES


def _arm(faults: Faults, line: int, cell: dict[str, str], task: Task) -> int:
    if len(task.arms) == 1:
        return 0
    if cell["arm"] not in task.arm_ids:
        sentence = _("'{text}' in de kolom '{column}' staat niet in de vraag. Kies uit {names}.")
        faults.add(line, sentence.format(text=cell["arm"], column="arm", names=", ".join(task.arm_ids)))
        return 0
    return task.arm_ids.index(cell["arm"])


def _level(faults: Faults, line: int, cell: str, task: Task, option: int) -> int:
    """A level by number or by name. Empty is a fault: nobody fills in for somebody else."""
    names = [label.casefold() for label in task.labels[option]]
    if cell.isdecimal() and int(cell) < len(names):
        return int(cell)
    if cell.casefold() in names:
        return names.index(cell.casefold())
    sentence = _("'{text}' in de kolom '{column}' is geen stap. Geef een getal van 0 tot en met {most}.")
    faults.add(line, sentence.format(text=cell, column=task.ids[option], most=len(names) - 1))
    return 0


def _check(faults: Faults, line: int, package: Sequence[int], task: Task, arm: int) -> None:
    broken = task.arms[arm].broken(np.array(package, np.int64))
    if broken is not None:
        faults.add(line, _sentence(task, task.arms[arm], package, broken))


def _sentence(task: Task, arm: Arm, package: Sequence[int], broken: Limit) -> str:
    """Say which limit a package breaks."""
    named = [task.names[at] for at in broken.options]
    if broken.kind == "needs":
        return _("'{one}' kan niet zonder '{other}'. Verbeter deze keuze.").format(one=named[0], other=named[1])
    if broken.kind == "most_of":
        sentence = _("Van {names} kunnen er hoogstens {most} samen. Verbeter deze keuze.")
        return sentence.format(names=", ".join(f"'{name}'" for name in named), most=broken.amount)
    steps = [option.levels[level] for option, level in zip(arm.options, package, strict=True)]
    total = sum(step.cost if broken.effect is None else step.effects[broken.effect] for step in steps)
    unit = task.money_unit if broken.effect is None else task.effect_units[broken.effect]
    name = _("kosten") if broken.effect is None else task.effects[broken.effect]
    sentence = {
        "budget": _("Dit pakket komt bij '{name}' op {total} en mag hoogstens {amount} zijn. Verbeter deze keuze."),
        "goal": _("Dit pakket komt bij '{name}' op {total} en moet minstens {amount} zijn. Verbeter deze keuze."),
        "exactly": _("Dit pakket komt bij '{name}' op {total} en moet precies {amount} zijn. Verbeter deze keuze."),
    }[broken.kind]
    return sentence.format(name=name, total=plain(total, unit), amount=plain(broken.amount, unit))


def from_pabulib(path: Path) -> tuple[Task, Choices, tuple[str, ...]]:
    """Read an approval file of Pabulib as a question with a budget. Raises BadInput when a ballot is over it."""
    poll = read_pb(path)
    election = poll.election
    if poll.vote_type not in ("approval", "choose-1"):
        raise BadInput(path, None, _("Dit bestand heeft geen stemmen met ja of nee. Geef een bestand met 'approval'."))
    options = tuple(
        Option(name, (Level(0), Level(cost))) for name, cost in zip(election.names, election.costs, strict=True)
    )
    titles = poll.cells("name") if "name" in poll.columns else election.names
    task = Task(
        poll.meta.get("description", ""), tuple(election.names), tuple(titles),
        tuple((_("niet"), _("wel")) for _name in election.names), (), election.unit, (),
        (Arm(options, (Limit("budget", election.budget),)),), ("1",), (), poll.remarks,
    )  # fmt: skip
    ballots, counts = (election.weights > 0).astype(np.int64), election.counts.astype(np.int64)
    over = int(counts[ballots @ np.array(election.costs, np.int64) > election.budget].sum())
    if over:
        sentence = _("Bij {n} stemmen kosten de projecten samen meer dan het budget. Dan is het geen pakket.")
        raise BadInput(path, None, sentence.format(n=over))
    empty = election.voters - int(counts.sum())
    levels = np.vstack([np.repeat(ballots, counts, axis=0), np.zeros((empty, len(options)), np.int64)])
    return task, Choices.of(levels), ()
