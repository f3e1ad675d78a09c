"""What can be chosen at all: how many packages keep the limits, which options never or always stand in one. Pure."""

from dataclasses import dataclass

import numpy as np

from brink.instruments.valuation.task import Task
from brink.methods.portfolio import NoPackage, space
from brink.methods.portfolio.choices import Ints
from brink.methods.unfinished import Unfinished

_DIFFERENT = 3


@dataclass(frozen=True, slots=True)
class Reach:
    """`packages`: how many there are. `never`, `always`: numbers of options; `least`, `most`: of what a package takes.

    `different`: whether three packages differ from each other in half of the options; None when that was not tried.
    """

    packages: int
    never: tuple[int, ...] = ()
    always: tuple[int, ...] = ()
    least: int = 0
    most: int = 0
    different: bool | None = None


def reach_of(task: Task) -> Reach | None:
    """Go over all packages of a question. None when they are more than can be gone over."""
    if not task.options:
        return Reach(0)
    arm = task.arm
    try:
        laid = space(arm)
    except NoPackage:
        return Reach(0)
    except Unfinished:
        return None
    shape = (len(task.options), max(arm.sizes()))
    _log, chances = laid.graph.sums(np.zeros(shape))
    sizes = np.arange(shape[1])[None, :] < np.array(arm.sizes())[:, None]
    taken = np.where(sizes, chances, 0.0)[:, 1:].sum(axis=1)
    numbers = [one.number for one in task.options]
    amounts = arm.amounts().astype(float)
    least, most = (_end(arm.amounts(), laid.graph.best(sign * amounts[:, :, None])[0]) for sign in (-1, 1))
    return Reach(
        laid.graph.size,
        tuple(one for one, share in zip(numbers, taken, strict=True) if share <= 0),
        tuple(one for one, share in zip(numbers, taken, strict=True) if share >= 1 - 1e-12),
        least, most, _three_differ(laid.listed),
    )  # fmt: skip


def _end(amounts: Ints, package: Ints) -> int:
    return int(amounts[np.arange(len(package)), package].sum())


def _three_differ(listed: Ints | None) -> bool | None:
    """Tell whether three packages differ from each other in half of the options or more; tried from a few of them."""
    if listed is None:
        return None
    half = listed.shape[1] / 2
    for first in listed[:: max(1, len(listed) // 20)]:
        far = listed[(listed != first).sum(axis=1) >= half]
        if len(far) and any(((far != second).sum(axis=1) >= half).any() for second in far[:: max(1, len(far) // 50)]):
            return True
    return False
