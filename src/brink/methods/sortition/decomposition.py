"""From chances to a lottery by peeling: take a panel off the wanted counts, as much of it as can be, time and again.

The wanted counts are a point of the polytope of quotas. A panel on the same face as the point (every quota that the
point just keeps, every type that it has none or all of) can be taken off with some weight before what is left breaks a
quota; with the largest such weight what is left lies on a smaller face. So after a few hundred panels next to nothing
is left. This is the constructive proof of Carathéodory's theorem (Grötschel, Lovász, Schrijver, Geometric algorithms
and combinatorial optimization, 1988, theorem 6.5.11), with panels in the place of vertices. It can end on a face
without a panel, mostly at the very end, when what is left is as small as the rounding of the chances; it proves nothing
then, and what was taken off is where `column_generation` goes on.
"""

from __future__ import annotations

import numpy as np

from brink.methods.sortition.column_generation import Mixture, alone
from brink.methods.sortition.local_search import Exchange
from brink.methods.sortition.panels import Panels
from brink.methods.sortition.pool import Floats, Ints, Types
from brink.methods.sortition.solver import Infeasible, Undecided
from brink.methods.unfinished import Unfinished

_PULLS = (1.0, 0.3, 2.0)  # how much what is left is kept in the middle of its quotas; another when one fails
_MUST = 60.0  # weight of what the face asks: more than all the rest that one exchange can bring
_TIGHT, _TIGHT_QUOTA = 1e-7, 1e-6  # nearer to a bound than this counts as on it, per type and per quota
_STARTS = 3  # earlier panels from which exchange looks for the face before an integer program does
_NODES = 200  # of an integer program that only has to find a panel
_LITTLE = 1e-3  # with no more than this left another try would end as near


def peel(types: Types, chances: Floats, *, start: Ints, close: float) -> Mixture:
    """Return a mixture in which every type has its chance within `close`, or as near as a few tries come.

    `start` is any panel; `chances` keep all quotas on average.
    """
    exchange, best = Exchange(types), alone(start, types, chances)
    for pull in _PULLS:
        mixture = _peeled(exchange, chances, start, close, pull)
        if mixture is not None and mixture.short < best.short:
            best = mixture
        if best.short <= max(close, _LITTLE):
            break
    return best


def _peeled(exchange: Exchange, chances: Floats, start: Ints, close: float, pull: float) -> Mixture | None:
    """Return what was taken off in one try, its weights brought to sum 1; None when that is nothing."""
    types = exchange.types
    rest = _Rest(types, chances * types.size)
    panels: list[Ints] = []
    weights: list[float] = []
    panel = start
    for _step in range(len(types.size) + len(types.rows) + 1):
        found = _panel(exchange, rest, panel, panels, pull)
        if found is None:
            break
        panel = found
        panels.append(panel)
        weights.append(rest.take_off(panel))
        if rest.mass <= close:
            break
    if not panels or sum(weights) <= 0:
        return None
    share, all_panels = np.array(weights), np.array(panels)
    kept = share > 0
    share, all_panels = share[kept] / share[kept].sum(), all_panels[kept]
    return Mixture(all_panels, share, float(np.abs(share @ all_panels / types.size - chances).max()))


def _panel(exchange: Exchange, rest: _Rest, panel: Ints, earlier: list[Ints], pull: float) -> Ints | None:
    """Return a panel on the face of the rest: by exchange from the last one or a likely one, else by a program."""
    face = rest.face()
    wish = face.wish(pull)
    weights = wish + face.demand()
    found = exchange.heavier(panel, weights, thorough=False)
    if face.holds(found):
        return found
    likely = np.argsort(-np.array([weights[one > 0].sum() for one in earlier]), kind="stable")[:_STARTS]
    for place in likely.tolist():
        found = exchange.heavier(earlier[place], weights)
        if face.holds(found):
            return found
    return face.solved(wish)


