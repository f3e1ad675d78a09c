"""Groups by the rules of Polis, for comparison with published reports; never the default.

As Polis does: rejected statements leave the axes but still count as votes given; people with at least 7 votes are
grouped (or all statements, when there are fewer); they are gathered in at most 100 base clusters; those are grouped
with k = 2 to min(5, 2 + base / 12), k by silhouette of the base clusters; groups are always claimed.

What differs: Polis warm-starts from its own past and so depends on the order of arrival, which a published file no
longer holds. Here the base clusters are drawn many times and the grouping that agrees best with all others is taken.
A base cluster weighs as the root of its people, between Polis' two stages (one per person, one per cluster); this was
chosen on the three published conversations of the reference data, where it comes closest to the published groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .axes import principal_axes, project
from .canonical import canonical
from .clusters import careful_centres, nearest, silhouette
from .gate import adjusted_rand
from .grouping import Found, by_size, grouper, trial
from .layout import UNGROUPED, Layout, enough
from .mapping import Streams, assemble
from .result import OpinionMap, Options
from .votes import Flags, Floats, Ints, Votes

BASE = 100
DRAWS = 31
MOST_POINTS = 3_000
BASE_ROUNDS = 10


@dataclass(frozen=True, eq=False)
class _Draw:
    """One grouping: base centres (base, 2), the group of each, how many groups, labels of the points."""

    centres: Floats
    group: Ints
    number: int
    labels: Ints


def polis_map(votes: Votes, *, rejected: Sequence[int], seed: int, options: Options | None = None) -> OpinionMap:
    """The map with groups formed as Polis forms them. rejected: indices of statements the moderators refused."""
    options = options or Options()
    order = canonical(votes)
    streams = Streams(seed)
    refused: Flags = np.isin(order.columns, np.asarray(rejected, dtype=np.int64))
    axes, table = principal_axes(order.votes.without_statements(refused), streams.of(0))
    counts = order.votes.per_participant()
    points = project(table, axes.loadings, counts)
    eligible = counts >= enough(order.votes, options.least_votes)
    labels = np.full(order.votes.participants, UNGROUPED)
    labels[eligible] = _grouped(points[eligible], streams.of(5), options)
    number = int(labels.max(initial=UNGROUPED)) + 1
    judged = trial(order.votes, labels, streams.of(1), options)
    layout = Layout(axes, points, eligible, None)
    found = Found(by_size(labels, points, number), number, judged)
    return assemble(order, layout, found, None, seed, options)


def _grouped(points: Floats, rng: np.random.Generator, options: Options) -> Ints:
    """Group per point; all UNGROUPED when no grouping without a group below the least size was found."""
    some = points
    if len(points) > MOST_POINTS:
        some = points[np.sort(rng.choice(len(points), MOST_POINTS, replace=False))]
    sizes = grouper(options).sizes
    draws = [draw for _ in range(DRAWS) if (draw := _draw(some, rng, sizes, options.smallest_group)) is not None]
    if not draws:
        return np.full(len(points), UNGROUPED)
    usual = Counter(draw.number for draw in draws).most_common(1)[0][0]
    alike = [draw for draw in draws if draw.number == usual]
    closeness = [sum(adjusted_rand(draw.labels, other.labels) for other in alike) for draw in alike]
    best = alike[int(np.argmax(closeness))]
    labels = best.group[nearest(points, best.centres)]
    enough_each = np.bincount(labels, minlength=best.number).min() >= options.smallest_group
    return labels if enough_each else np.full(len(points), UNGROUPED)


def _draw(points: Floats, rng: np.random.Generator, sizes: range, smallest: int) -> _Draw | None:
    base = min(BASE, len(points) // 2)
    if base < 2 or np.ptp(points, axis=0).max() <= 1e-12:
        return None
    found = careful_centres(points, np.ones(len(points)), base, rng, restarts=1, rounds=BASE_ROUNDS)
    used, member = np.unique(nearest(points, found), return_inverse=True)
    centres, people = found[used], np.bincount(member).astype(np.float64)
    best: _Draw | None = None
    width = -np.inf
    for k in sizes:
        if (len(sizes) > 1 and k > 2 + len(centres) // 12) or k > len(centres):
            continue
        group = nearest(centres, careful_centres(centres, np.sqrt(people), k, rng, restarts=10))
        labels = group[member]
        if np.bincount(labels, minlength=k).min() < smallest:
            continue
        found_width = silhouette(centres, group)
        if found_width > width:
            best, width = _Draw(centres, group, k, labels), found_width
    return best
