"""Chances that cannot be fairer: exact leximin over all panels that keep the quotas, with a proof.

Leximin after Flanigan, Gölz, Gupta, Hennig, Procaccia (Fair algorithms for selecting citizens' assemblies, Nature
2021): the lowest chance is as high as it can be, then the next lowest, and so on. Computed from the other side than
there: the leximin point of the quotas on average (an upper bound, level by level) is written as a lottery over panels
(a lower bound); where that cannot be done, a cut takes the point away and the filling is done again. The two bounds are
the certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from brink.methods.sortition.column_generation import alone, mix
from brink.methods.sortition.decomposition import peel
from brink.methods.sortition.panels import Panels, covered
from brink.methods.sortition.pool import Floats, Ints, Pool, Types
from brink.methods.sortition.solver import Infeasible
from brink.methods.sortition.upper_bound import Cut, Filling, Polytope
from brink.methods.unfinished import Unfinished

CLOSE = 2e-7
_MOST_CUTS = 3_000
_NO_CUT = 1e-9  # of its bound: a cut that takes less away is rounding of the solver
_ROUGH = 1e-5  # what may then be missing of a chance; the certificate says how much it is


class NoPanel(Exception):
    """No panel keeps all quotas; see `infeasibility` for which quotas conflict."""


class NoLottery(Exception):
    """There are panels, but no lottery over them keeps every chance under the cap."""


@dataclass(frozen=True)
class Draw:
    """A lottery over panels and its proof.

    `chances` (n) is the chance of each member; `panels` (M × T counts per type) with `weights` (M) is the lottery;
    `filling` holds the upper bounds, `uncoverable` the places of members who fit in no panel.
    """

    pool: Pool
    chances: Floats
    panels: Ints
    weights: Floats
    filling: Filling
    polytope: Polytope
    uncoverable: tuple[int, ...]

    @property
    def gap(self) -> float:
        """The most that any chance is below the bound that no lottery can exceed."""
        upper = self.pool.types.spread(self.filling.chances)
        return float(np.maximum(upper - self.chances, 0.0).max(initial=0.0))


def leximin(
    pool: Pool, *, objective: Literal["leximin", "maximin"] = "leximin", cap: float | None = None,
    close: float = CLOSE, watch: Callable[[float], None] | None = None,
) -> Draw:  # fmt: skip
    """Return the fairest lottery. `cap` C keeps every chance at or below C times seats/members.

    `watch` is told how far the work is, from 0 to 1. Raises NoPanel when no panel keeps the quotas, NoLottery when the
    cap asks too much, Unfinished when the chances could not be proved.
    """
    types = pool.types
    panels = Panels(types)
    try:
        first, gone = covered(panels)
    except Infeasible:
        raise NoPanel from None
    panels.exclude(gone)
    limit = 1.0 if cap is None else min(1.0, cap * pool.seats / len(pool.members))
    polytope = Polytope(types, gone, limit)
    start = first[0]
    while True:
        try:
            filling = polytope.fill(all_levels=objective == "leximin")
        except Infeasible:
            if cap is None:
                raise Unfinished("the solver found no lottery where there are panels") from None
            raise NoLottery from None
        # Decomposition is quick and knows no cuts; column generation goes on from there, and proves it when there is
        # no such lottery.
        mixture = alone(start, types, filling.chances)
        if not polytope.cuts:
            mixture = peel(types, filling.chances, start=start, close=close)
        if mixture.short > close:
            mixture = mix(panels, filling.chances, start=mixture, close=close, watch=watch)
        if mixture.cut is None or (mixture.short <= _ROUGH and _cuts_nothing(mixture.cut, filling, types)):
            break
        polytope.cuts.append(mixture.cut)
        start = mixture.panels[int(np.argmax(mixture.weights))]
        if len(polytope.cuts) > _MOST_CUTS:
            raise Unfinished("too many cuts: the chances could not be proved")
    per_type = (mixture.weights @ mixture.panels) / types.size
    return Draw(
        pool=pool,
        chances=types.spread(per_type),
        panels=mixture.panels,
        weights=mixture.weights,
        filling=filling,
        polytope=polytope,
        uncoverable=tuple(sorted(place for t in gone for place in types.members[t])),
    )


def _cuts_nothing(cut: Cut, filling: Filling, types: Types) -> bool:
    """Tell whether a cut leaves the wanted point where it is: then it is as near as numbers can bring it."""
    over = float(cut.weights @ (filling.chances * types.size)) - cut.most
    return over <= _NO_CUT * max(1.0, abs(cut.most))