class _Rest:
    """What is left of the wanted counts (T), and the weight that it still stands for."""

    def __init__(self, types: Types, counts: Floats) -> None:
        self.types, self.counts, self.mass = types, counts.astype(float), 1.0

    def face(self) -> _Face:
        """Return the face on which the rest lies."""
        return _Face(self.types, self.counts / self.mass)

    def take_off(self, panel: Ints) -> float:
        """Take off as much of a panel as leaves all quotas kept on average; return its weight."""
        types, size = self.types, self.types.size
        here, sums, own = self.counts / self.mass, types.rows @ self.counts / self.mass, types.rows @ panel
        room = [
            _room(here, panel, panel > 0), _room(size - here, size - panel, panel < size),
            _room(sums - types.least, own - types.least, own > types.least),
            _room(types.most - sums, types.most - own, own < types.most),
        ]  # fmt: skip
        weight = min(1.0, *room) * self.mass
        self.counts = np.maximum(self.counts - weight * panel, 0.0)
        self.mass -= weight
        return weight


def _room(there: Floats, takes: Floats | Ints, where: np.ndarray) -> float:
    """Return how often `takes` fits in `there`."""
    return max(0.0, float((there[where] / takes[where]).min(initial=1.0)))


class _Face:
    """The panels that have none of the types of which `counts` has none, all of those of which it has all, and keep as
    narrowly as it does the quotas that it just keeps."""

    def __init__(self, types: Types, counts: Floats) -> None:
        self.types, self.counts, self.sums = types, counts, types.rows @ counts
        self.empty, self.full = counts < _TIGHT, counts > types.size - _TIGHT
        self.low, self.high = self.sums < types.least + _TIGHT_QUOTA, self.sums > types.most - _TIGHT_QUOTA

    def holds(self, panel: Ints) -> bool:
        """Tell whether a panel lies on the face."""
        sums = self.types.rows @ panel
        return not (
            (panel[self.empty] > 0).any()
            or (panel[self.full] < self.types.size[self.full]).any()
            or (sums[self.low] > self.types.least[self.low]).any()
            or (sums[self.high] < self.types.most[self.high]).any()
        )

    def wish(self, pull: float) -> Floats:
        """Return weights that like types of which much is left, and what brings the rest to the middle of its quotas.

        About 1 per quota of a type, so that a panel's exchange wins less by all of them than one demand is worth.
        """
        types = self.types
        middle = pull * (2 * (self.sums - types.least) / np.maximum(types.most - types.least, 1) - 1)
        middle[self.low | self.high] = 0.0
        found: Floats = self.counts / types.size + middle @ types.rows
        return found

    def demand(self) -> Floats:
        """Return weights by which the heaviest panels lie on the face."""
        rows = _MUST * (self.high.astype(float) - self.low)
        found: Floats = rows @ self.types.rows + 3 * _MUST * (self.full.astype(float) - self.empty)
        return found

    def solved(self, weights: Floats) -> Ints | None:
        """Return a panel of the face by an integer program over the types that are open, or None when it finds none."""
        types, chosen = self.types, np.flatnonzero(~self.empty & ~self.full)
        panel: Ints = np.where(self.full, types.size, 0)
        if not len(chosen):
            return panel if types.fits(panel) and self.holds(panel) else None
        taken = (types.rows @ panel).astype(np.int64)
        used = types.rows[:, chosen].any(axis=1)
        smaller = Types(
            size=types.size[chosen],
            rows=types.rows[np.ix_(used, chosen)],
            least=(np.where(self.high, types.most, types.least) - taken)[used],
            most=(np.where(self.low, types.least, types.most) - taken)[used],
            seats=types.seats - int(panel.sum()),
            members=((),) * len(chosen),
        )
        try:
            panel[chosen], _bound = Panels(smaller, nodes=_NODES).good(weights[chosen])
        except (Infeasible, Undecided, Unfinished):
            # Whatever the solver cannot do here, column generation does; this only has to be quick.
            return None
        return panel if types.fits(panel) and self.holds(panel) else None
