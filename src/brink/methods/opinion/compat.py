"""Groups by the rules of Polis, for comparison with published reports; never the default.

As Polis does: rejected statements leave the axes, but still count as votes given, and in the scale of a position as a
vote of everybody (Polis sets them to 0); people with at least 7 votes are grouped (or all statements, when there are
fewer); k = 2 to 5 by silhouette; groups are always claimed.

What differs: Polis starts k-means from its own past and so depends on the order of arrival, which a published file no
longer holds. Here each number of groups is tried from several starts: the first people by number (as Polis began), the
leftmost and the rightmost on the map, and careful random ones that are the same whatever the seed. Of one number of
groups the split with the least spread counts (what k-means seeks); a number of groups is worth its mean silhouette
over all starts (what Polis compares numbers by), so that a number that hangs on the start is worth less. A start that
leaves a group below the least size is no answer. The base clusters, which Polis needs for speed and which depend on the
order of arrival too, are left out, and so is its waiting for a number of groups to hold for four rounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .axes import principal_axes, project
from .canonical import canonical
from .clusters import careful_starts, grouped_from, spread_sample
from .grouping import Found, by_size, grouper, trial
from .layout import UNGROUPED, Layout, enough
from .mapping import Streams, assemble
from .result import OpinionMap, Options
from .votes import Flags, Floats, Ints, Votes

_STARTS = 12  # careful random starts beside the three that follow from the people


def polis_map(votes: Votes, *, rejected: Sequence[int], seed: int, options: Options | None = None) -> OpinionMap:
    """The map with groups formed as Polis forms them. rejected: indices of statements the moderators refused."""
    options = options or Options()
    order = canonical(votes)
    streams = Streams(seed)
    refused: Flags = np.isin(order.columns, np.asarray(rejected, dtype=np.int64))
    kept = order.votes.without_statements(refused)
    axes, table = principal_axes(kept, streams.of(0))
    points = project(table, axes.loadings, kept.per_participant() + int(refused.sum()))
    eligible = order.votes.per_participant() >= enough(order.votes, options.least_votes)
    labels = np.full(order.votes.participants, UNGROUPED)
    labels[eligible] = _grouped(points[eligible], order.rows[eligible], options)
    number = int(labels.max(initial=UNGROUPED)) + 1
    judged = trial(order.votes, labels, streams.of(1), options)
    layout = Layout(axes, points, eligible, None)
    found = Found(by_size(labels, points, number), number, judged)
    return assemble(order, layout, found, None, seed, options)


def _grouped(points: Floats, numbers: Ints, options: Options) -> Ints:
    """Group per point; all UNGROUPED when every start left a group too small. `numbers`: who came first."""
    best = np.full(len(points), UNGROUPED)
    places = np.unique(points, axis=0)
    if len(places) < 2:
        return best
    sample, worth = spread_sample(points, np.random.default_rng(_STARTS)), -np.inf
    for k in grouper(options).sizes:
        if k > len(places):
            break
        ways = [grouped_from(points, start) for start in _starts(points, places, numbers, k)]
        ways = [labels for labels in ways if np.bincount(labels, minlength=k).min() >= options.smallest_group]
        if not ways:
            continue
        mean = float(np.mean([sample.silhouette(labels) for labels in ways]))
        # A later k must be better by more than rounding: fewer groups on equal terms.
        if mean > worth + 1e-9:
            best, worth = min(ways, key=lambda labels: _spread(points, labels, k)), mean
    return best


def _starts(points: Floats, places: Floats, numbers: Ints, k: int) -> list[Floats]:
    """The centres (k, 2) from which k-means begins: published order, both extremes, and careful random ones."""
    first: dict[tuple[float, ...], None] = {}
    for at in np.argsort(numbers, kind="stable"):
        first.setdefault(tuple(points[at].tolist()))
        if len(first) == k:
            break
    rng = np.random.default_rng((_STARTS, k))
    careful = careful_starts(points, np.ones(len(points)), k, rng, _STARTS)
    return [np.array(list(first)), places[:k], places[-k:], *careful]


def _spread(points: Floats, labels: Ints, k: int) -> float:
    """The sum of squared distances of everybody to the middle of their group."""
    count = np.maximum(np.bincount(labels, minlength=k), 1)
    middles = np.stack([np.bincount(labels, weights=points[:, axis], minlength=k) / count for axis in range(2)], axis=1)
    return float(((points - middles[labels]) ** 2).sum())
