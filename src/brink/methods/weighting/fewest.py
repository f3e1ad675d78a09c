"""Which figures to hide so that the least is lost: a covering program over the proofs that an attack leaves behind.

Each time that linear programs narrow a small figure too far, their duals say which shown figures that follows from. It
follows as long as all of these are shown, so one of them must be hidden. The cheapest choice that hides one of each lot
is attacked again, until nothing is exposed (the cutting planes of Fischetti and Salazar, Management Science 47, 2001,
with covers for cuts). No choice that protects against linear programs then loses less; the cost so far is a bound from
the first round on.
"""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.solver import Infeasible, Program, Undecided
from brink.methods.weighting.attack import DOWN, UP, Attack, wide
from brink.methods.weighting.figures import Bools, Plan
from brink.methods.weighting.margins import Floats

_ROUNDS = 40
_NODES = 400
_LARGEST = 1_000_000  # figures times cells: above it a round takes too long
_CLOSE = 1e-6


def fewest(plan: Plan) -> tuple[Bools, float]:
    """Return which figures are shown (F) when the least is hidden, and what is lost at the least.

    The rounds are limited: what is returned may still expose a figure, and must be looked at and mended. The second
    part is a bound on the cost (as `Plan.cost`, summed) of hiding beside the small figures, 0 when nothing is known.
    """
    shown, bound = plan.basis, 0.0
    free = shown & ~plan.fixed & (plan.counts > 0)
    if plan.sums.size > _LARGEST:
        return shown, bound
    covers: dict[bytes, Bools] = {}
    for _round in range(_ROUNDS):
        try:
            found = {cover.tobytes(): cover for cover in _covers(plan, shown, free)}
            if not set(found) - set(covers):
                return shown, bound
            covers |= found
            lost, hidden = _cheapest(plan.cost[free], np.array([cover[free] for cover in covers.values()]))
        except (Infeasible, Undecided, RuntimeError):
            return shown, bound
        bound = max(bound, lost)
        shown = plan.basis
        shown[np.flatnonzero(free)[hidden]] = False
    return shown, bound


def _covers(plan: Plan, shown: Bools, free: Bools) -> list[Bools]:
    """Return for each exposed figure what it follows from, as far as that may be hidden."""
    attack, found = Attack(plan, shown), []
    for figure in np.flatnonzero(plan.watched).tolist():
        (low, why_low), (high, why_high) = (attack.reason(figure, way) for way in (DOWN, UP))
        if not wide(np.array(low), np.array(high + _CLOSE), plan.threshold):
            found.append((why_low | why_high) & free)
    return found


def _cheapest(cost: Floats, covers: Bools) -> tuple[float, Bools]:
    """Return a bound on the cost, and the cheapest choice found that has one of each cover."""
    count = len(cost)
    rows, ones = covers.astype(float), np.ones(len(covers))
    none, all_of = np.zeros(count), np.ones(count)
    # Fractions give the bound when the nodes do not suffice.
    relaxed = -Program(-cost, none, all_of, rows, ones, np.full(len(covers), np.inf)).solve()[0]
    program = Program(-cost, none, all_of, rows, ones, np.full(len(covers), np.inf), whole=True, nodes=_NODES)
    value, values = program.solve()
    return (-value if program.finished() else relaxed), np.rint(values).astype(bool)
