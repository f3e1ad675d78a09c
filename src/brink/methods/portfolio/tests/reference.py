"""The slow, obvious twin: every package one by one, and a general optimiser."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import minimize

from brink.methods.portfolio import Arm


def keeps(arm: Arm, package: tuple[int, ...]) -> bool:
    """Whether a package keeps every limit, as a person would check it."""
    for limit in arm.limits:
        steps = [option.levels[level] for option, level in zip(arm.options, package, strict=True)]
        total = sum(step.cost if limit.effect is None else step.effects[limit.effect] for step in steps)
        chosen = [package[at] > 0 for at in limit.options]
        good = {
            "budget": total <= limit.amount, "goal": total >= limit.amount, "exactly": total == limit.amount,
            "most_of": sum(chosen) <= limit.amount, "needs": len(chosen) < 2 or not chosen[0] or chosen[1],
        }[limit.kind]  # fmt: skip
        if not good:
            return False
    return True


def all_packages(arm: Arm) -> list[tuple[int, ...]]:
    """Every package that keeps the limits, in order."""
    return [one for one in product(*(range(size) for size in arm.sizes())) if keeps(arm, one)]


def fitted(arm: Arm, levels: np.ndarray, ridge: float) -> np.ndarray:
    """theta per option and level (from 1), in that order."""
    places = [(option, level) for option, size in enumerate(arm.sizes()) for level in range(1, size)]

    def columns(packages: np.ndarray) -> np.ndarray:
        return np.array([[float(package[option] == level) for option, level in places] for package in packages])

    everything, seen = columns(np.array(all_packages(arm))), columns(levels)

    def loss(theta: np.ndarray) -> float:
        worth = everything @ theta
        top = worth.max()
        log = top + np.log(np.exp(worth - top).sum())
        return float(-(seen @ theta - log).sum() + ridge * theta @ theta / 2)

    return np.asarray(minimize(loss, np.zeros(len(places)), method="BFGS", options={"gtol": 1e-7}).x)
