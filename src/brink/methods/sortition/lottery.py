"""A lottery that anyone can follow: a list of numbered panels of which one is drawn, each as likely as the others.

After Flanigan, Kehne, Procaccia (Fair sortition made transparent, NeurIPS 2021): the chance of a member is the number
of tickets on which he stands. Panels are made in a balanced sequence, each taking those who are most behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from brink.methods.sortition.leximin import Draw
from brink.methods.sortition.local_search import Exchange
from brink.methods.sortition.panels import Panels
from brink.methods.sortition.pool import Floats, Ints, Types

_MOST_ROUNDS = 12
_FAR, _MEMBER_FAR = 0.9, 1.8  # tickets: a type, or a member, that is further off goes to the integer program
_MOST_PROGRAMS = 200
_JUST = 1e-5  # people: nearer to its bound than this on average, a quota is just kept
_LIKELY = 25  # panels that are tried in turn before the list is taken as it is


@dataclass(frozen=True)
class Lottery:
    """Numbered panels (each the places of its members, in order), and how far any chance is from what was wanted."""

    panels: tuple[tuple[int, ...], ...]
    furthest: float


def lottery(draw: Draw, *, tickets: int = 1_000, seed: int = 1) -> Lottery:
    """Return `tickets` panels in which each member stands as often as his chance says, to within a ticket or two.

    The same draw, tickets and seed give the same list.
    """
    types = draw.pool.types
    size = types.size.astype(float)
    chances = (draw.weights @ draw.panels) / size
    narrow = _narrowed(types, chances)
    counts = _balanced(draw, narrow, chances, size, tickets)
    counts = _repaired(narrow, counts, chances, size, tickets)
    rng = np.random.default_rng(seed)
    counts = counts[rng.permutation(tickets)]
    turn = [0] * len(size)
    people = [list(rng.permutation(places)) for places in types.members]
    panels = []
    for panel in counts:
        chosen: list[int] = []
        for t in np.flatnonzero(panel):
            # Within a type members take turns, so that they differ by one ticket at most.
            for _seat in range(int(panel[t])):
                chosen.append(int(people[t][turn[t] % len(people[t])]))
                turn[t] += 1
        panels.append(tuple(sorted(chosen)))
    stood = np.bincount(np.concatenate([np.array(panel) for panel in panels]), minlength=len(draw.pool.members))
    return Lottery(tuple(panels), float(np.abs(stood / tickets - draw.chances).max()))


def _narrowed(types: Types, chances: Floats) -> Types:
    """Return the same types with every quota that the chances just keep made exact.

    A panel with more room than that on such a quota would put the list off in a way that no other panel can set right.
    """
    sums = types.rows @ (chances * types.size)
    low, high = sums < types.least + _JUST, sums > types.most - _JUST
    return replace(
        types, least=np.where(high, types.most, types.least), most=np.where(low & ~high, types.least, types.most)
    )


def _balanced(draw: Draw, types: Types, chances: Floats, size: Floats, tickets: int) -> Ints:
    """Return panels (tickets × T): first the whole shares of the exact lottery, then those who are most behind."""
    exchange = Exchange(types)
    whole = np.floor(draw.weights * tickets + 1e-9).astype(int)
    made = [panel for panel, times in zip(draw.panels, whole, strict=True) for _ in range(times)][:tickets]
    behind = chances * size * len(made) - np.sum(made, axis=0) if made else np.zeros(len(size))
    solver = Panels(types)
    panel = draw.panels[int(np.argmax(draw.weights))]
    while len(made) < tickets:
        behind += chances * size
        better = exchange.heavier(panel, behind / size)
        if len(made) % 25 == 0:
            exact, _bound = solver.good(behind / size)
            better = max((better, exact), key=lambda one: float(behind / size @ one))
        panel = better
        behind -= panel
        made.append(panel)
    return np.array(made)


def _repaired(types: Types, counts: Ints, chances: Floats, size: Floats, tickets: int) -> Ints:
    """Exchange in single panels what is still too often or too seldom, for as long as that brings the list nearer."""
    exchange = Exchange(types)
    counts = counts.copy()
    behind = chances * size * tickets - counts.sum(axis=0)
    for _round in range(_MOST_ROUNDS):
        changed = False
        for number in range(len(counts)):
            panel = exchange.nudged(counts[number], _pull(behind, size))
            if panel is not None and _nearer(behind, after := behind - (panel - counts[number]), size):
                counts[number], behind, changed = panel, after, True
        if not changed:
            break
    wanted, solver = chances * size * tickets, Panels(types)
    counts = _replaced(solver, counts, lambda stood: (wanted - stood) / size, _FAR)
    return _replaced(solver, counts, lambda stood: _furthest_off(wanted, stood, size), _MEMBER_FAR)


def _replaced(solver: Panels, counts: Ints, distance: Callable[[Ints], Floats], far: float) -> Ints:
    """Where exchanging one for one does not help, let the integer program make another panel for the least fitting.

    `distance` is per type how many tickets too few somebody has, given how often the types stand on the list.
    """
    size = solver.types.size.astype(float)
    stood = counts.sum(axis=0)
    for _try in range(_MOST_PROGRAMS):
        off = distance(stood)
        if np.abs(off).max() <= far:
            break
        pull = off**3 / size
        likely = np.argsort(counts @ pull, kind="stable")[:_LIKELY]
        for worst in likely.tolist():
            panel, _bound = solver.good(distance(stood - counts[worst]) ** 3 / size)
            after = stood + panel - counts[worst]
            if _nearer(off * size, distance(after) * size, size):
                counts[worst], stood = panel, after
                break
        else:
            break
    return counts


def _furthest_off(wanted: Floats, stood: Ints, size: Floats) -> Floats:
    """Return per type how many tickets too few (or, negative, too many) the member has who is furthest off.

    Members of a type take turns, so that some have one ticket more than others.
    """
    low, high = wanted / size - np.floor(stood / size), np.ceil(stood / size) - wanted / size
    found: Floats = np.where(low >= high, low, -high)
    return found


def _pull(behind: Floats, size: Floats) -> Floats:
    """Return how much each type should be taken more (or less) often: what is far off pulls most."""
    pull: Floats = (behind / size) ** 3 / size
    return pull


def _nearer(before: Floats, after: Floats, size: Floats) -> bool:
    """Tell whether a list is nearer: the furthest not further, and the sum of fourth powers lower."""
    old, new = np.abs(before / size), np.abs(after / size)
    return bool(new.max() <= old.max() and (new**4).sum() < (old**4).sum() * (1 - 1e-9))
