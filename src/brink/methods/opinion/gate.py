"""Are there groups at all, and would they be found again?

Silhouettes cannot tell: they find groups in votes that were shuffled. So part of the votes is held out, groups are
sought in the rest, and groups are believed only if knowing somebody's group predicts the held-out votes better than
knowing the statement alone. The same rounds tell how much the groups depend on which votes happened to be given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .counts import count_answers
from .layout import Grouper, lay_out
from .result import Gate
from .votes import Flags, Floats, Ints, Votes

# Imagined votes with which a group's share is pulled to that of everybody: small groups must earn their difference.
PULL = 2.0


@dataclass(frozen=True)
class Trial:
    """Outcome of the held-out rounds: the gate and the stability (mean adjusted Rand index, floored at 0)."""

    gate: Gate
    stability: float


def try_groups(votes: Votes, labels: Ints, rng: np.random.Generator, grouper: Grouper, folds: int) -> Trial:
    """Hold out each fold of the votes in turn.

    votes, labels: the people of the test and their groups on the full map (negative: none), in canonical order.
    grouper: as for the map; the number of groups is chosen anew in each round, so stability covers that choice too.
    """
    fold = rng.permutation(np.arange(votes.size) % folds)
    owner = votes.owners()
    gains, agreements = [], []
    for part in range(folds):
        held = fold == part
        training = votes.keep(~held)
        least = max(1, grouper.least_votes * (folds - 1) // folds)
        free = Grouper(grouper.sizes, grouper.restarts, least, grouper.smallest)
        layout = lay_out(training, rng, free)
        found = layout.labels()
        agreements.append(adjusted_rand(labels, found))
        gains.append(_gain(votes, training, held, owner, found))
    gain = float(np.mean(gains))
    se = float(np.std(gains, ddof=1) / np.sqrt(folds)) if folds > 1 else 0.0
    return Trial(Gate(gain, se, votes.size), max(0.0, float(np.mean(agreements))))


def _gain(votes: Votes, training: Votes, held: Flags, owner: npt.NDArray[np.int32], labels: Ints) -> float:
    if labels.max(initial=-1) < 0:
        return -1.0
    tallies = training.tallies()
    base = (tallies[:, 2] + 1.0) / (tallies[:, 2] + tallies[:, 0] + 2.0)
    counts = count_answers(training, labels, int(labels.max()) + 1)
    shares = (counts.agree + PULL * base) / (counts.agree + counts.disagree + PULL)
    tested = np.flatnonzero(held & (votes.value != 0) & (labels[owner] >= 0))
    if len(tested) == 0:
        return -1.0
    statement, agreed = votes.statement[tested], votes.value[tested] > 0
    by_group = shares[labels[owner[tested]], statement]
    return float((log_loss(base[statement], agreed) - log_loss(by_group, agreed)).mean())


def log_loss(chance: Floats, agreed: Flags) -> Floats:
    """Loss in nats of predicting agreement with `chance` (0..1, exclusive) when the answer was `agreed`."""
    loss: Floats = -np.log(np.where(agreed, chance, 1.0 - chance))
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
