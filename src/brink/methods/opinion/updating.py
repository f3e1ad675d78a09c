"""A new map from an old one: the same people stay where they were, groups keep their numbers, little is recomputed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .axes import Axes
from .canonical import Canonical, canonical
from .gate import Trial
from .grouping import Found, by_size, decide, grouper, regroup
from .layout import Layout, lay_out
from .mapping import Carried, Streams, assemble, minority_number, opinion_map
from .represent import best_names
from .result import OpinionMap, Represents
from .votes import Floats, Ints, Votes

# Gate, stability, tests and prediction are measured anew once the votes have grown by this share since.
FRESH = 0.05
# Another number of groups must have a silhouette better by this much to replace the present one.
HYSTERESIS = 0.03


def update(previous: OpinionMap, votes: Votes, *, seed: int | None = None) -> OpinionMap:
    """The map of `votes`, drawn so that it does not jump from `previous`.

    votes: participants and statements keep their indices; new ones come after the old. The axes start from the old
    ones, the drawing is turned or mirrored (not stretched) onto the old places, groups keep their numbers where most
    of their people are, and their count changes only for a clearly better one. seed: as before when left out. Raises
    ValueError when there are fewer participants or statements than before.
    """
    if votes.participants < previous.participants or votes.statements < previous.statements:
        raise ValueError("participants and statements keep their indices: there cannot be fewer than before")
    seed = previous.seed if seed is None else seed
    if votes.size == 0 or previous.votes == 0:
        return opinion_map(votes, seed=seed, options=previous.options)
    order, streams, options = canonical(votes), Streams(seed), previous.options
    layout = _turned(previous, order, _layout(previous, order, streams.of(0)))
    found = _same_groups(previous, order, layout, streams.of(4)) if _fresh(previous, votes) else None
    carried = None
    if found is not None:
        carried = Carried(previous.measured_at, _represents(previous, order), previous.prediction)
    else:
        found = decide(order.votes, layout, streams.of(1), options)
    labels = _same_names(previous, order, found, layout)
    named = replace(found, labels=labels)
    return assemble(order, layout, named, minority_number(found, labels), seed, options, carried)


def _represents(previous: OpinionMap, order: Canonical) -> list[tuple[Represents, ...]]:
    """The old tests' findings per group, statements at their canonical positions."""
    position = order.place(np.arange(order.votes.statements))
    return [
        tuple(replace(row, statement=int(position[row.statement])) for row in group.represents)
        for group in previous.groups or ()
    ]


def _fresh(previous: OpinionMap, votes: Votes) -> bool:
    return abs(votes.size - previous.measured_at) <= FRESH * previous.measured_at


def _layout(previous: OpinionMap, order: Canonical, rng: np.random.Generator) -> Layout:
    """Places from the old axes; the old number of groups unless another is clearly better."""
    guess = np.zeros((order.votes.statements, previous.axes.loadings.shape[1]))
    guess[: previous.statements] = previous.axes.loadings
    free = grouper(previous.options)
    layout = lay_out(order.votes, rng, free, loadings=guess[order.columns])
    kept = len(previous.groups or ()) - (previous.minority is not None)
    if layout.grouping is None or kept < 2 or layout.number == kept:
        return layout
    same = lay_out(order.votes, rng, replace(free, sizes=range(kept, kept + 1)), loadings=guess[order.columns])
    beaten = same.grouping is None or layout.grouping.silhouette > same.grouping.silhouette + HYSTERESIS
    return layout if beaten else same


def _turned(previous: OpinionMap, order: Canonical, layout: Layout) -> Layout:
    """The layout turned and mirrored so that people lie as near as possible to where they were (Procrustes)."""
    known = np.flatnonzero(order.rows < previous.participants)
    u, _, v = np.linalg.svd(layout.points[known].T @ previous.points[order.rows[known]])
    turn: Floats = u @ v
    axes = Axes(layout.axes.means, layout.axes.loadings @ turn, layout.axes.strength)
    grouping = layout.grouping and replace(layout.grouping, centres=layout.grouping.centres @ turn)
    return Layout(axes, layout.points @ turn, layout.eligible, grouping)


def _same_groups(previous: OpinionMap, order: Canonical, layout: Layout, rng: np.random.Generator) -> Found | None:
    """The old groups on the new votes without testing them again; None when they are not to be had."""
    trial = Trial(previous.gate, previous.stability)
    number, minority = len(previous.groups or ()), previous.minority is not None
    if number == 0:
        return Found(np.full(order.votes.participants, -1), 0, trial)
    if not minority:
        return Found(layout.labels(), number, trial) if layout.number == number else None
    labels = regroup(order.votes, rng, grouper(previous.options), number, minority)
    whole = labels.max(initial=-1) + 1 == number
    least = np.bincount(labels[labels >= 0], minlength=number).min() if whole else 0
    return Found(labels, number, trial, minority=True) if least >= previous.options.smallest_group else None


def _same_names(previous: OpinionMap, order: Canonical, found: Found, layout: Layout) -> Ints:
    """Labels with the old numbers where most people of a group were; without old groups numbered by size."""
    old = len(previous.groups or ())
    if found.number == 0 or old == 0:
        return by_size(found.labels, layout.points, found.number)
    before = np.full(order.votes.participants, -1)
    known = order.rows < previous.participants
    before[known] = previous.labels[order.rows[known]]
    both = (before >= 0) & (found.labels >= 0)
    width = max(old, found.number)
    table = np.bincount(before[both] * width + found.labels[both], minlength=width * width).reshape(width, width)
    names = best_names(table)[: found.number]
    # When groups vanished the numbers close up, in the old order.
    ranked = np.argsort(np.argsort(names, kind="stable"), kind="stable")
    return np.where(found.labels >= 0, ranked[np.maximum(found.labels, 0)], -1)
