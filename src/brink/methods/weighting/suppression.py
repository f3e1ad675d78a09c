"""Which figures to hide besides the small ones, so that no small one follows from the rest (secondary suppression).

Two ways are tried: the cheapest cover of all proofs (`fewest`), and one figure after another. For each figure that an
attack narrows too far, a linear program looks for the change of the table that moves it far
enough and touches shown figures of the least worth; what the change touches is hidden (the heuristic of Kelly, Golden
and Assad, Networks 22, 1992, as in Fischetti and Salazar 2001). Then each figure hidden besides is shown again if whole
tables still protect everything without it. What is lost by hiding a figure counts as log(1 + its count), as in
tau-Argus (Hundepool et al., Statistical Disclosure Control, Wiley 2012).
"""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.solver import Infeasible, Program
from brink.methods.weighting.attack import DOWN, UP, Attack, Tables, enough
from brink.methods.weighting.fewest import fewest
from brink.methods.weighting.figures import Bools, Plan
from brink.methods.weighting.margins import Ints

_MOVED = 1e-6
_FREE = 1e-5  # a touch of cost for what is hidden already, so that changes stay small
_FADES = 3  # times the program is solved, each time with the cost of a figure shared over its change before


class CannotProtect(Exception):
    """Hiding all that may be hidden does not protect a figure."""


