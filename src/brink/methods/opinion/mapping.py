"""The opinion map: one call from votes to everything the map says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from .agreement import consensus, dissent, divisive
from .axes import Axes
from .canonical import Canonical, canonical
from .counts import Counts, count_answers
from .grouping import Found, by_size, centres_of, decide, grouper, some_people
from .layout import Layout, lay_out
from .predict import prediction
from .represent import cross_fitted, representative, reshown
from .result import Consensus, Dissent, Divisive, Group, OpinionMap, Options, Prediction, Represents, Slate
from .slate import make_slate
from .votes import Floats, Ints, Votes

Row = TypeVar("Row", Represents, Consensus, Dissent, Divisive)


@dataclass(frozen=True)
class Carried:
    """What an update keeps of an earlier map: votes it was measured at, tested statements per group, prediction."""

    measured_at: int
    represents: list[tuple[Represents, ...]]
    prediction: Prediction | None


@dataclass(frozen=True)
class Streams:
    """Independent random streams, so that leaving one output out does not change another."""

    seed: int

    def of(self, purpose: int) -> np.random.Generator:
        """The stream for one purpose."""
        return np.random.default_rng([self.seed, purpose])


def opinion_map(votes: Votes, *, seed: int, options: Options | None = None) -> OpinionMap:
    """Draw the opinion map of `votes`.

    seed: fixes every random choice (not negative); with the same votes in any order of people and statements, and the
    same seed, the groups are the same. options: see Options.
    """
    options = options or Options()
    order = canonical(votes)
    streams = Streams(seed)
    layout = lay_out(order.votes, streams.of(0), grouper(options))
    found = decide(order.votes, layout, streams.of(1), options)
    named = replace(found, labels=by_size(found.labels, layout.points, found.number))
    return assemble(order, layout, named, minority_number(found, named.labels), seed, options)


def assemble(
    order: Canonical,
    layout: Layout,
    found: Found,
    minority: int | None,
    seed: int,
    options: Options,
    carried: Carried | None = None,
) -> OpinionMap:
    """Everything that follows once positions and groups are known; indices back as given.

    minority: the number of the group found as a minority. carried: what an earlier map measured, to be kept.
    """
    votes, streams, believed = order.votes, Streams(seed), found.number > 0
    labels, centres = found.labels, centres_of(found.labels, layout.points, found.number)
    everyone = count_answers(votes, np.zeros(votes.participants, dtype=np.int64), 1)
    counts = count_answers(votes, labels, found.number) if believed else everyone
    sizes = np.bincount(labels[labels >= 0], minlength=found.number)
    represents = _represents(votes, found, counts, streams, options, carried) if believed else []
    result = OpinionMap(
        participants=votes.participants,
        statements=votes.statements,
        votes=votes.size,
        points=layout.points,
        labels=labels,
        groups=_groups(sizes, centres, represents) if believed else None,
        gate=found.trial.gate,
        stability=found.trial.stability if believed else 0.0,
        consensus=consensus(counts),
        dissent=dissent(everyone, counts, sizes, options.majority) if believed else (),
        divisive=divisive(counts) if believed else (),
        slate=_slate(votes, labels, found.number, options) if options.outputs else None,
        prediction=_prediction(votes, streams, options, carried),
        axes=layout.axes,
        noise=_noise(votes, layout),
        minority=minority,
        measured_at=carried.measured_at if carried else votes.size,
        seed=seed,
        options=options,
    )
    return _as_given(result, order)


def _represents(
    votes: Votes, found: Found, shown: Counts, streams: Streams, options: Options, carried: Carried | None
) -> list[tuple[Represents, ...]]:
    if not options.outputs:
        return [()] * shown.groups
    if carried is not None:
        return [reshown(rows, shown, group) for group, rows in enumerate(carried.represents)]
    rng = streams.of(2)
    chosen = some_people(votes, rng, options.test_people)
    people = replace(found, labels=found.labels[chosen])
    tested = cross_fitted(votes.rows(chosen), people, rng, grouper(options), options.folds)
    return representative(tested, shown, options.level)


def _prediction(votes: Votes, streams: Streams, options: Options, carried: Carried | None) -> Prediction | None:
    if carried is not None or not options.outputs:
        return carried.prediction if carried else None
    return prediction(votes, streams.of(3))


def minority_number(found: Found, labels: Ints) -> int | None:
    """The number that the minority of `found` bears in the renumbered `labels`, None without one."""
    if not found.minority:
        return None
    return int(labels[np.argmax(found.labels == found.number - 1)])


def _slate(votes: Votes, labels: Ints, number: int, options: Options) -> Slate:
    # People without a vote can agree with nothing: they are nobody's gap in the slate.
    voted = np.flatnonzero(votes.per_participant())
    if len(voted) < votes.participants:
        votes, labels = votes.rows(voted), labels[voted]
    return make_slate(votes, labels, number, size=options.slate, views=options.slate_views)


def _groups(sizes: Ints, centres: Floats, represents: list[tuple[Represents, ...]]) -> tuple[Group, ...]:
    return tuple(
        Group(number, int(size), float(centres[number, 0]), float(centres[number, 1]), represents[number])
        for number, size in enumerate(sizes)
    )


def _noise(votes: Votes, layout: Layout) -> float:
    """Variance of a vote around what the map expects of its giver, for routing: total minus what the axes explain."""
    if votes.size == 0:
        return 1.0
    away = np.array([-1.0, 0.0, 1.0])[None, :] - layout.axes.means[:, None]
    total = float((votes.tallies() * away**2).sum() / votes.size)
    return max(total - float(layout.axes.strength.sum()), 0.05)


def _as_given(result: OpinionMap, order: Canonical) -> OpinionMap:
    """Put participants and statements back in the given order."""
    points: Floats = np.empty_like(result.points)
    labels = np.empty_like(result.labels)
    points[order.rows], labels[order.rows] = result.points, result.labels
    means, loadings = np.empty_like(result.axes.means), np.empty_like(result.axes.loadings)
    means[order.columns], loadings[order.columns] = result.axes.means, result.axes.loadings
    name = order.columns

    def named(rows: tuple[Row, ...]) -> tuple[Row, ...]:
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
