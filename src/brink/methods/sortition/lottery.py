"""A lottery that anyone can follow: a list of numbered panels of which one is drawn, each as likely as the others.

After Flanigan, Kehne, Procaccia (Fair sortition made transparent, NeurIPS 2021): the chance of a member is the number
of tickets on which he stands. Panels are made in a balanced sequence, each taking those who are most behind.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brink.methods.sortition.leximin import Draw
from brink.methods.sortition.panels import Panels
from brink.methods.sortition.pool import Floats, Ints
from brink.methods.sortition.swapping import Exchange

_MOST_ROUNDS = 12
_FAR = 0.9  # tickets: further off than this the integer program is asked
_MOST_PROGRAMS = 200
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
    counts = _repaired(draw, _balanced(draw, chances, size, tickets), chances, size, tickets)
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


def _balanced(draw: Draw, chances: Floats, size: Floats, tickets: int) -> Ints:
    """Return panels (tickets × T): first the whole shares of the exact lottery, then those who are most behind."""
    types, exchange = draw.pool.types, Exchange(draw.pool.types)
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


def _repaired(draw: Draw, counts: Ints, chances: Floats, size: Floats, tickets: int) -> Ints:
    """Exchange in single panels what is still too often or too seldom, for as long as that brings the list nearer."""
    exchange = Exchange(draw.pool.types)
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
    return _replaced(draw, counts, behind, size)


def _replaced(draw: Draw, counts: Ints, behind: Floats, size: Floats) -> Ints:
    """Where exchanging one for one does not help, let the integer program make another panel for the least fitting."""
    solver = Panels(draw.pool.types)
    for _try in range(_MOST_PROGRAMS):
        if np.abs(behind / size).max() <= _FAR:
            break
        likely = np.argsort(counts @ _pull(behind, size), kind="stable")[:_LIKELY]
        for worst in likely.tolist():
            panel, _bound = solver.good(_pull(behind + counts[worst], size))
            after = behind - (panel - counts[worst])
            if _nearer(behind, after, size):
                counts[worst], behind = panel, after
                break
        else:
            break
    return counts


def _pull(behind: Floats, size: Floats) -> Floats:
    """Return how much each type should be taken more (or less) often: what is far off pulls most."""
    pull: Floats = (behind / size) ** 3 / size
    return pull


def _nearer(before: Floats, after: Floats, size: Floats) -> bool:
    """Tell whether a list is nearer: the furthest not further, and the sum of fourth powers lower."""
    old, new = np.abs(before / size), np.abs(after / size)
    return bool(new.max() <= old.max() and (new**4).sum() < (old**4).sum() * (1 - 1e-9))
