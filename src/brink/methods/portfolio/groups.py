"""Are there groups that choose otherwise, or a sliding scale, or neither? Claimed only past a gate, on people left out.

Latent classes and a scale (everybody somewhere on one line of values) are fitted by EM on packages. Groups are claimed
when they tell people who were left out clearly better than one set of values, and better than the scale does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from brink.methods.portfolio.choices import Floats, Ints, Tally
from brink.methods.portfolio.design import FEW
from brink.methods.portfolio.fitness import supports
from brink.methods.portfolio.fitting import Fit, Model

LEAST_PEOPLE = 400
GAIN, SURE, AHEAD, SMALLEST, ALIKE = 0.01, 2.5, 0.75, 0.05, 0.7
_FOLDS, _STARTS, _SHORT, _LONG = 5, 3, 12, 60
_POINTS = 9
_RIDGE, _FARTHEST = 1.0, 1.0
_ENDED = 1e-6  # of the log likelihood per person


@dataclass(frozen=True)
class Group:
    """A group: its share of people, its values (K), and the share of it that has each level (J × L)."""

    share: float
    theta: Floats
    shares: Floats


@dataclass(frozen=True)
class Grouping:
    """`found`: groups, scale, none or too_few. `gain` per person over one set of values, and its error, of the groups
    and of the scale; `ahead`: how many errors the groups are before the scale. `ends`: the values at both ends of the
    scale. `assigned`: whether groups of random halves agree enough to say who is in which (`alike`, adjusted Rand).
    """

    found: str
    groups: tuple[Group, ...] = ()
    gain: float = 0.0
    gain_error: float = 0.0
    scale_gain: float = 0.0
    scale_error: float = 0.0
    ahead: float = 0.0
    ends: tuple[Floats, Floats] | None = None
    alike: float = 0.0

    @property
    def assigned(self) -> bool:
        """Tell whether people may be said to belong to a group."""
        return self.found == "groups" and self.alike >= ALIKE


@dataclass(frozen=True)
class _Data:
    """Columns of the rows (U × K), their arm, and per arm the columns of packages (P × K) with a base weight (P)."""

    seen: Floats
    arm: Ints
    packages: tuple[Floats, ...]
    base: tuple[Floats, ...]

    def logs(self, thetas: Floats) -> Floats:
        """Return the log chance of each row under each of Q values (thetas K × Q), as U × Q."""
        totals = np.zeros((len(self.packages), thetas.shape[1]))
        for arm, (columns, base) in enumerate(zip(self.packages, self.base, strict=True)):
            worth = columns @ thetas
            top = worth.max(axis=0)
            totals[arm] = top + np.log(base @ np.exp(worth - top))
        return np.asarray(self.seen @ thetas - totals[self.arm], float)

    def moments(self, arm: int, theta: Floats) -> tuple[Floats, Floats]:
        columns = self.packages[arm]
        worth = columns @ theta
        chances = self.base[arm] * np.exp(worth - worth.max())
        chances /= chances.sum()
        mean = chances @ columns
        return mean, (columns * chances[:, None]).T @ columns - np.outer(mean, mean)

    def pulls(self, theta: Floats, mass: Floats) -> tuple[Floats, Floats]:
        """Return slope (K) and curve (K × K) of the log likelihood of rows with this mass (U)."""
        slope, curve = mass @ self.seen, np.zeros((len(theta), len(theta)))
        for arm in range(len(self.packages)):
            total = float(mass[self.arm == arm].sum())
            if total > 0:
                mean, spread = self.moments(arm, theta)
                slope, curve = slope - total * mean, curve + total * spread
        return slope, curve


@dataclass(frozen=True)
class _Mixture:
    """Values at Q points (K × Q) with their shares (Q)."""

    thetas: Floats
    shares: Floats

    def likelihood(self, data: _Data) -> Floats:
        """Return the log chance of each row (U)."""
        logs = data.logs(self.thetas) + np.log(self.shares)
        top = logs.max(axis=1)
        return np.asarray(top + np.log(np.exp(logs - top[:, None]).sum(axis=1)), float)

    def belongs(self, data: _Data) -> Floats:
        """Return for each row the chance that it is of each point (U × Q)."""
        logs = data.logs(self.thetas) + np.log(self.shares)
        chances = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(chances / chances.sum(axis=1, keepdims=True), float)


def grouping(model: Model, fitted: Fit, rows: Tally, rng: np.random.Generator) -> Grouping:
    """Return what may be said of groups. Where an arm has more than 20,000 packages, some are drawn."""
    if rows.people < LEAST_PEOPLE:
        return Grouping("too_few")
    if not len(fitted.theta):
        return Grouping("none")
    data = _data(model, fitted, rows, rng)
    folds = rng.permutation(np.repeat(np.arange(len(rows.count)), rows.count))
    tests = [np.bincount(folds[part::_FOLDS], minlength=len(rows.count)) for part in range(_FOLDS)]
    each = rows.mass / np.maximum(rows.count, 1)
    gains: dict[str, list[Floats]] = {"2": [], "3": [], "scale": []}
    for test in tests:
        mass = (rows.count - test) * each
        common = _newton(data, mass, fitted.theta)
        alone = data.logs(common[:, None])[:, 0]
        for name, own in gains.items():
            mixture = _scale(data, mass, common) if name == "scale" else _classes(data, mass, common, int(name), rng)
            own.append(mixture.likelihood(data) - alone)
    weights = [test * each for test in tests]
    best = max(("2", "3"), key=lambda name: _mean(gains[name], weights)[0])
    gain, error = _mean(gains[best], weights)
    scale, scale_error = _mean(gains["scale"], weights)
    lead, lead_error = _mean([one - two for one, two in zip(gains[best], gains["scale"], strict=True)], weights)
    whole = _classes(data, rows.mass, fitted.theta, int(best), rng)
    large = float(whole.shares.min()) * rows.people >= max(FEW, SMALLEST * rows.people)
    claims = gain >= GAIN and gain >= SURE * error and large
    ahead = lead / max(lead_error, 1e-12)
    told = Grouping("none", (), gain, error, scale, scale_error, ahead)
    if claims and ahead >= AHEAD:
        alike = _alike(data, rows, fitted.theta, int(best), rng)
        return Grouping("groups", _described(data, rows, whole), gain, error, scale, scale_error, ahead, None, alike)
    if scale >= GAIN and scale >= SURE * scale_error:
        ends = _scale(data, rows.mass, fitted.theta).thetas
        return Grouping("scale", (), gain, error, scale, scale_error, ahead, (ends[:, 2], ends[:, -3]))
    return told


def _data(model: Model, fitted: Fit, rows: Tally, rng: np.random.Generator) -> _Data:
    packages, base = [], []
    for arm, own in enumerate(supports(model, fitted, rng)):
        columns = model.design.features(arm, own.packages)
        listed = model.design.spaces[arm].listed
        whole = listed is not None and len(listed) == len(own.packages)
        worth = columns @ fitted.theta
        packages.append(columns)
        base.append(np.ones(len(columns)) if whole else np.exp(worth.min() - worth))
    return _Data(model.seen(rows), rows.arm, tuple(packages), tuple(base))


def _mean(gains: list[Floats], weights: list[Floats]) -> tuple[float, float]:
    """Return the mean over people and its error."""
    gain, weight = np.concatenate(gains), np.concatenate(weights)
    mean = float(weight @ gain / weight.sum())
    variance = float(weight @ (gain - mean) ** 2 / weight.sum())
    return mean, float(np.sqrt(variance / weight.sum()))


def _newton(data: _Data, mass: Floats, start: Floats) -> Floats:
    theta = start.copy()
    for _step in range(4):  # the start is near
        slope, curve = data.pulls(theta, mass)
        theta = theta + np.linalg.solve(curve + 1e-3 * np.eye(len(theta)), slope - 1e-3 * theta)
    return theta


def _classes(data: _Data, mass: Floats, common: Floats, count: int, rng: np.random.Generator) -> _Mixture:
    """Return classes by EM: three short runs from seeded starts, the best of them to its end."""
    tries = []
    for _start in range(_STARTS):
        belongs = _start_of(data, mass, count, rng)
        mixture = _Mixture(np.repeat(common[:, None], count, axis=1), np.full(count, 1 / count))
        tries.append(_run(data, mass, common, mixture, _SHORT, belongs))
    return _run(data, mass, common, max(tries, key=lambda one: float(mass @ one.likelihood(data))), _LONG)


def _start_of(data: _Data, mass: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Return who begins where: centres far from each other (k-means++), everybody with the nearest."""
    near = np.full(len(mass), np.inf)
    spread = data.seen.std(axis=0) + 1e-9
    centres = list[Floats]()
    for _centre in range(count):
        chances = mass * near if centres and (mass * near).any() else mass
        at = int(rng.choice(len(mass), p=chances / chances.sum()))
        centres.append(data.seen[at])
        near = np.minimum(near, (((data.seen - data.seen[at]) / spread) ** 2).sum(axis=1))
    apart = np.stack([(((data.seen - one) / spread) ** 2).sum(axis=1) for one in centres], axis=1)
    return np.asarray(np.where(apart == apart.min(axis=1, keepdims=True), 0.8, 0.2 / max(count - 1, 1)), float)


