"""Groups by the rules of Polis, for comparison with published reports; never the default.

As Polis does: rejected statements leave the axes, but still count as votes given, and in the scale of a position as a
vote of everybody (Polis sets them to 0); people with at least 7 votes are grouped (or all statements, when there are
fewer); k = 2 to 5 by silhouette; groups are always claimed.

What differs: Polis starts from its own past and so depends on the order of arrival, which a published file no longer
holds. Here k-means starts once from the leftmost people on the map and once from the rightmost, and a number of groups
is worth what the poorer of the two is worth: a number that hangs on the start is none. The base clusters, which Polis
needs for speed and which depend on the order of arrival too, are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .axes import principal_axes, project
from .canonical import canonical
from .clusters import grouped_from, spread_sample
from .grouping import Found, by_size, grouper, trial
from .layout import UNGROUPED, Layout, enough
from .mapping import Streams, assemble
from .result import OpinionMap, Options
from .votes import Flags, Floats, Ints, Votes


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
    labels[eligible] = _grouped(points[eligible], streams.of(5), options)
    number = int(labels.max(initial=UNGROUPED)) + 1
    judged = trial(order.votes, labels, streams.of(1), options)
    layout = Layout(axes, points, eligible, None)
    found = Found(by_size(labels, points, number), number, judged)
    return assemble(order, layout, found, None, seed, options)


def _grouped(points: Floats, rng: np.random.Generator, options: Options) -> Ints:
    """Group per point; all UNGROUPED when no grouping without a group below the least size was found."""
    best = np.full(len(points), UNGROUPED)
    places = np.unique(points, axis=0)
    if len(places) < 2:
        return best
    sample, width = spread_sample(points, rng), -np.inf
    for k in grouper(options).sizes:
        if k > len(places):
            break
        ways = [grouped_from(points, start) for start in (places[:k], places[-k:])]
        ways = [labels for labels in ways if np.bincount(labels, minlength=k).min() >= options.smallest_group]
        found = sorted(((sample.silhouette(labels), at) for at, labels in enumerate(ways)), reverse=True)
        if len(found) == 2 and found[-1][0] > width:
            best, width = ways[found[0][1]], found[-1][0]
    return best
