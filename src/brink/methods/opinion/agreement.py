"""What holds groups together and what divides them: consensus, dissent, divisive statements."""

from __future__ import annotations

import numpy as np

from .counts import Counts
from .result import AGREE, DISAGREE, Consensus, Dissent, Divisive
from .votes import Floats, Ints

# Bounds are one-sided at 95 % (the 95th percentile of the normal): a claim that is made holds in 19 of 20 cases.
Z = 1.6448536269514722
CONSENSUS_SHARE = 0.5
LEAST_SPREAD = 0.3
# A group is heard from this share of the grouped people; below it "the minority" would be a handful.
LEAST_HEARD = 0.02


def lower_share(hits: Ints, seen: Ints) -> Floats:
    """Lower 95 % bound of a share (Wilson, 1927; as Brown, Cai and DasGupta advise, 2001); 0 where nobody saw it."""
    n = np.maximum(seen, 1)
    share = hits / n
    middle = share + Z * Z / (2 * n)
    reach = Z * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return np.where(seen > 0, np.maximum((middle - reach) / (1 + Z * Z / n), 0.0), 0.0)


def upper_share(hits: Ints, seen: Ints) -> Floats:
    """Upper 95 % bound of a share; 1 where nobody saw it."""
    return 1.0 - lower_share(seen - hits, seen)


def consensus(counts: Counts) -> tuple[Consensus, ...]:
    """Statements that most people of every group hold (or reject), surest first.

    Value: geometric mean over groups of share-on-the-side × (1 - share-against), with Jeffreys' prior, so neither a
    large group nor the number of groups weighs in (after Small et al., 2021). Low: the same from the 95 % bounds of
    each share. A statement is listed when in every group the lower bound of the share exceeds one half.
    """
    rows = []
    seen = counts.seen
    for side in (AGREE, DISAGREE):
        hits, against = counts.side(side), counts.side(-side)
        share, opposed = (hits + 0.5) / (seen + 1.0), (against + 0.5) / (seen + 1.0)
        least = lower_share(hits, seen)
        value = np.exp(np.log(share * (1.0 - opposed)).mean(axis=0))
        low = np.exp(np.log(np.maximum(least * (1.0 - upper_share(against, seen)), 1e-300)).mean(axis=0))
        for statement in np.flatnonzero((least > CONSENSUS_SHARE).all(axis=0)):
            rows.append(Consensus(int(statement), side, float(value[statement]), float(low[statement])))
    return tuple(sorted(rows, key=lambda r: (-r.low, -r.value, r.statement)))


def dissent(everyone: Counts, groups: Counts, sizes: Ints, majority: float) -> tuple[Dissent, ...]:
    """Statements on whose majority (at least `majority` of all viewers) most of some group takes the other side.

    everyone: counts of all participants as one. sizes: (groups,) head counts; a group takes part from 5 people and
    2 % of those in a group. Its opposition must exceed one half by the lower 95 % bound. Largest majorities first.
    """
    rows = []
    heard = sizes >= np.maximum(5.0, LEAST_HEARD * sizes.sum())
    for side in (AGREE, DISAGREE):
        share = everyone.share(side)[0]
        against = (lower_share(groups.side(-side), groups.seen) > 0.5) & heard[:, None]
        for statement in np.flatnonzero((share >= majority) & against.any(axis=0)):
            who = tuple(int(group) for group in np.flatnonzero(against[:, statement]))
            rows.append(Dissent(int(statement), side, float(share[statement]), who))
    return tuple(sorted(rows, key=lambda r: (-r.majority, r.statement)))


def divisive(groups: Counts) -> tuple[Divisive, ...]:
    """Statements on which two groups differ most, by the largest gap in smoothed shares that agree.

    Listed from a gap of 0.3 when the gap also exceeds two standard errors of its two shares.
    """
    rows = []
    share, seen = groups.smoothed(AGREE), groups.seen
    error = share * (1.0 - share) / (seen + 3.0)
    statements = np.arange(share.shape[1])
    high, low = share.argmax(axis=0), share.argmin(axis=0)
    spread = share[high, statements] - share[low, statements]
    noise = np.sqrt(error[high, statements] + error[low, statements])
    viewed = (seen[high, statements] > 0) & (seen[low, statements] > 0)
    for statement in np.flatnonzero((spread >= LEAST_SPREAD) & (spread > 2.0 * noise) & viewed):
        rows.append(Divisive(int(statement), float(spread[statement])))
    return tuple(sorted(rows, key=lambda r: (-r.spread, r.statement)))
