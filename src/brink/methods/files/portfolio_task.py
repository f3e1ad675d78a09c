"""Reading the question of a portfolio choice (TOML): options with their steps, limits, and arms with other figures.

Amounts are read as decimal numbers and kept as whole ones, so that a limit is kept or broken exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from gettext import gettext as _
from pathlib import Path
from typing import Any

import numpy as np

from brink.methods.portfolio import Arm, Level, Limit, Option, space

from .toml_parts import TomlParts

KINDS = ("budget", "goal", "exactly", "most_of", "needs")
_MOST_OPTIONS, _MOST_LEVELS, _MOST_PAIRS = 100, 10, 3


@dataclass(frozen=True)
class Task:
    """A question as read. `labels`: per option the names of its levels, level 0 first; `units`: how many of the whole
    numbers make one of the amounts in the file, of money and of each effect.
    """

    question: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    effects: tuple[str, ...]
    money_unit: int
    effect_units: tuple[int, ...]
    arms: tuple[Arm, ...]
    arm_ids: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...] = ()
    remarks: tuple[str, ...] = ()

    def step(self, option: int, level: int) -> str:
        """An option with its level, when it has more than one."""
        name = self.names[option]
        return name if len(self.labels[option]) == 2 else f"{name}: {self.labels[option][level]}"


_Step = tuple[Decimal, dict[str, Decimal]]


def read_task(path: Path) -> Task:
    """Read a question. Raises BadInput naming what is wrong and where.

    An arm without packages at all is left to the method, which calls it impossible.
    """
    reader = TomlParts(path)
    ids, names, labels, steps = _options(reader)
    arm_ids, all_steps, budgets = _arms(reader, ids, steps)
    effects = tuple(dict.fromkeys(name for own in steps for _cost, more in own for name in more))
    limits = _limits(reader, ids, effects)
    pairs = _pairs(reader, ids)
    reader.faults.settle()
    money = _unit([cost for arm in all_steps for own in arm for cost, _more in own]
                  + [amount for limit, amount in limits if limit.effect is None and not limit.options]
                  + [one for one in budgets if one is not None])  # fmt: skip
    units = tuple(
        _unit([more.get(name, Decimal(0)) for arm in all_steps for own in arm for _cost, more in own]
              + [amount for limit, amount in limits if limit.effect == at])
        for at, name in enumerate(effects)
    )  # fmt: skip
    arms = tuple(
        Arm(_built(names, own, effects, money, units), _bounds(limits, budget, money, units))
        for own, budget in zip(all_steps, budgets, strict=True)
    )
    question = reader.found.get("question", "")
    task = Task(
        question if isinstance(question, str) else "", ids, names, labels, effects, money, units, arms, arm_ids, pairs,
        tuple(_unknown(reader)),
    )  # fmt: skip
    _never_fit(reader, task)
    reader.faults.settle()
    return task


def _options(
    reader: TomlParts,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...], list[list[_Step]]]:
    ids, names, labels, steps = list[str](), list[str](), list[tuple[str, ...]](), list[list[_Step]]()
    parts = reader.tables("option")
    if not 2 <= len(parts) <= _MOST_OPTIONS:
        sentence = _("Er zijn {n} opties. Geef er 2 tot {most}, elk als [[option]].")
        reader.faults.add(None, sentence.format(n=len(parts), most=_MOST_OPTIONS))
        reader.faults.settle()
    for at, part in enumerate(parts):
        line, name = reader.line("option", at), part.get("id")
        if not isinstance(name, str) or not name.strip() or name in ids:
            reader.faults.add(line, _("Deze optie mist een eigen id. Geef elke optie een ander id."))
            name = f"{at + 1}"
        ids.append(name)
        names.append(str(part.get("name", name)))
        own = part.get("level", [part])
        if not isinstance(own, list) or not 1 <= len(own) <= _MOST_LEVELS or not all(isinstance(x, dict) for x in own):
            sentence = _("Optie '{name}' heeft geen goede stappen. Geef er 1 tot {most}, elk als [[option.level]].")
            reader.faults.add(line, sentence.format(name=name, most=_MOST_LEVELS))
            own = []
        steps.append([_step(reader, one, line, name) for one in own] or [(Decimal(0), {})])
        called = [str(one.get("label", number)) for number, one in enumerate(own, 1)] or ["1"]
        labels.append((_("niet"), *(called if len(called) > 1 else [_("wel")])))
    return tuple(ids), tuple(names), tuple(labels), steps


def _step(reader: TomlParts, part: Mapping[str, Any], line: int | None, what: str) -> _Step:
    cost = reader.number(part.get("cost"), line, what)
    effects = part.get("effects", {})
    if not isinstance(effects, dict):
        sentence = _("De gevolgen van '{name}' zijn niet te lezen. Schrijf {{naam = getal}}.")
        reader.faults.add(line, sentence.format(name=what))
        effects = {}
    return cost, {str(name): reader.number(value, line, f"{what}, {name}") for name, value in effects.items()}


def _arms(
    reader: TomlParts, ids: Sequence[str], steps: list[list[_Step]]
) -> tuple[tuple[str, ...], list[list[list[_Step]]], list[Decimal | None]]:
    parts = reader.tables("arm")
    if not parts:
        return ("1",), [steps], [None]
    names, found, budgets = list[str](), list[list[list[_Step]]](), list[Decimal | None]()
    for at, part in enumerate(parts):
        line, name = reader.line("arm", at), str(part.get("id", at + 1))
        if name in names:
            reader.faults.add(line, _("'{name}' staat er 2 keer. Haal er 1 weg.").format(name=name))
        names.append(name)
        own = [list(one) for one in steps]
        for key, into in (("cost", 0), ("effects", 1)):
            changed = part.get(key, {})
            for option, values in changed.items() if isinstance(changed, dict) else ():
                if option not in ids:
                    sentence = _("Optie '{name}' ken ik niet. Verbeter de naam of voeg de optie toe.")
                    reader.faults.add(line, sentence.format(name=option))
                    continue
                _change(reader, line, own[ids.index(option)], option, values, into)
        found.append(own)
        budgets.append(reader.number(part["budget"], line, "budget") if "budget" in part else None)
    return tuple(names), found, budgets


def _change(reader: TomlParts, line: int | None, own: list[_Step], name: str, values: object, into: int) -> None:
    """Put an arm's own figures in the place of an option's."""
    each = values if isinstance(values, list) else [values]
    if len(each) != len(own):
        sentence = _("Optie '{name}' heeft {n} stappen. Geef voor elke stap een waarde.")
        reader.faults.add(line, sentence.format(name=name, n=len(own)))
        return
    for at, value in enumerate(each):
        cost, effects = own[at]
        if into == 0:
            own[at] = reader.number(value, line, name), effects
        elif isinstance(value, dict):
            more = {str(key): reader.number(one, line, f"{name}, {key}") for key, one in value.items()}
            own[at] = cost, {**effects, **more}


def _limits(reader: TomlParts, ids: Sequence[str], effects: Sequence[str]) -> list[tuple[Limit, Decimal]]:
    found = []
    for at, part in enumerate(reader.tables("limit")):
        line, kind = reader.line("limit", at), part.get("kind")
        if kind not in KINDS:
            sentence = _("Deze grens heeft geen goede soort. Kies uit {kinds}.").format(kinds=", ".join(KINDS))
            reader.faults.add(line, sentence)
            continue
        options = _known(reader, line, part.get("options", []), ids)
        effect, amount = part.get("effect"), Decimal(0)
        if kind != "needs":
            amount = reader.number(part.get("amount"), line, kind)
        if effect is not None and effect not in effects:
            sentence = _("Geen optie heeft het gevolg '{name}'. Verbeter de naam.").format(name=effect)
            reader.faults.add(line, sentence)
            continue
        wanted = {"most_of": len(options) >= 2, "needs": len(options) == 2}.get(kind, not options)
        if not wanted:
            sentence = _("Bij deze grens passen de opties niet. 'needs' vraagt er 2, 'most_of' 2 of meer.")
            reader.faults.add(line, sentence)
            continue
        if kind == "most_of" and (amount != int(amount) or amount < 0):
            sentence = _("Het aantal bij 'most_of' is geen geheel getal vanaf 0. Verbeter het.")
            reader.faults.add(line, sentence)
        number = int(amount) if kind == "most_of" else 0
        found.append((Limit(kind, number, None if effect is None else effects.index(effect), options), amount))
    return found


def _known(reader: TomlParts, line: int | None, names: object, ids: Sequence[str]) -> tuple[int, ...]:
    given = names if isinstance(names, list) else [names]
    for name in given:
        if name not in ids:
            sentence = _("Optie '{name}' ken ik niet. Verbeter de naam of voeg de optie toe.")
            reader.faults.add(line, sentence.format(name=name))
    return tuple(dict.fromkeys(ids.index(name) for name in given if name in ids))


def _pairs(reader: TomlParts, ids: Sequence[str]) -> tuple[tuple[int, int], ...]:
    given = reader.found.get("pairs", [])
    found = [_known(reader, None, one, ids) for one in given] if isinstance(given, list) else [()]
    if len(found) > _MOST_PAIRS or any(len(one) != 2 for one in found):
        reader.faults.add(None, _("Geef bij 'pairs' hoogstens 3 paren van 2 opties."))
        return ()
    return tuple((one[0], one[1]) for one in found)


def _unit(values: Sequence[Decimal]) -> int:
    """How many parts make one, so that all values are whole."""
    places = [value.normalize().as_tuple().exponent for value in values if value]
    most = max((-one for one in places if isinstance(one, int) and one < 0), default=0)
    return int(10**most)


def _built(
    names: Sequence[str], steps: list[list[_Step]], effects: Sequence[str], money: int, units: Sequence[int]
) -> tuple[Option, ...]:
    def level(step: _Step) -> Level:
        cost, more = step
        return Level(int(cost * money), tuple(
            int(more.get(name, Decimal(0)) * unit) for name, unit in zip(effects, units, strict=True)
        ))  # fmt: skip

    nothing = Level(0, tuple(0 for _name in effects))
    return tuple(
        Option(name, (nothing, *(level(step) for step in own))) for name, own in zip(names, steps, strict=True)
    )


def _bounds(
    limits: list[tuple[Limit, Decimal]], budget: Decimal | None, money: int, units: Sequence[int]
) -> tuple[Limit, ...]:
    found = []
    for limit, amount in limits:
        if limit.options:
            found.append(limit)
            continue
        own = budget if budget is not None and limit.kind == "budget" and limit.effect is None else amount
        unit = money if limit.effect is None else units[limit.effect]
        found.append(Limit(limit.kind, int(own * unit), limit.effect))
    return tuple(found)


def _unknown(reader: TomlParts) -> list[str]:
    told = {"question", "option", "limit", "arm", "pairs"}
    sentence = _("{file}: '{name}' telt niet mee.")
    return [sentence.format(file=reader.path.name, name=name) for name in reader.found if name not in told]


def _never_fit(reader: TomlParts, task: Task) -> None:
    """An option (or a step of it) that is in no package is a fault of the question."""
    for arm in task.arms:
        own = space(arm)
        _log, chances = own.graph.sums(np.where(own.allowed, 0.0, -np.inf))
        for option, size in enumerate(arm.sizes()):
            for level in range(1, size):
                if chances[option, level] > 0:
                    continue
                budget = arm.budget()
                dear = budget is not None and arm.options[option].levels[level].cost > budget
                sentence = _("'{name}' kost meer dan het hele budget. Niemand kan het kiezen.") if dear else _(
                    "'{name}' past in geen enkel pakket. Niemand kan het kiezen.")  # fmt: skip
                reader.faults.add(reader.line("option", option), sentence.format(name=task.step(option, level)))
