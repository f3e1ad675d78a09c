"""Groups of nearby people on the map: k-means with many careful starts, the number of groups by silhouette.

Large maps are thinned to a fine grid first (each occupied square stands for its people, at their mean position), so
the search costs the same for a thousand people and a million; the result is polished on everybody afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .votes import Floats, Ints

GRID = 48
THIN_ABOVE = 2_000
SILHOUETTE_SAMPLE = 800
MAX_ROUNDS = 60
POLISH_ROUNDS = 5


@dataclass(frozen=True, eq=False)
class Grouping:
    """labels: (points,) group per point; centres: (k, 2); silhouette: mean over a sample, -1..1."""

    labels: Ints
    centres: Floats
    silhouette: float


def best_grouping(
    points: Floats,
    sizes: range,
    rng: np.random.Generator,
    *,
    restarts: int,
    smallest: int,
    start: Floats | None = None,
) -> Grouping | None:
    """Group `points` (n, 2) for each number of groups in `sizes`; return the grouping with the best silhouette.

    start: optional centres (k, 2) that are tried as well, for that k. A grouping with a group below `smallest` people
    is no answer; None when no number of groups gives one, or when all points coincide.
    """
    if len(points) < 2 * smallest or np.ptp(points, axis=0).max(initial=0.0) <= 1e-12:
        return None
    sample = spread_sample(points, rng)
    best: Grouping | None = None
    thin, weight = _thinned(points)
    for k in sizes:
        seeds = careful_starts(thin, weight, k, rng, restarts)
        if start is not None and len(start) == k:
            seeds = np.concatenate([start[None], seeds])
        centres = _lloyd(thin, weight, seeds, smallest)
        if centres is None:
            continue
        labels, centres = polish(points, centres)
        if np.bincount(labels, minlength=k).min() < smallest:
            continue
        width = sample.silhouette(labels)
        # A later k must be better by more than rounding: fewer groups on equal terms.
        if best is None or width > best.silhouette + 1e-9:
            best = Grouping(labels, centres, width)
    return None if best is None else _by_size(best)


def nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point, shape (points,); the lower number on a tie."""
    # |p - c|² without |p|², which is the same for every centre.
    labels: Ints = np.argmin((centres**2).sum(axis=1) - 2.0 * (points @ centres.T), axis=1)
    return labels


def polish(points: Floats, centres: Floats) -> tuple[Ints, Floats]:
    """A few k-means rounds over all points from given centres."""
    labels = nearest(points, centres)
    for _ in range(POLISH_ROUNDS):
        moved = _means(points, labels, centres)
        again = nearest(points, moved)
        centres = moved
        if np.array_equal(again, labels):
            break
        labels = again
    return labels, centres


def grouped_from(points: Floats, start: Floats) -> Ints:
    """The group of each point after k-means from given centres (k, 2), of any size."""
    centres = _lloyd(points, np.ones(len(points)), start[None], 0.0)
    assert centres is not None
    return nearest(points, centres)


@dataclass(frozen=True, eq=False)
class Sample:
    """A sample of points with their distances, shared by every number of groups that is tried."""

    chosen: Ints
    distance: npt.NDArray[np.float32]

    def silhouette(self, labels: Ints) -> float:
        """Mean silhouette (Rousseeuw, 1987) of the sample under `labels` of all points."""
        own = labels[self.chosen]
        k = int(labels.max()) + 1
        member = np.zeros((len(own), k), dtype=np.float32)
        member[np.arange(len(own)), own] = 1.0
        count = member.sum(axis=0)
        total = self.distance @ member
        inside = total[np.arange(len(own)), own] / np.maximum(count[own] - 1, 1)
        average = total / np.maximum(count, 1)
        average[:, count == 0] = np.inf
        average[np.arange(len(own)), own] = np.inf
        outside = average.min(axis=1)
        size = np.maximum(inside, outside)
        usable = (count[own] > 1) & np.isfinite(outside) & (size > 0)
        width = np.where(usable, (outside - inside) / np.where(usable, size, 1.0), 0.0)
        return float(width.mean(dtype=np.float64))


