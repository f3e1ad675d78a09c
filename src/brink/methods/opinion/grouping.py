"""Which groups the map claims: those of k-means when the gate opens, and a minority they would hide."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .agreement import dissent
from .counts import count_answers
from .gate import Trial, try_groups, try_minority
from .layout import UNGROUPED, Grouper, Layout, lay_out
from .minority import EVIDENCE, backdrop, belonging, find_minority
from .result import Gate, Options
from .votes import Flags, Floats, Ints, Votes

# People among whom a minority is sought; what is found there is then looked up for everybody.
SEARCH_PEOPLE = 3_000
# Below this gain k-means may only have caught the edge of a minority, which is then sought on its own.
WEAK = 0.01


@dataclass(frozen=True, eq=False)
class Found:
    """labels: (participants,) group per person or UNGROUPED; number: how many groups; trial: gate and stability;
    minority: whether the last group (by number at first) was found as a minority beside the others."""

    labels: Ints
    number: int
    trial: Trial
    minority: bool = False


def grouper(options: Options) -> Grouper:
    """How these options have groups sought."""
    few, many = (2, options.most_groups) if options.groups is None else (options.groups, options.groups)
    return Grouper(range(few, many + 1), options.restarts, options.least_votes, options.smallest_group)


def some_people(votes: Votes, rng: np.random.Generator, most: int) -> Ints:
    """At most `most` participants, ascending."""
    if votes.participants <= most:
        return np.arange(votes.participants)
    return np.sort(rng.choice(votes.participants, most, replace=False))


def decide(votes: Votes, layout: Layout, rng: np.random.Generator, options: Options) -> Found:
    """Put the groups of `layout` through the gate and look for a minority beside them; votes in canonical order.

    With a fixed number of groups no minority is sought: it would be one more.
    """
    found = Found(layout.labels(), layout.number, trial(votes, layout.labels(), rng, options))
    if not found.trial.gate.opens:
        found = _nobody(found)
    if options.groups is not None or not options.minority or votes.size < options.folds:
        return found
    if found.trial.gate.gain < WEAK:
        alone = _with_minority(votes, _nobody(found), layout.eligible, rng, options)
        if alone is not None and alone.trial.gate.gain > found.trial.gate.gain / 2:
            return alone
    if found.number and found.number < options.most_groups:
        return _with_minority(votes, found, layout.eligible, rng, options) or found
    return found


def centres_of(labels: Ints, points: Floats, number: int) -> Floats:
    """Mean place of each group, shape (groups, 2)."""
    chosen = labels >= 0
    size = np.bincount(labels[chosen], minlength=number)
    sums = [np.bincount(labels[chosen], weights=points[chosen, axis], minlength=number) for axis in range(2)]
    centres: Floats = np.stack(sums, axis=1) / np.maximum(size, 1)[:, None]
    return centres


def by_size(labels: Ints, points: Floats, number: int) -> Ints:
    """The labels with groups numbered from large to small, on equal size from right to left on the map."""
    chosen = labels >= 0
    size, centres = np.bincount(labels[chosen], minlength=number), centres_of(labels, points, number)
    name = np.full(number + 1, UNGROUPED, dtype=np.int64)
    name[np.lexsort((-centres[:, 1], -centres[:, 0], -size))] = np.arange(number)
    renamed: Ints = name[np.where(chosen, labels, number)]
    return renamed


def join(labels: Ints, eligible: Flags, members: Flags) -> Ints:
    """`labels` with the members as one more group; where there were no groups all other eligible people are one."""
    number = int(labels.max(initial=UNGROUPED)) + 1
    joined = labels if number else np.where(eligible, 0, UNGROUPED)
    return np.where(members, max(number, 1), joined)


def regroup(votes: Votes, rng: np.random.Generator, grouper_: Grouper, number: int, minority: bool) -> Ints:
    """Form `number` groups anew on other votes of the same people, the way they were found; all UNGROUPED if it fails.

    grouper_: its number of groups is overruled.
    """
    plain = number - 1 if minority else number
    labels = np.full(votes.participants, UNGROUPED)
    eligible = votes.per_participant() >= grouper_.least_votes
    if plain > 1:
        layout = lay_out(votes, rng, replace(grouper_, sizes=range(plain, plain + 1)))
        labels = layout.labels()
        if layout.number == 0:
            return labels
    if not minority:
        return labels
    sought = find_minority(votes, backdrop(votes, labels), eligible, rng)
    return join(labels, eligible, sought.members & eligible) if sought else np.full_like(labels, UNGROUPED)


def trial(votes: Votes, labels: Ints, rng: np.random.Generator, options: Options) -> Trial:
    """Gate and stability of the groups `labels`, on a sample of the people when there are many."""
    if labels.max(initial=UNGROUPED) < 0 or votes.size < options.folds:
        return Trial(Gate(0.0, 0.0, 0.0, votes.size), 0.0)
    chosen = some_people(votes, rng, options.gate_people)
    return try_groups(votes.rows(chosen), labels[chosen], rng, grouper(options), options.folds)


def _nobody(found: Found) -> Found:
    return Found(np.full_like(found.labels, UNGROUPED), 0, found.trial)


def _with_minority(
    votes: Votes, found: Found, eligible: Flags, rng: np.random.Generator, options: Options
) -> Found | None:
    """`found` and a minority as one more group; None unless it is well supported and says what was not yet heard."""
    chosen = some_people(votes, rng, SEARCH_PEOPLE)
    some, labels = votes.rows(chosen), found.labels[chosen]
    sought = find_minority(some, backdrop(some, labels), eligible[chosen], rng)
    if sought is None or sought.evidence < EVIDENCE:
        return None
    members = belonging(votes, backdrop(votes, found.labels), sought) > 0.5
    members &= eligible
    joined = join(found.labels, eligible, members)
    place = max(found.number, 1)
    sizes = np.bincount(joined[joined >= 0], minlength=place + 1)
    if sizes.min() < options.smallest_group or not _unheard(votes, found, joined, options):
        return None
    tried = try_minority(some, labels, members[chosen], rng, grouper(options), options.folds)
    if not tried.gate.beyond_error:
        return None
    if found.number == 0:
        return Found(joined, 2, tried, minority=True)
    # Beside known groups the map's own gate stands; the minority only had to pass its own.
    both = Trial(found.trial.gate, min(found.trial.stability, tried.stability))
    return Found(joined, place + 1, both, minority=True)


def _unheard(votes: Votes, found: Found, joined: Ints, options: Options) -> bool:
    """Whether the new groups dissent from a majority on a statement where no group did before."""
    everyone = count_answers(votes, np.zeros(votes.participants, dtype=np.int64), 1)
    heard = []
    for labels in (found.labels, joined):
        number = int(labels.max(initial=UNGROUPED)) + 1
        sizes = np.bincount(labels[labels >= 0], minlength=number)
        rows = dissent(everyone, count_answers(votes, labels, number), sizes, options.majority) if number else ()
        heard.append({(row.statement, row.side) for row in rows})
    return bool(heard[1] - heard[0])
