"""How well the ways of choosing fit what people did. Always told; where they fit badly, less is said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import gammaincc, xlogy

from brink.methods.portfolio.choices import Floats, Ints, Tally
from brink.methods.portfolio.design import FEW, Design
from brink.methods.portfolio.fitting import Fit, Model, fit
from brink.methods.portfolio.purse import Purse, beyond

_MOST_GONE_OVER = 20_000  # packages; of more, so many are drawn
_OFF, _RATE, _PAIRS = 3.0, 0.05, 2
_BINS, _FOLDS, _LEAST_EXPECTED = 10, 5, 5.0


@dataclass(frozen=True)
class Tie:
    """Two options that are together more (`more`) or less often than the model says, past chance."""

    pair: tuple[int, int]
    more: bool


@dataclass(frozen=True)
class Fitness:
    """Shares of people with room for one more option (seen, model, second; error of the first two), money left in ten
    parts of the budget (seen and model, chance of so large a difference), ties, and the gain in log likelihood per
    person, on people not used for fitting, over shares alone.
    """

    room: tuple[float, float, float]
    room_error: float
    left: tuple[tuple[float, float], ...]
    left_chance: float
    ties: tuple[Tie, ...]
    gain: float
    people: int

    @property
    def moderate(self) -> bool:
        """Tell that neither way of choosing fits well: room outside both by three errors, or more than two ties."""
        seen, *both = self.room
        low, high = min(both) - _OFF * self.room_error, max(both) + _OFF * self.room_error
        return not low <= seen <= high or len(self.ties) > _PAIRS


@dataclass(frozen=True)
class _Support:
    """Packages of one arm with their chance under the model: all, or a draw of them."""

    packages: Ints
    chances: Floats


def supports(model: Model, fitted: Fit, rng: np.random.Generator) -> list[_Support]:
    """Return for each arm packages that stand for what the model says."""
    found = []
    for arm, own in enumerate(model.design.spaces):
        if own.listed is not None and len(own.listed) <= _MOST_GONE_OVER:
            found.append(_Support(own.listed, model.chances(arm, fitted.theta)[1]))
        elif own.listed is not None:
            picks = rng.choice(len(own.listed), _MOST_GONE_OVER, p=model.chances(arm, fitted.theta)[1])
            found.append(_Support(own.listed[picks], np.full(_MOST_GONE_OVER, 1 / _MOST_GONE_OVER)))
        else:
            drawn = own.graph.drawn(model.design.worth(arm, fitted.theta), _MOST_GONE_OVER, rng)
            found.append(_Support(drawn, np.full(_MOST_GONE_OVER, 1 / _MOST_GONE_OVER)))
    return found


def fitness(model: Model, fitted: Fit, rows: Tally, purse: Purse, rng: np.random.Generator) -> Fitness:
    """Hold model and second calculation against what people chose."""
    made, known = model.design, supports(model, fitted, rng)
    shares = np.bincount(rows.arm, rows.mass, minlength=len(made.spaces)) / rows.people
    seen = _over(made, rows.arm, rows.levels, rows.mass / rows.people)
    said = sum(
        shares[arm] * float(own.chances @ made.spaces[arm].room(own.packages)) for arm, own in enumerate(known)
    )
    second = _over(made, purse.arm, purse.packages, np.full(len(purse.arm), 1 / len(purse.arm)))
    error = float(np.sqrt(max(said * (1 - said), 0.25 / rows.people) / rows.people))
    left, chance = _left(made, known, rows, shares)
    return Fitness(
        (seen, float(said), second), error, left, chance, _ties(made, known, rows, shares, purse),
        _gain(model, rows, rng), rows.people,
    )  # fmt: skip


def _over(made: Design, arms: Ints, packages: Ints, weight: Floats) -> float:
    """Return the share with room for one more option."""
    total = 0.0
    for arm in np.unique(arms):
        here = arms == arm
        total += float(weight[here] @ made.spaces[arm].room(packages[here]))
    return total


def _left(
    made: Design, known: list[_Support], rows: Tally, shares: Floats
) -> tuple[tuple[tuple[float, float], ...], float]:
    """Return seen and expected shares of people per tenth of the budget left, and the chi-square chance."""
    if any(own.arm.budget() is None for own in made.spaces):
        return (), 1.0
    seen, said = np.zeros(_BINS), np.zeros(_BINS)
    for arm, own in enumerate(known):
        costs, budget = made.spaces[arm].arm.amounts(), max(made.spaces[arm].arm.budget() or 0, 1)
        options, here = np.arange(len(costs)), rows.arm == arm
        for packages, weight, into in (
            (rows.levels[here], rows.mass[here] / rows.people, seen), (own.packages, shares[arm] * own.chances, said),
        ):  # fmt: skip
            left = 1 - costs[options, packages].sum(axis=1) / budget
            into += np.bincount(np.clip((left * _BINS).astype(int), 0, _BINS - 1), weight, minlength=_BINS)
    use = said * rows.people >= _LEAST_EXPECTED
    observed = np.append(seen[use], seen[~use].sum()) * rows.people
    expected = np.append(said[use], said[~use].sum()) * rows.people
    good = expected > 0
    square = float((((observed - expected)[good]) ** 2 / expected[good]).sum())
    freedom = int(good.sum()) - 1
    chance = float(gammaincc(freedom / 2, square / 2)) if freedom > 0 else 1.0
    return tuple((float(one), float(other)) for one, other in zip(seen, said, strict=True)), chance


def _ties(made: Design, known: list[_Support], rows: Tally, shares: Floats, purse: Purse) -> tuple[Tie, ...]:
    """Return pairs that neither way of choosing explains, false ones at most one in twenty (Benjamini-Hochberg)."""
    pairs = [pair for pair in combinations(range(made.allowed.shape[0]), 2) if pair not in made.pairs]
    if not pairs:
        return ()
    one, other = (np.array(side) for side in zip(*pairs, strict=True))

    def both(packages: Ints) -> Floats:
        taken = packages > 0
        return (taken[:, one] & taken[:, other]).astype(float)

    expected, variance = np.zeros(len(pairs)), np.zeros(len(pairs))
    cross, spread = np.zeros((len(made.columns), len(pairs))), np.zeros((len(made.columns),) * 2)
    for arm, own in enumerate(known):
        joint, columns = both(own.packages), made.features(arm, own.packages)
        mean, middle = own.chances @ joint, own.chances @ columns
        weighed = columns * (shares[arm] * own.chances)[:, None]
        expected += shares[arm] * mean
        variance += shares[arm] * mean * (1 - mean)
        cross += weighed.T @ joint - shares[arm] * np.outer(middle, mean)
        spread += weighed.T @ columns - shares[arm] * np.outer(middle, middle)
    variance = np.maximum(variance - (cross * (np.linalg.pinv(spread) @ cross)).sum(axis=0), 1e-12)
    seen, second = rows.mass @ both(rows.levels) / rows.people, both(purse.packages).mean(axis=0)
    count, draws = rows.people, len(purse.packages)
    ours = (seen - expected) / np.sqrt(variance / count)
    theirs = (seen - second) / np.sqrt(np.maximum(second * (1 - second), 1e-4) * (1 / count + 1 / draws))
    # A tie is what is off in the same way under both; the weaker of the two speaks.
    weaker = np.where(np.sign(ours) == np.sign(theirs), np.minimum(abs(ours), abs(theirs)), 0.0)
    chances = np.array([beyond(value) for value in weaker])
    enough = seen * count >= FEW
    return tuple(
        Tie((int(one[at]), int(other[at])), bool(ours[at] > 0)) for at in _hold(chances, _RATE) if enough[at]
    )


def _hold(chances: Floats, rate: float) -> list[int]:
    order = np.argsort(chances, kind="stable")
    under = chances[order] <= rate * (np.arange(len(chances)) + 1) / len(chances)
    return sorted(order[: int(np.flatnonzero(under).max()) + 1].tolist()) if under.any() else []


def _gain(model: Model, rows: Tally, rng: np.random.Generator) -> float:
    """Return the log likelihood per person over that of shares alone, each fold with the others' values."""
    people = rng.permutation(np.repeat(np.arange(len(rows.count)), rows.count))
    seen, total = model.seen(rows), 0.0
    levels = model.design.allowed.shape[1]
    for part in range(_FOLDS):
        test = np.bincount(people[part::_FOLDS], minlength=len(rows.count))
        train = rows.again(rows.count - test)
        own = fit(model, train)
        logs = np.array([model.log_total(arm, own.theta) for arm in range(len(model.design.spaces))])
        ours = seen @ own.theta - logs[rows.arm]
        alone = np.zeros(len(rows.count))
        for option in range(rows.levels.shape[1]):
            share = np.bincount(rows.levels[:, option], train.mass, minlength=levels)
            alone += xlogy(1.0, np.maximum(share / share.sum(), 1e-9))[rows.levels[:, option]]
        total += float(test @ (ours - alone))
    return total / rows.people