class _Changes:
    """The program over changes of the table: up and down per cell, and per figure of more than one cell."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sums = np.flatnonzero((plan.single < 0) & (plan.wanted | plan.fixed | plan.watched))
        alone = np.flatnonzero(plan.single >= 0)
        alone = alone[np.argsort(plan.single[alone])]  # each cell is a figure
        # Of columns: which figure each moves, and how far.
        self.moves = np.concatenate([alone, alone, self.sums, self.sums])
        wide = np.full(len(self.sums), plan.most.sum())
        down = plan.counts - plan.least
        self.high = np.concatenate([plan.most, down[alone], wide, down[self.sums]]).astype(float)
        stays = plan.fixed | (plan.wanted & (plan.counts == 0) & ~plan.small)
        self.high[stays[self.moves]] = 0.0
        rows = plan.sums[self.sums]
        each, zero = np.eye(len(self.sums)), np.zeros(len(self.sums))
        both = np.hstack([rows, -rows, -each, each])
        none = np.zeros(len(self.high))
        self.program = Program(none, none, self.high, both, zero, zero)

    def touched(self, figure: int, goal: int, shown: Bools) -> Ints:
        """Return the shown figures that must go for `figure` to be able to be `goal`. Raises Infeasible."""
        up, down = self._columns(figure)
        change = goal - int(self.plan.counts[figure])
        low, high = np.zeros(len(self.high)), self.high.copy()
        moved, still = (up, down) if change > 0 else (down, up)
        if abs(change) > high[moved]:
            raise Infeasible
        low[moved], high[still] = abs(change), 0.0
        self.program.bounds(low, high)
        priced = shown[self.moves]
        worth = np.where(priced, self.plan.cost[self.moves], _FREE)
        cost, ways = worth, []
        for _fade in range(_FADES):
            self.program.costs(-cost)
            values = self.program.solve()[1]
            found = np.unique(self.moves[priced & (values > _MOVED)])
            if not len(found):
                return found
            ways.append(found)
            cost = np.where(priced, worth / (values + 0.5), _FREE)
        return min(ways, key=lambda way: float(self.plan.cost[way].sum()))

    def _columns(self, figure: int) -> tuple[int, int]:
        size = len(self.plan.truth)
        if self.plan.single[figure] >= 0:
            cell = int(self.plan.single[figure])
            return cell, size + cell
        at = int(np.searchsorted(self.sums, figure))
        return 2 * size + at, 2 * size + len(self.sums) + at


def choose(plan: Plan) -> tuple[Bools, Tables, float]:
    """Return which figures are shown (F), whole tables that protect every watched one, and the least loss possible.

    Two choices are tried, from the small figures alone and from those of `fewest`; the one that loses less is taken.
    The last part is a bound, as `fewest` gives it. Raises CannotProtect when hiding all that may be hidden is not
    enough.
    """
    start, bound = fewest(plan)
    first = _mended(plan, start)
    if loss(plan, first[0]) <= bound + _MOVED or np.array_equal(start, plan.basis):
        return *first, bound
    other = _mended(plan, plan.basis)
    return *min(first, other, key=lambda one: loss(plan, one[0])), bound


def loss(plan: Plan, shown: Bools) -> float:
    """Return what is lost by hiding figures besides the small ones: the sum of log(1 + count)."""
    return float(plan.cost[plan.wanted & ~plan.small & ~shown].sum())


def _mended(plan: Plan, shown: Bools) -> tuple[Bools, Tables]:
    """Hide more until whole tables protect every watched figure, then show again what need not be hidden."""
    tables, changes, attack = Tables(plan), _Changes(plan), Attack(plan, shown)
    for figure in tables.exposed():
        # The program over fractions may be too hopeful, and more than one look is needed. Each hides a figure or more.
        while not _seen(tables, attack, figure):
            shown = _hide(plan, changes, shown, tables, figure)
            attack = Attack(plan, shown)
    return _shown_again(plan, shown, tables)


def _seen(tables: Tables, attack: Attack, figure: int) -> bool:
    """Look how far apart whole tables hold a figure; tell whether that is enough."""
    if not tables.protects(figure):
        tables.add(attack.end(figure, DOWN))
    if not tables.protects(figure):
        tables.add(attack.end(figure, UP, int(enough(tables.low[figure], tables.plan.threshold))))
    return tables.protects(figure)


def _hide(plan: Plan, changes: _Changes, shown: Bools, tables: Tables, figure: int) -> Bools:
    """Return what is shown when a figure is given room: upwards from where it is, or down first and then up."""
    low, least = int(tables.low[figure]), int(plan.least[figure])
    # Where a table holds it at the least already, it need not go down.
    ways = {low: (), least: (least,)} | {low: ()}
    offers = [
        _given_room(plan, changes, shown, figure, [*downs, int(enough(np.array(start), plan.threshold))])
        for start, downs in ways.items()
    ]
    offers = [one for one in offers if not np.array_equal(one, shown)] or [_dearest(plan, shown, figure)]
    return min(offers, key=lambda one: float(plan.cost[shown & ~one].sum()))


def _given_room(plan: Plan, changes: _Changes, shown: Bools, figure: int, goals: list[int]) -> Bools:
    """Return what is shown when a figure can reach goals, or all that is shown when no change reaches them."""
    offer = shown.copy()
    try:
        for goal in goals:
            if goal != plan.counts[figure]:
                offer[changes.touched(figure, goal, offer)] = False
    except (Infeasible, RuntimeError):
        return shown
    return offer


def _dearest(plan: Plan, shown: Bools, figure: int) -> Bools:
    """Return what is shown without the cheapest figure that overlaps: where programs over fractions give no advice."""
    near = plan.sums @ plan.sums[figure] > 0
    left = np.flatnonzero(shown & ~plan.fixed & (plan.counts > 0))
    if not len(left):
        raise CannotProtect
    offer = shown.copy()
    offer[left[np.lexsort((plan.cost[left], ~near[left]))[0]]] = False
    return offer


def _shown_again(plan: Plan, shown: Bools, tables: Tables) -> tuple[Bools, Tables]:
    """Show what was hidden besides and need not be, what is worth most first."""
    extra = np.flatnonzero(plan.wanted & ~plan.small & ~shown)
    for figure in extra[np.argsort(-plan.cost[extra], kind="stable")]:
        trial, kept = shown.copy(), tables.keeping(figure)
        trial[figure] = True
        attack = Attack(plan, trial)
        if all(_seen(kept, attack, other) for other in kept.exposed()):
            shown, tables = trial, kept
    return shown, tables