def _run(
    data: _Data, mass: Floats, common: Floats, mixture: _Mixture, rounds: int, belongs: Floats | None = None
) -> _Mixture:
    before = -np.inf
    for _round in range(rounds):
        if belongs is None:
            belongs = mixture.belongs(data)
        own = mass[:, None] * belongs
        thetas = mixture.thetas.copy()
        for at in range(thetas.shape[1]):
            slope, curve = data.pulls(thetas[:, at], own[:, at])
            slope = slope - _RIDGE * (thetas[:, at] - common)
            step = np.linalg.solve(curve + _RIDGE * np.eye(len(common)), slope)
            thetas[:, at] += step * min(1.0, _FARTHEST / max(float(np.abs(step).max(initial=0.0)), 1e-12))
        shares = np.maximum(own.sum(axis=0) / mass.sum(), 1e-6)
        mixture, belongs = _Mixture(thetas, shares / shares.sum()), None
        worth = float(mass @ mixture.likelihood(data)) / float(mass.sum())
        if abs(worth - before) < _ENDED:
            break
        before = worth
    return mixture


def _scale(data: _Data, mass: Floats, common: Floats) -> _Mixture:
    """Return theta + a·t at nine points of a standard normal t, by EM.

    It begins in the direction in which people vary more than the model says.
    """
    points, weights = hermegauss(_POINTS)
    shares = weights / weights.sum()
    total, size = float(mass.sum()), len(common)
    _slope, curve = data.pulls(common, mass)
    middle = mass @ data.seen / total
    more = (data.seen * mass[:, None]).T @ data.seen / total - np.outer(middle, middle) - curve / total
    sizes, vectors = np.linalg.eigh(more)
    theta, lean, before = common.copy(), 0.5 * vectors[:, -1] * np.sqrt(max(float(sizes[-1]), 0.01)) * 4, -np.inf
    mixture = _Mixture(theta[:, None] + lean[:, None] * points, shares)
    for _round in range(_LONG):
        own = mass[:, None] * mixture.belongs(data)
        slope, curve = np.zeros(2 * size), np.zeros((2 * size, 2 * size))
        for at, point in enumerate(points):
            pull, bend = data.pulls(mixture.thetas[:, at], own[:, at])
            slope += np.concatenate([pull, point * pull])
            curve += np.kron(np.array([[1, point], [point, point**2]]), bend)
        slope -= _RIDGE * np.concatenate([theta - common, lean])
        step = np.linalg.solve(curve + _RIDGE * np.eye(2 * size), slope)
        step *= min(1.0, _FARTHEST / max(float(np.abs(step).max(initial=0.0)), 1e-12))
        theta, lean = theta + step[:size], lean + step[size:]
        mixture = _Mixture(theta[:, None] + lean[:, None] * points, shares)
        worth = float(mass @ mixture.likelihood(data)) / total
        if abs(worth - before) < _ENDED:
            break
        before = worth
    return mixture