def spread_sample(points: Floats, rng: np.random.Generator) -> Sample:
    """A sample of the points, to measure groupings by."""
    n = len(points)
    return _distances(points, np.sort(rng.choice(n, min(n, SILHOUETTE_SAMPLE), replace=False)))


def _distances(points: Floats, chosen: Ints) -> Sample:
    some = points[chosen]
    norm = (some**2).sum(axis=1)
    squares = norm[:, None] + norm[None, :] - 2.0 * (some @ some.T)
    return Sample(chosen, np.sqrt(np.maximum(squares, 0.0).astype(np.float32)))


def _thinned(points: Floats) -> tuple[Floats, Floats]:
    """Occupied grid squares as (means, head counts); the points themselves when there are few."""
    if len(points) <= THIN_ABOVE:
        return points, np.ones(len(points))
    low, span = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-12)
    square = np.minimum(((points - low) / span * GRID).astype(np.int64), GRID - 1)
    _, place = np.unique(square[:, 0] * GRID + square[:, 1], return_inverse=True)
    count = np.bincount(place).astype(np.float64)
    sums = np.stack([np.bincount(place, weights=points[:, axis]) for axis in range(2)], axis=1)
    return sums / count[:, None], count


def careful_starts(points: Floats, weight: Floats, k: int, rng: np.random.Generator, restarts: int) -> Floats:
    """`restarts` sets of k starting centres by k-means++ (Arthur and Vassilvitskii, 2007); shape (restarts, k, 2)."""
    draws = rng.random((restarts, k))
    seeds = np.empty((restarts, k, 2))
    for run in range(restarts):
        mass = weight
        far = np.full(len(points), np.inf)
        for place in range(k):
            edges = np.cumsum(mass)
            pick = int(np.searchsorted(edges, draws[run, place] * edges[-1], side="right"))
            seeds[run, place] = points[min(pick, len(points) - 1)]
            far = np.minimum(far, ((points - seeds[run, place]) ** 2).sum(axis=1))
            mass = far * weight
            if mass.sum() <= 0:
                mass = weight
    return seeds


def _lloyd(points: Floats, weight: Floats, centres: Floats, smallest: float) -> Floats | None:
    """Run k-means from all starts at once; the centres with least spread that leave no group too small."""
    runs, k, _ = centres.shape
    offset = (np.arange(runs) * k)[:, None]
    heavy = np.tile(weight, runs)
    weighted = [np.tile(weight * points[:, axis], runs) for axis in range(2)]
    norm = float((weight * (points**2).sum(axis=1)).sum())
    previous: Ints | None = None
    count: Floats = np.zeros((runs, k))
    for _ in range(MAX_ROUNDS):
        flat = centres.reshape(-1, 2)
        score = (flat**2).sum(axis=1) - 2.0 * (points @ flat.T)
        labels = (np.argmin(score.reshape(len(points), runs, k), axis=2).T + offset).ravel()
        if previous is not None and np.array_equal(labels, previous):
            break
        previous = labels
        count = np.bincount(labels, weights=heavy, minlength=runs * k).reshape(runs, k).astype(np.float64)
        sums = [np.bincount(labels, weights=w, minlength=runs * k).reshape(runs, k) for w in weighted]
        safe = np.maximum(count, 1e-300)
        centres = np.where(count[:, :, None] > 0, np.stack([s / safe for s in sums], axis=2), centres)
    spread = norm - (count * (centres**2).sum(axis=2)).sum(axis=1)
    spread[count.min(axis=1) < smallest] = np.inf
    best = int(np.argmin(spread))
    return centres[best] if np.isfinite(spread[best]) else None


def _means(points: Floats, labels: Ints, centres: Floats) -> Floats:
    k = len(centres)
    count = np.bincount(labels, minlength=k)
    sums = np.stack([np.bincount(labels, weights=points[:, axis], minlength=k) for axis in range(2)], axis=1)
    return np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], centres)


def _by_size(grouping: Grouping) -> Grouping:
    """Number the groups from large to small; on equal size from right to left on the map."""
    count = np.bincount(grouping.labels, minlength=len(grouping.centres))
    order = np.lexsort((-grouping.centres[:, 1], -grouping.centres[:, 0], -count))
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return Grouping(number[grouping.labels], grouping.centres[order], grouping.silhouette)
