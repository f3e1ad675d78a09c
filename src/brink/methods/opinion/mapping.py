"""The opinion map: one call from votes to everything the map says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .agreement import consensus, dissent, divisive
from .axes import Axes, centred
from .canonical import Canonical, canonical
from .counts import Counts, count_answers
from .gate import Trial, try_groups
from .layout import UNGROUPED, Grouper, Layout, lay_out
from .represent import cross_fitted, representative
from .result import Gate, Group, OpinionMap, Options, Represents, Slate
from .slate import make_slate
from .votes import Floats, Ints, Votes


@dataclass(frozen=True)
class _Streams:
    """Independent random streams, so that leaving one output out does not change another."""

    seed: int

    def of(self, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, purpose])


def opinion_map(votes: Votes, *, seed: int, options: Options | None = None) -> OpinionMap:
    """Draw the opinion map of `votes`.

    seed: fixes every random choice (not negative); with the same votes in any order of people and statements, and the
    same seed, the groups are the same. options: see Options.
    """
    options = options or Options()
    order = canonical(votes)
    streams = _Streams(seed)
    layout = lay_out(order.votes, streams.of(0), grouper(options))
    trial = _trial(order.votes, layout.labels(), streams.of(1), options)
    return assemble(order, layout, trial, seed, options)


def grouper(options: Options) -> Grouper:
    """How these options have groups sought."""
    few, many = (2, options.most_groups) if options.groups is None else (options.groups, options.groups)
    return Grouper(range(few, many + 1), options.restarts, options.least_votes, options.smallest_group)


def assemble(order: Canonical, layout: Layout, trial: Trial, seed: int, options: Options) -> OpinionMap:
    """Everything that follows once positions, groups and the gate are known; indices back as given."""
    votes, streams = order.votes, _Streams(seed)
    believed = layout.grouping is not None and trial.gate.opens
    labels = layout.labels() if believed else np.full(votes.participants, UNGROUPED)
    number = int(labels.max(initial=UNGROUPED)) + 1
    everyone = count_answers(votes, np.zeros(votes.participants, dtype=np.int64), 1)
    counts = count_answers(votes, labels, number) if believed else everyone
    sizes = np.bincount(labels[labels >= 0], minlength=number)
    represents = _represents(votes, labels, counts, streams, options) if believed else []
    result = OpinionMap(
        participants=votes.participants,
        statements=votes.statements,
        votes=votes.size,
        points=layout.points,
        labels=labels,
        groups=_groups(layout, sizes, represents) if believed else None,
        gate=trial.gate,
        stability=trial.stability if believed else 0.0,
        consensus=consensus(counts),
        dissent=dissent(everyone, counts, sizes, options.majority) if believed else (),
        divisive=divisive(counts) if believed else (),
        slate=_slate(votes, labels, number, options) if options.outputs else None,
        prediction=None,
        axes=layout.axes,
        noise=_noise(votes, layout),
        seed=seed,
        options=options,
    )
    return _as_given(result, order)


def _trial(votes: Votes, labels: Ints, rng: np.random.Generator, options: Options) -> Trial:
    if labels.max(initial=UNGROUPED) < 0 or votes.size < options.folds:
        return Trial(Gate(0.0, 0.0, votes.size), 0.0)
    chosen = _people(votes, rng, options)
    return try_groups(votes.rows(chosen), labels[chosen], rng, grouper(options), options.folds)


def _people(votes: Votes, rng: np.random.Generator, options: Options) -> Ints:
    """At most options.test_people participants, ascending."""
    if votes.participants <= options.test_people:
        return np.arange(votes.participants)
    return np.sort(rng.choice(votes.participants, options.test_people, replace=False))


def _represents(
    votes: Votes, labels: Ints, shown: Counts, streams: _Streams, options: Options
) -> list[tuple[Represents, ...]]:
    if not options.outputs:
        return [()] * shown.groups
    rng = streams.of(2)
    chosen = _people(votes, rng, options)
    tested = cross_fitted(votes.rows(chosen), labels[chosen], shown.groups, rng, grouper(options), options.folds)
    return representative(tested, shown, options.level)


def _slate(votes: Votes, labels: Ints, number: int, options: Options) -> Slate:
    # People without a vote can agree with nothing: they are nobody's gap in the slate.
    voted = np.flatnonzero(votes.per_participant())
    return make_slate(votes.rows(voted), labels[voted], number, size=options.slate, views=options.slate_views)


def _groups(layout: Layout, sizes: Ints, represents: list[tuple[Represents, ...]]) -> tuple[Group, ...]:
    assert layout.grouping is not None
    centres = layout.grouping.centres
    return tuple(
        Group(number, int(size), float(centres[number, 0]), float(centres[number, 1]), represents[number])
        for number, size in enumerate(sizes)
    )


def _noise(votes: Votes, layout: Layout) -> float:
    """Variance of a vote around what the map expects of its giver, for routing: total minus what the axes explain."""
    if votes.size == 0:
        return 1.0
    table = centred(votes, layout.axes.means)
    total = float(np.square(table.data, dtype=np.float64).mean())
    return max(total - float(layout.axes.strength.sum()), 0.05)


def _as_given(result: OpinionMap, order: Canonical) -> OpinionMap:
    """Put participants and statements back in the given order."""
    points: Floats = np.empty_like(result.points)
    labels = np.empty_like(result.labels)
    points[order.rows], labels[order.rows] = result.points, result.labels
    means, loadings = np.empty_like(result.axes.means), np.empty_like(result.axes.loadings)
    means[order.columns], loadings[order.columns] = result.axes.means, result.axes.loadings
    name = order.columns

    def named(rows: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(replace(row, statement=int(name[row.statement])) for row in rows)

    groups = result.groups and tuple(replace(group, represents=named(group.represents)) for group in result.groups)
    slate = result.slate and replace(result.slate, statements=tuple(int(name[s]) for s in result.slate.statements))
    return replace(
        result,
        points=points,
        labels=labels,
        axes=Axes(means, loadings, result.axes.strength),
        groups=groups,
        slate=slate,
        consensus=named(result.consensus),
        dissent=named(result.dissent),
        divisive=named(result.divisive),
    )
