"""What one person chose: whether it keeps the limits, what it takes and does. Pure. Nobody repairs an advice."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput
from brink.instruments.valuation.round_settings import Door, Kind
from brink.instruments.valuation.task import Option, Range, Task

Levels = Mapping[int, int]
REASON_LIMIT, OVERALL_LIMIT = 300, 2_000


@dataclass(frozen=True)
class Package:
    """What somebody says: by which door, the level of each option by its number, why per option, and why at all."""

    door: str
    levels: Levels
    reasons: Mapping[int, str]
    overall: str = ""
    nothing: bool = False


def chosen(levels: Levels) -> dict[int, int]:
    """Return the options that were taken."""
    return {number: level for number, level in levels.items() if level}


def total(task: Task, levels: Levels) -> int:
    """Return what the options take or yield together."""
    return sum(task.by_number[one].steps[level - 1].amount for one, level in chosen(levels).items())


def sums(task: Task, levels: Levels) -> list[Range]:
    """Return per effect what the package does, as a range."""
    picked = [task.by_number[one].steps[level - 1].effects for one, level in chosen(levels).items()]
    return [(sum(one[at][0] for one in picked), sum(one[at][1] for one in picked)) for at in range(len(task.effects))]


def known(task: Task, levels: Levels) -> None:
    """Refuse an option or a step that is not there."""
    for number, level in levels.items():
        if number not in task.by_number or not 0 <= level <= len(task.by_number[number].steps):
            raise BadInput(_("Deze optie staat niet in de lijst. Open de pagina opnieuw."))


def fits(task: Task, levels: Levels) -> bool:
    """Tell whether a package keeps all limits."""
    return task.arm.broken(np.array(task.row(levels), np.int64)) is None


def clash(task: Task, levels: Levels) -> str:
    """Say which two options cannot stand together like this; "" when all can."""
    mine = chosen(levels)
    for number in mine:
        one = task.by_number[number]
        for other in task.options:
            if other.number in mine and (other.number in one.not_with or number in other.not_with):
                said = _("U heeft gekozen: ‘%(one)s’ en ‘%(other)s’. Die twee kunnen niet samen. Haal er een weg.")
                return said % {"one": one.title, "other": other.title}
        if one.needs in task.by_number and one.needs not in mine:
            return _lacks(one, task.by_number[one.needs])
    return ""


def _lacks(one: Option, other: Option) -> str:
    said = _("‘%(one)s’ kan alleen samen met ‘%(other)s’. Kies die erbij, of haal ‘%(one)s’ weg.")
    return said % {"one": one.title, "other": other.title}


def off_limit(task: Task, levels: Levels) -> str:
    """Say how far a package is beyond the limit, or from the goal; "" when it keeps it."""
    amount = total(task, levels)
    if task.is_goal and amount < task.amount:
        said = _("U haalt nu %(have)s van de %(goal)s. Kies nog iets, of zeg dat u zo niet wilt kiezen.")
        return said % {"have": task.said(amount), "goal": task.said(task.amount)}
    if not task.is_goal and amount > task.amount:
        over = {"over": task.said(amount - task.amount)}
        if task.kind == Kind.BUDGET:
            return _("U zit %(over)s boven het budget. Haal iets weg of kies een kleinere stap.") % over
        return _("U zit %(over)s te hoog. Haal iets weg of kies een kleinere stap.") % over
    return ""


def check(task: Task, package: Package) -> None:
    """Refuse what cannot count, with one sentence. Who leaves it to experts, or will not choose, needs no package."""
    if package.door not in Door.values:
        raise BadInput(_("Kies hoe u wilt meedoen."), field="door")
    known(task, package.levels)
    if package.door != Door.COMPOSE:
        return
    said = clash(task, package.levels) or off_limit(task, package.levels)
    if said:
        raise BadInput(said)
    if not chosen(package.levels) and not package.nothing:
        raise BadInput(
            _("U heeft niets gekozen. Bedoelt u dat er niets moet gebeuren, of wilt u zo niet kiezen?"), field="nothing"
        )