def _described(data: _Data, rows: Tally, whole: _Mixture) -> tuple[Group, ...]:
    """Return the groups, the largest first, with what each of them chose."""
    belongs, levels = whole.belongs(data), int(rows.levels.max(initial=1)) + 1
    found = []
    for at in np.argsort(-whole.shares, kind="stable"):
        weight = rows.mass * belongs[:, at]
        shares = [np.bincount(one, weight, minlength=levels) / weight.sum() for one in rows.levels.T]
        found.append(Group(float(whole.shares[at]), whole.thetas[:, at], np.array(shares)))
    return tuple(found)


def _alike(data: _Data, rows: Tally, common: Floats, count: int, rng: np.random.Generator) -> float:
    """Return how much groups of two random halves put the same people together (adjusted Rand)."""
    people = rng.permutation(np.repeat(np.arange(len(rows.count)), rows.count))
    half = np.bincount(people[::2], minlength=len(rows.count))
    each = rows.mass / np.maximum(rows.count, 1)
    sides = [_classes(data, part * each, common, count, rng).belongs(data).argmax(axis=1)
             for part in (half, rows.count - half)]  # fmt: skip
    table = np.zeros((count, count))
    np.add.at(table, tuple(sides), rows.count)

    def twos(values: Floats) -> float:
        return float((values * (values - 1) / 2).sum())

    both, one, other = twos(table), twos(table.sum(axis=1)), twos(table.sum(axis=0))
    chance = one * other / twos(np.array([float(rows.people)]))
    most = (one + other) / 2
    return (both - chance) / (most - chance) if most > chance else 1.0
