"""Are there groups at all, and would they be found again?

Silhouettes cannot tell: they find groups in votes that were shuffled. So part of the votes is held out, groups are
sought in the rest, and groups are believed only if knowing somebody's group predicts the held-out votes better than
knowing the statement alone. The same rounds tell how much the groups depend on which votes happened to be given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .counts import count_answers
from .layout import Grouper, lay_out
from .minority import Backdrop, backdrop, find_minority
from .result import Gate
from .votes import Flags, Floats, Ints, Votes

# Imagined votes with which a group's share is pulled to that of everybody.
PULL = 2.0
# A minority that gains nothing in this many folds will not pass; the other folds are spared.
HOPELESS = 2


@dataclass(frozen=True)
class Trial:
    """Outcome of the held-out rounds: the gate and the stability (mean adjusted Rand index, floored at 0)."""

    gate: Gate
    stability: float


@dataclass(frozen=True, eq=False)
class _Held:
    """Held-out agree/disagree votes of one fold: base log-odds, what the group adds to them, answer, giver."""

    base: Floats
    shift: Floats
    agreed: Flags
    owner: Ints


def try_groups(votes: Votes, labels: Ints, rng: np.random.Generator, grouper: Grouper, folds: int) -> Trial:
    """Hold out each fold of the votes in turn, seek groups in the rest.

    votes, labels: the people of the test and their groups on the full map (negative: none), in canonical order.
    grouper: as for the map; the number of groups is chosen anew in each round, so stability covers that choice too.
    Groups formed on few votes per person look sharper than they are, so what a group adds to the log-odds is scaled by
    one factor, fitted on the other folds. The score is that of this factor being 0, with people as clusters.
    """
    least = max(1, grouper.least_votes * (folds - 1) // folds)
    free = Grouper(grouper.sizes, grouper.restarts, least, grouper.smallest)
    held, agreements = [], []
    for training, out in _folds(votes, rng, folds):
        found = lay_out(training, rng, free).labels()
        agreements.append(adjusted_rand(labels, found))
        held.append(_held(votes, training, out, found))
    gains = []
    for part, own in enumerate(held):
        factor = _factor([other for place, other in enumerate(held) if place != part])
        before, after = _loss(own.base, own.agreed), _loss(own.base + factor * own.shift, own.agreed)
        gains.append(float((before - after).mean()) if len(before) else 0.0)
    gain, se = _mean_and_error(gains)
    gate = Gate(gain, se, _score(held, votes.participants), votes.size)
    return Trial(gate, max(0.0, float(np.mean(agreements))))


def try_minority(
    votes: Votes, labels: Ints, members: Flags, rng: np.random.Generator, grouper: Grouper, folds: int
) -> Trial:
    """The same for a minority beside the groups `labels` (all negative: beside everybody); members: flags of it."""
    least = max(1, grouper.least_votes * (folds - 1) // folds)
    gains: list[float] = []
    agreements: list[float] = []
    for training, out in _folds(votes, rng, folds):
        if len(gains) == HOPELESS and max(gains) <= 0.0:
            break
        behind = backdrop(training, labels)
        eligible = training.per_participant() >= least
        found = find_minority(training, behind, eligible, rng)
        if found is None:
            gains.append(0.0)
            agreements.append(0.0)
            continue
        gains.append(_minority_gain(votes, behind, found.chance, np.where(found.tells, found.rates, np.nan), out))
        agreements.append(
            adjusted_rand(members.astype(np.int64), np.where(eligible, found.members, -1).astype(np.int64))
        )
    gain, se = _mean_and_error(gains)
    return Trial(Gate(gain, se, gain / se if se > 0 else 0.0, votes.size), max(0.0, float(np.mean(agreements))))


def _folds(votes: Votes, rng: np.random.Generator, folds: int) -> Iterator[tuple[Votes, Flags]]:
    fold = rng.permutation(np.arange(votes.size) % folds)
    for part in range(folds):
        out = fold == part
        yield votes.keep(~out), out


def _held(votes: Votes, training: Votes, out: Flags, labels: Ints) -> _Held:
    tallies = training.tallies()
    base = (tallies[:, 2] + 1.0) / (tallies[:, 2] + tallies[:, 0] + 2.0)
    counts = count_answers(training, labels, int(labels.max(initial=-1)) + 1)
    shares = (counts.agree + PULL * base) / (counts.agree + counts.disagree + PULL)
    owner = votes.owners()
    tested = np.flatnonzero(out & (votes.value != 0) & (labels[owner] >= 0))
    statement, owner = votes.statement[tested], owner[tested]
    start = _logit(base)[statement]
    shift = _logit(shares)[labels[owner], statement] - start if len(shares) else np.zeros(0)
    return _Held(start, shift, votes.value[tested] > 0, owner.astype(np.int64))


def _factor(held: list[_Held]) -> float:
    """The factor 0..1 on the shifts with the least loss (Newton's method on a convex function)."""
    base, shift, agreed = (np.concatenate([getattr(h, name) for h in held]) for name in ("base", "shift", "agreed"))
    factor = 0.5
    for _ in range(20):
        chance = 1.0 / (1.0 + np.exp(-(base + factor * shift)))
        slope, bend = ((agreed - chance) * shift).sum(), (chance * (1.0 - chance) * shift**2).sum()
        if bend <= 0:
            return 0.0
        step = slope / bend
        factor = float(np.clip(factor + step, 0.0, 1.0))
        if abs(step) < 1e-6:
            break
    return factor


def _score(held: list[_Held], participants: int) -> float:
    """Standard normal score of "groups tell nothing": sum of residual × shift over its spread between people."""
    total = np.zeros(participants)
    for part in held:
        residual = part.agreed - 1.0 / (1.0 + np.exp(-part.base))
        total += np.bincount(part.owner, weights=residual * part.shift, minlength=participants)
    spread = float(np.sqrt((total**2).sum()))
    return float(total.sum()) / spread if spread > 0 else 0.0


def _minority_gain(votes: Votes, behind: Backdrop, chance: Floats, rates: Floats, out: Flags) -> float:
    tested = np.flatnonzero(out & (votes.value != 0))
    owner, statement = votes.owners()[tested], votes.statement[tested]
    usual = behind.rates[behind.labels[owner], statement]
    special = np.where(np.isnan(rates[statement]), usual, rates[statement])
    mixed = usual + chance[owner] * (special - usual)
    agreed = votes.value[tested] > 0
    return float((_loss(_logit(usual), agreed) - _loss(_logit(mixed), agreed)).mean()) if len(tested) else 0.0


def _mean_and_error(values: list[float]) -> tuple[float, float]:
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
    return float(np.mean(values)), error


def _logit(chance: Floats) -> Floats:
    odds: Floats = np.log(chance / (1.0 - chance))
    return odds


def _loss(odds: Floats, agreed: Flags) -> Floats:
    """Loss in nats of predicting agreement with log-odds `odds`."""
    loss: Floats = np.logaddexp(0.0, np.where(agreed, -odds, odds))
    return loss


def adjusted_rand(first: Ints, second: Ints) -> float:
    """Agreement of two groupings of the people that are in a group in both (Hubert and Arabie, 1985); 1 is the same."""
    both = (first >= 0) & (second >= 0)
    if not both.any():
        return 0.0
    width = int(second[both].max()) + 1
    table = np.bincount(first[both] * width + second[both], minlength=(int(first[both].max()) + 1) * width)
    table = table.reshape(-1, width).astype(np.float64)
    pairs = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    row_pairs, column_pairs = (rows * (rows - 1)).sum() / 2, (columns * (columns - 1)).sum() / 2
    n = table.sum()
    expected = row_pairs * column_pairs / max(n * (n - 1) / 2, 1.0)
    most = (row_pairs + column_pairs) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))
