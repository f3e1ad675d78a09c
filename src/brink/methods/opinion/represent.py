"""Statements that set a group apart, tested honestly.

One-sided Fisher exact tests (group against everybody else, agree and disagree apart), corrected over all tests at
once (Benjamini and Hochberg, 1995), and cross-fitted: the groups that a statement is tested on were formed without
that statement, because groups formed on the same votes differ on them by construction.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np

from .counts import Counts, count_answers
from .grouping import Found, regroup
from .layout import UNGROUPED, Grouper
from .result import AGREE, DISAGREE, Represents
from .votes import Floats, Ints, Votes

SIDES = (AGREE, DISAGREE)
# Above this a p-value is reported as 1: such tests are never called, and their exact value would cost most of the time.
DULL = 0.5
# All orders of so many groups are tried when groups are matched.
EXACT = 6


def fisher_greater(inside: Ints, seen_inside: Ints, outside: Ints, seen_outside: Ints) -> Floats:
    """Chance of at least `inside` hits among `seen_inside` when hits fall on everybody alike (hypergeometric tail).

    All arrays of one shape: hits and viewers in the group, hits and viewers elsewhere. Where the group has no more
    than its expected hits, or the chance is a half or more, the answer is 1.
    """
    hits, people = inside + outside, seen_inside + seen_outside
    tail = np.ones(inside.shape)
    busy = np.flatnonzero((inside * people > hits * seen_inside).ravel())
    whole = [np.broadcast_to(a, inside.shape).ravel()[busy] for a in (inside, hits, seen_inside, people)]
    log_factorial = _log_factorials(int(whole[3].max(initial=0)))
    term = np.exp(_log_chance(log_factorial, *whole))
    k, m, n, total = (a.astype(np.float64) for a in whole)
    answer, top = term.copy(), np.minimum(m, n)
    left = np.flatnonzero(k < top)
    while len(left):
        # Ratio of neighbouring terms of the hypergeometric distribution.
        a, b, c, d = k[left], m[left], n[left], total[left]
        term[left] *= (b - a) * (c - a) / ((a + 1) * (d - b - c + a + 1))
        answer[left] += term[left]
        k[left] += 1
        left = left[(term[left] > 1e-17 * answer[left]) & (k[left] < top[left]) & (answer[left] <= DULL)]
    tail.ravel()[busy] = np.where(answer > DULL, 1.0, np.minimum(answer, 1.0))
    return tail


def false_discovery(p: Floats) -> Floats:
    """Benjamini-Hochberg q-values of all p-values in `p`, same shape."""
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    q = np.empty_like(flat)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q.reshape(p.shape)


def p_values(counts: Counts) -> Floats:
    """Test every group, statement and side; shape (2, groups, statements), sides in the order agree, disagree."""
    seen = counts.seen
    elsewhere = seen.sum(axis=0, keepdims=True) - seen
    out = []
    for side in SIDES:
        hits = counts.side(side)
        out.append(fisher_greater(hits, seen, hits.sum(axis=0, keepdims=True) - hits, elsewhere))
    return np.stack(out)


def cross_fitted(votes: Votes, found: Found, rng: np.random.Generator, grouper: Grouper, folds: int) -> Counts:
    """Counts per group and statement in which each statement is counted on groups formed without it.

    votes, found: people of the test and their groups on the full map. The groups of each round are matched to those
    of the map by the people they share; a round that finds no groups leaves its statements uncounted.
    """
    groups = found.number
    answers = np.zeros((groups, votes.statements, 3), dtype=np.int64)
    fold = rng.permutation(np.arange(votes.statements) % folds)
    least = max(1, grouper.least_votes * (folds - 1) // folds)
    fewer = replace(grouper, least_votes=least)
    for part in range(folds):
        tested = fold == part
        labels = regroup(votes.without_statements(tested), rng, fewer, groups, found.minority)
        if labels.max(initial=UNGROUPED) < 0:
            continue
        matched = matched_labels(found.labels, labels, groups)
        answers[:, tested] = count_answers(votes, matched, groups).answers[:, tested]
    return Counts(answers)


def matched_labels(labels: Ints, found: Ints, groups: int) -> Ints:
    """Rename the groups of `found` to those of `labels` so that most people keep theirs; both negative for none."""
    both = (labels >= 0) & (found >= 0)
    table = np.bincount(labels[both] * groups + found[both], minlength=groups * groups).reshape(groups, groups)
    name = np.full(groups + 1, UNGROUPED, dtype=np.int64)
    name[:groups] = best_names(table)
    return np.where(found >= 0, name[found], UNGROUPED)


def best_names(table: Ints) -> Ints:
    """The old number for each new group: one each, with most people in table[old, new] keeping theirs.

    Exact up to six groups; above, the largest overlaps first.
    """
    groups = len(table)
    if groups <= EXACT:
        orders = np.array(list(permutations(range(groups))), dtype=np.int64).reshape(-1, groups)
        kept = table[orders, np.arange(groups)].sum(axis=1)
        best: Ints = orders[int(np.argmax(kept))]
        return best
    names = np.full(groups, UNGROUPED, dtype=np.int64)
    left = table.copy()
    for _ in range(groups):
        old, new = np.unravel_index(int(np.argmax(left)), left.shape)
        names[new] = old
        left[old, :], left[:, new] = -1, -1
    return names


def representative(tested: Counts, shown: Counts, level: float) -> list[tuple[Represents, ...]]:
    """Per group the statements that set it apart, surest first.

    tested: counts that the tests run on (cross-fitted, or of groups that were given from outside). shown: counts of
    the map's groups, whose shares are reported; a statement must also be held by most of the group.
    """
    q = false_discovery(p_values(tested))
    seen = shown.seen
    elsewhere_seen = np.maximum(seen.sum(axis=0, keepdims=True) - seen, 1)
    found: list[list[Represents]] = [[] for _ in range(shown.groups)]
    for place, side in enumerate(SIDES):
        share = shown.share(side)
        elsewhere = (shown.side(side).sum(axis=0, keepdims=True) - shown.side(side)) / elsewhere_seen
        called = (q[place] <= level) & (share > 0.5) & (share > elsewhere)
        for group, statement in np.argwhere(called):
            at = (group, statement)
            row = Represents(int(statement), side, float(share[at]), float(elsewhere[at]), float(q[place][at]))
            found[group].append(row)
    return [tuple(sorted(rows, key=lambda r: (r.q, r.elsewhere - r.share, r.statement))) for rows in found]


def reshown(rows: tuple[Represents, ...], shown: Counts, group: int) -> tuple[Represents, ...]:
    """Statements that were called before with their shares today; those that most of the group no longer holds go."""
    seen = shown.seen
    kept = []
    for row in rows:
        hits, at = shown.side(row.side)[:, row.statement], seen[:, row.statement]
        share = float(hits[group] / max(int(at[group]), 1))
        elsewhere = float((hits.sum() - hits[group]) / max(int(at.sum() - at[group]), 1))
        if share > 0.5 and share > elsewhere:
            kept.append(replace(row, share=share, elsewhere=elsewhere))
    return tuple(kept)


def _log_factorials(most: int) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def _log_chance(log_factorial: Floats, k: Ints, m: Ints, n: Ints, total: Ints) -> Floats:
    """Log of the hypergeometric chance of k hits in a draw of n out of `total` with m hits."""

    def choose(a: Ints, b: Ints) -> Floats:
        ways: Floats = log_factorial[a] - log_factorial[b] - log_factorial[a - b]
        return ways

    chance: Floats = choose(m, k) + choose(total - m, n - k) - choose(total, n)
    return chance
