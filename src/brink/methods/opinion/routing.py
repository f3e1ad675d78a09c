"""Which statement to ask next: what tells most about this person, what is new, and nobody's words left unseen."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from .axes import Axes
from .votes import Flags, Floats, Ints

# Prior variance of a position on the map in units of a statement's loading; wide, so that first answers count.
PRIOR = 1.0
CROWDED = 3.0


class Fitted(Protocol):
    """The part of a map that routing reads, so that whoever asks needs to keep no more than that between two maps."""

    @property
    def statements(self) -> int:
        """How many statements the map knows."""

    @property
    def axes(self) -> Axes:
        """Its axes."""

    @property
    def noise(self) -> float:
        """Variance of a vote around the map."""


def priorities(
    map_: Fitted | None,
    answered: npt.ArrayLike,
    views: npt.ArrayLike,
    *,
    floor: int = 30,
    closed: Flags | None = None,
) -> Floats:
    """Chances (summing to 1, or all 0 when nothing is left) that each statement is asked next; shape (statements,).

    map_: the current map, None before there is one; statements newer than the map count as unknown.
    answered: statement indices this person saw. views: (statements,) how often each was shown so far.
    floor: views every statement must reach before any other is shown. closed: flags of statements not to show.
    """
    views, answered = np.asarray(views, dtype=np.int64), np.asarray(answered, dtype=np.int64)
    free = np.ones(len(views), dtype=np.bool_) if closed is None else ~closed
    known = free.copy()
    free[answered] = False
    if not free.any():
        return np.zeros(len(views))
    # Exposure: first the statements below the floor; else none that was shown three times as often as most.
    short = free & (views < floor)
    if short.any():
        free = short & (views <= views[short].min() + floor // 3)
    else:
        calm = free & (views <= CROWDED * max(float(np.median(views[known])), 1.0))
        free = calm if calm.any() else free
    novelty = 1.0 / np.sqrt(1.0 + views)
    weight = np.where(free, information(map_, answered, len(views)) * novelty, 0.0)
    chances: Floats = weight / weight.sum()
    return chances


def information(map_: Fitted | None, answered: Ints, statements: int) -> Floats:
    """Expected gain in nats about this person's position from asking each statement, at least a small amount.

    A position has a normal prior; each answer narrows it along the loading of its statement. Statements that the map
    does not know get the mean gain of those it knows.
    """
    if map_ is None or map_.axes.loadings.size == 0:
        return np.ones(statements)
    loadings = map_.axes.loadings * np.sqrt(map_.statements)
    precision = np.eye(loadings.shape[1]) / PRIOR
    told = loadings[answered[answered < len(loadings)]]
    covariance = np.linalg.inv(precision + told.T @ told / map_.noise)
    spread = np.einsum("sa,ab,sb->s", loadings, covariance, loadings)
    gain = 0.5 * np.log1p(spread / map_.noise)
    mean = max(float(gain.mean()), 1e-6)
    # A tenth of the mean at least: a statement that tells little is still somebody's statement.
    gain = np.maximum(gain, 0.1 * mean)
    full = np.full(statements, mean)
    full[: len(gain)] = gain[:statements]
    return full


def next_statement(
    map_: Fitted | None,
    answered: npt.ArrayLike,
    views: npt.ArrayLike,
    *,
    seed: int,
    turn: int = 0,
    floor: int = 30,
    closed: Flags | None = None,
) -> int | None:
    """Draw the next statement for one person; None when they saw everything that is open.

    seed, turn: fix the draw; give each person and each question its own pair, and log them, so it can be redone.
    The rest as for `priorities`.
    """
    chances = priorities(map_, answered, views, floor=floor, closed=closed)
    if not chances.any():
        return None
    draw = np.random.default_rng([seed, turn]).random()
    return int(np.searchsorted(np.cumsum(chances), draw * chances.sum(), side="right"))
