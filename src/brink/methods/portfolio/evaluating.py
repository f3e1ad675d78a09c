"""From a question and what people chose to all that may be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from brink.methods.portfolio.choices import Arm, Choices, Floats, Tally, tally
from brink.methods.portfolio.design import FEW, Column, Design, design, identify, settled
from brink.methods.portfolio.fitness import Fitness, fitness
from brink.methods.portfolio.fitting import Fit, Model, fit
from brink.methods.portfolio.groups import Grouping, grouping
from brink.methods.portfolio.packages import NoPackage, all_allowed, space
from brink.methods.portfolio.purse import Purse
from brink.methods.portfolio.shares import Share, shares, shown
from brink.methods.portfolio.standing import DOUBT, IN, OUT, Draws, Standing, draws_of, standing_of

LEAST_PEOPLE = 100
LEAST_FOR_VALUES = 100  # people in a group, before its values may be told
SCENARIOS = (-0.2, -0.1, 0.1, 0.2)
_HALF = 0.5


@dataclass(frozen=True)
class Remark:
    """Something to know beside the figures: a key, and what it is about."""

    key: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """A value of the model with its error and 95 % interval; of effects and money per unit of the figures.

    All None where the count of the option may not be shown: a value would give it away.
    """

    column: Column
    value: float | None
    error: float | None

    @property
    def low(self) -> float | None:
        """Lower end of the interval."""
        return None if self.value is None or self.error is None else self.value - 1.959963984540054 * self.error

    @property
    def high(self) -> float | None:
        """Upper end of the interval."""
        return None if self.value is None or self.error is None else self.value + 1.959963984540054 * self.error


@dataclass(frozen=True)
class Computed:
    """What takes a hundred people: values, standing of each option, fit, and where asked groups.

    `scenarios`: standings with the budget of the first arm so much higher or lower, computed and not asked.
    `group_packages`: the best package of each group, or of both ends of the scale.
    """

    values: tuple[Value, ...]
    standing: Standing
    fitness: Fitness
    purse: Purse
    scenarios: tuple[tuple[float, tuple[str, ...]], ...]
    grouping: Grouping | None = None
    group_packages: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Evaluation:
    """All that may be said. Counts are None where they or what they give away are under ten people.

    `shares`: per option and level. `left`: mean part of the budget that was left. `weighed`: whether weights differ.
    """

    people: int | None
    composed: int | None
    delegated: int | None
    refused: int | None
    weighed: bool
    shares: tuple[tuple[Share | None, ...], ...]
    left: float | None
    computed: Computed | None
    remarks: tuple[Remark, ...]
    seed: int


def evaluate(
    arms: Sequence[Arm], choices: Choices, *, seed: int = 1, groups: bool = False,
    pairs: Sequence[tuple[int, int]] = (),
) -> Evaluation:  # fmt: skip
    """Evaluate choices in these arms. The order of people, and what money is counted in, change nothing.

    Raises ValueError for a package that breaks its limits or arms that differ in options or levels, NoPackage when an
    arm has none, NotIdentified when the values cannot be told apart, and Unfinished when it is too large.
    """
    _check(arms, choices)
    rows = tally(choices)
    base = Evaluation(
        *_doors(choices), bool(len(set(rows.weight.tolist())) > 1),
        shares(rows, arms[0].sizes()), _left(arms, rows), None, (), seed,
    )  # fmt: skip
    if rows.people < LEAST_PEOPLE:
        return replace(base, remarks=(Remark("few", {"people": rows.people, "least": LEAST_PEOPLE}),))
    allowed, kept = settled(rows, all_allowed(arms[0]))
    left = _gone(rows, allowed, arms[0])
    if not allowed.any(axis=1).all() or int(rows.count[kept].sum()) < LEAST_PEOPLE:
        return replace(base, remarks=(*left, Remark("spread")))
    computed, more = _computed(arms, design(arms, allowed, pairs), rows.only(kept), seed, groups)
    computed = _careful(computed, rows) if computed.fitness.moderate else computed
    computed = replace(computed, values=tuple(_told(one, base.shares) for one in computed.values))
    return replace(base, computed=computed, remarks=(*left, *more))


def _told(value: Value, known: tuple[tuple[Share | None, ...], ...]) -> Value:
    """Return the value, without its numbers where a count of its option is hidden."""
    options = value.column.at[:1] if value.column.kind == "level" else ()
    options = value.column.at if value.column.kind == "pair" else options
    hidden = any(None in known[option] for option in options)
    return Value(value.column, None, None) if hidden else value


def _doors(choices: Choices) -> tuple[int | None, int | None, int | None, int | None]:
    """Return how many people there were, who composed, delegated and refused, without what tells a small number.

    Who composed follows from the options, so the total goes when it would give a small number away.
    """
    composed, sides = int(choices.chose().sum()), [int(choices.delegated.sum()), int(choices.refused.sum())]
    delegated, refused = (count if ok else None for count, ok in zip(sides, shown(sides), strict=True))
    small = None in (delegated, refused) and (0 in sides or sum(sides) < FEW)
    if 0 < composed < FEW:
        return len(choices.levels), None, delegated, refused
    return None if small else len(choices.levels), composed, delegated, refused


def _check(arms: Sequence[Arm], choices: Choices) -> None:
    if any(arm.sizes() != arms[0].sizes() for arm in arms):
        raise ValueError("all arms need the same options and levels")
    if choices.levels.shape[1:] != (len(arms[0].options),):
        raise ValueError("a package needs a level for each option")
    chose = choices.chose()
    arm, levels = choices.arm[chose], choices.levels[chose]
    if ((arm < 0) | (arm >= len(arms))).any() or ((levels < 0) | (levels >= np.array(arms[0].sizes()))).any():
        raise ValueError("there is no such arm or level")
    if not all(own.keeps(levels[arm == at]).all() for at, own in enumerate(arms)):
        raise ValueError("a package breaks a limit")


def _left(arms: Sequence[Arm], rows: Tally) -> float | None:
    """Return the mean part of the budget left, when all arms have one and there are people enough."""
    if any(not arm.budget() for arm in arms) or rows.people < FEW:
        return None
    options, total = np.arange(rows.levels.shape[1]), 0.0
    for at, arm in enumerate(arms):
        here = rows.arm == at
        spent = arm.amounts()[options, rows.levels[here]].sum(axis=1)
        total += float(rows.mass[here] @ (1 - spent / (arm.budget() or 1)))
    return total / rows.people


def _gone(rows: Tally, allowed: np.ndarray, arm: Arm) -> tuple[Remark, ...]:
    """Say which levels left the model: taken by fewer than ten people."""
    gone = np.argwhere(all_allowed(arm) & ~allowed)
    return tuple(Remark("left_model", {"option": int(option), "level": int(level)}) for option, level in gone)


def _computed(
    arms: Sequence[Arm], made: Design, rows: Tally, seed: int, groups: bool
) -> tuple[Computed, tuple[Remark, ...]]:
    rng = np.random.default_rng(seed)
    model = Model(made)
    identify(made, rows, model.spread(rows))
    fitted = fit(model, rows)
    drawn = draws_of(made, fitted, rows, rng)
    fits = fitness(model, fitted, rows, drawn.purse, rng)
    found = grouping(model, fitted, rows, rng) if groups else None
    remarks = [] if drawn.purse.reached else [Remark("purse_failed")]
    remarks += [Remark("moderate")] if fits.moderate else []
    remarks += [Remark("no_groups_asked", {"people": rows.people})] if found and found.found == "too_few" else []
    values = tuple(
        Value(column, float(theta * scale), float(error * scale))
        for column, theta, error, scale in zip(made.columns, fitted.theta, fitted.errors, made.scale, strict=True)
    )
    computed = Computed(
        values, standing_of(made, fitted, drawn), fits, drawn.purse, _scenarios(arms[0], made, fitted, drawn),
        found, _group_packages(made, found),
    )  # fmt: skip
    return computed, tuple(remarks)


def _scenarios(
    arm: Arm, made: Design, fitted: Fit, drawn: Draws
) -> tuple[tuple[float, tuple[str, ...]], ...]:
    if not arm.budget():
        return ()
    found = []
    for share in SCENARIOS:
        try:
            place = space(arm.with_budget(1 + share), made.allowed)
        except NoPackage:
            continue
        found.append((share, standing_of(made, fitted, drawn, place).standing))
    return tuple(found)


def _group_packages(made: Design, found: Grouping | None) -> tuple[tuple[int, ...], ...]:
    thetas: list[Floats] = [] if found is None else [group.theta for group in found.groups] or list(found.ends or ())
    best = [made.spaces[0].graph.best(made.worth(0, theta[:, None]))[0] for theta in thetas]
    return tuple(tuple(int(level) for level in package) for package in best)


def _careful(computed: Computed, rows: Tally) -> Computed:
    """Where both ways of choosing fit badly, say in or out only with the plain majority on the same side."""
    often = [float(rows.mass[rows.levels[:, at] > 0].sum()) / rows.people for at in range(rows.levels.shape[1])]
    old = computed.standing
    names = tuple(
        name if (name == IN and share > _HALF) or (name == OUT and share < _HALF) else DOUBT
        for name, share in zip(old.standing, often, strict=True)
    )
    return replace(computed, standing=replace(old, standing=names, single=False), scenarios=())
