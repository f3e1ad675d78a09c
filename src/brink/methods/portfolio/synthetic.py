"""Questions and people that are invented, with the truth known: two ways of choosing, and groups when asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.portfolio.choices import Arm, Choices, Floats, Ints, Level, Limit, Option
from brink.methods.portfolio.packages import space

WAYS = ("logit", "purse")


@dataclass(frozen=True)
class Made:
    """A question, what people value each option at (J), the package that is truly best (J), and the choices."""

    arm: Arm
    values: Floats
    best: Ints
    choices: Choices


def made_arm(seed: int, *, options: int = 12, tightness: float = 0.45) -> Arm:
    """Return a question with costs of 2 to 10 and a budget that is this share of all."""
    rng = np.random.default_rng(seed)
    costs = rng.integers(2, 11, options)
    return arm_of(costs.tolist(), int(costs.sum() * tightness))


def arm_of(costs: list[int], budget: int) -> Arm:
    """Return options of one level each, under a budget."""
    named = tuple(Option(f"optie {at + 1}", (Level(0), Level(cost))) for at, cost in enumerate(costs))
    return Arm(named, (Limit("budget", budget),))


def made_choices(
    seed: int, *, people: int = 1000, options: int = 12, tightness: float = 0.45, way: str = "logit",
    planted: float = 0.0, shift: float = 0.0, slide: float = 0.0, question: int | None = None,
) -> Made:  # fmt: skip
    """Return people who choose in one of the `WAYS`; a share `planted` values options `shift` higher or lower.

    Up or down is drawn per option. `slide` lets everybody lie somewhere on such a line, without groups. `question`
    seeds costs and values apart from the people, so that a study can ask the same again.
    """
    rng = np.random.default_rng((seed, 1))
    own = seed if question is None else question
    arm = made_arm(own, options=options, tightness=tightness)
    values = np.random.default_rng((own, 2)).normal(0.0, 1.0, options)
    sides = np.random.default_rng((own, 3)).choice([-1.0, 1.0], options)
    lean = (rng.random(people) < planted) * shift + slide * rng.normal(size=people)
    worth = values[None, :] + lean[:, None] * sides[None, :]
    places = space(arm)
    if places.listed is None:
        raise ValueError("made for questions with few packages")
    noise: Floats = rng.normal(size=(people, options)) if way == "purse" else np.zeros((people, options))
    found = np.zeros((people, options), np.int64)
    for first in range(0, people, 500):
        part = slice(first, first + 500)
        scores = (worth[part] + noise[part]) @ places.listed.T
        if way == "logit":
            scores = scores + rng.gumbel(size=scores.shape)
        found[part] = places.listed[scores.argmax(axis=1)]
    best = places.listed[(places.listed @ values).argmax()]
    return Made(arm, values, best, Choices.of(found))
