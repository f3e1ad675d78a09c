"""A small group whose disagreement the map would otherwise average away.

k-means likes groups of like size: eighty people in a thousand who together reject what the others hold disappear in
it. This search looks for one such group: a mixture of "as everybody" (or as their own group) and "a minority", in
which only those statements tell on which the minority stands out. It starts from the tails of several axes of the
standardised votes and climbs by expectation-maximisation. On shuffled votes its evidence stays near zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .axes import centred, leading, statement_means
from .counts import count_answers
from .votes import Flags, Floats, Ints, Votes

SEARCH_AXES = 6
TAILS = (0.03, 0.06, 0.12)
ROUNDS = 30
# Rounds with all starts, starts that go on after them, and the change of evidence (nats) that ends the climb.
SCREEN = 3
FINALISTS = 4
SETTLED = 0.05
# A statement tells when the minority's share lies this many standard errors from what is expected of its people.
TELLS = 2.0
# Imagined votes that pull the minority's shares to the expected ones.
PULL = 2.0
# More than this share of the people is no minority but a group that k-means finds.
LARGEST = 0.3
# Log likelihood gained, less one per statement that tells. Shuffled votes of the reference sets stay below 13.
EVIDENCE = 15.0


@dataclass(frozen=True, eq=False)
class Backdrop:
    """What is expected of people without a minority: labels (participants,) and agree-shares (groups, statements)."""

    labels: Ints
    rates: Floats


@dataclass(frozen=True, eq=False)
class Minority:
    """chance: (participants,) of belonging; rates: (statements,) agree-shares; tells: flags; share: of the
    people at the outset; evidence: in nats."""

    chance: Floats
    rates: Floats
    tells: Flags
    share: float
    evidence: float

    @property
    def members(self) -> Flags:
        """Those who more likely belong than not."""
        return self.chance > 0.5


def backdrop(votes: Votes, labels: Ints) -> Backdrop:
    """Expectations from `labels` (negative: expected to answer as everybody); one group when all are negative."""
    tallies = votes.tallies()
    everyone = (tallies[:, 2] + 1.0) / (tallies[:, 2] + tallies[:, 0] + 2.0)
    number = int(labels.max(initial=-1)) + 1
    counts = count_answers(votes, labels, number)
    rates = (counts.agree + 2.0 * everyone) / (counts.agree + counts.disagree + 2.0)
    return Backdrop(np.where(labels >= 0, labels, number), np.vstack([rates, everyone]))


def find_minority(votes: Votes, behind: Backdrop, eligible: Flags, rng: np.random.Generator) -> Minority | None:
    """The best-supported minority among the eligible, or None when nothing of at least five people stands out."""
    if not eligible.any():
        return None
    search = _Search.of(votes, behind, eligible)
    starts = _tails(votes, eligible, rng)
    if starts.shape[1] == 0:
        return None
    fit = search.fit(starts)
    for turn in range(ROUNDS):
        weights, reached = fit.chance, fit.evidence
        if turn == SCREEN:
            # Most starts lead to the same few hills; climb on with the highest.
            highest = np.argsort(-reached, kind="stable")[:FINALISTS]
            weights, reached = weights[:, highest], reached[highest]
        fit = search.fit(weights)
        if turn > SCREEN and np.abs(fit.evidence - reached).max() < SETTLED:
            break
    size = (fit.chance > 0.5).sum(axis=0)
    usable = (size >= 5) & (size <= LARGEST * eligible.sum()) & fit.tells.any(axis=0)
    if not usable.any():
        return None
    best = int(np.argmax(np.where(usable, fit.evidence, -np.inf)))
    return Minority(
        fit.chance[:, best], fit.rates[:, best], fit.tells[:, best], float(fit.share[best]), float(fit.evidence[best])
    )


def belonging(votes: Votes, behind: Backdrop, minority: Minority) -> Floats:
    """Chance of belonging to a minority that was found among a part of the people, for all; (participants,)."""
    search = _Search.of(votes, behind, np.ones(votes.participants, dtype=np.bool_))
    fit = search.judge(minority.rates[:, None], minority.tells[:, None], np.array([minority.share]))
    return fit.chance[:, 0]


@dataclass(frozen=True, eq=False)
class _Fit:
    """One round for all starts at once: chance (participants, starts), rates and tells (statements, starts)."""

    chance: Floats
    rates: Floats
    tells: Flags
    share: Floats
    evidence: Floats


@dataclass(frozen=True, eq=False)
class _Search:
    """Votes as indicator tables per backdrop group, so that a round is a handful of sparse products."""

    people: list[Ints]
    agree: list[Any]
    disagree: list[Any]
    rates: Floats
    eligible: Flags

    @classmethod
    def of(cls, votes: Votes, behind: Backdrop, eligible: Flags) -> _Search:
        """Sort the eligible people of `votes` by their group in the backdrop."""
        people = [np.flatnonzero((behind.labels == g) & eligible) for g in range(len(behind.rates))]
        used = [g for g, who in enumerate(people) if len(who)]
        tables = [votes.rows(people[g]) for g in used]
        return cls(
            [people[g] for g in used],
            [_indicator(table, 1) for table in tables],
            [_indicator(table, -1) for table in tables],
            behind.rates[used],
            eligible,
        )

    def fit(self, weights: Floats) -> _Fit:
        """One round: rates from the present memberships (participants, starts), then memberships from the rates."""
        statements, starts = self.rates.shape[1], weights.shape[1]
        agreed, answered, expected = (np.zeros((statements, starts)) for _ in range(3))
        for who, yes, no, rate in zip(self.people, self.agree, self.disagree, self.rates, strict=True):
            for_, against = yes.T @ weights[who], no.T @ weights[who]
            agreed += for_
            answered += for_ + against
            expected += (for_ + against) * rate[:, None]
        usual = np.where(answered > 0, expected / np.maximum(answered, 1e-9), self.rates.mean(axis=0)[:, None])
        usual = np.clip(usual, 1e-3, 1 - 1e-3)
        surprise = (agreed - answered * usual) / np.sqrt(np.maximum(answered * usual * (1 - usual), 1e-9))
        tells = (np.abs(surprise) > TELLS) & (answered > 2)
        rates = (agreed + PULL * usual) / (answered + PULL)
        share = (weights[self.eligible].sum(axis=0) + 1.0) / (self.eligible.sum() + 2.0)
        return self.judge(rates, tells, share)

    def judge(self, rates: Floats, tells: Flags, share: Floats) -> _Fit:
        """How likely each person is a member, given the minority's rates, statements that tell and size."""
        chance, evidence = np.zeros((len(self.eligible), len(share))), -1.0 * tells.sum(axis=0)
        for who, yes, no, rate in zip(self.people, self.agree, self.disagree, self.rates, strict=True):
            toward = np.where(tells, np.log(rates / rate[:, None]), 0.0)
            away = np.where(tells, np.log((1 - rates) / (1 - rate[:, None])), 0.0)
            odds = yes @ toward + no @ away + np.log(share / (1 - share))
            chance[who] = 1.0 / (1.0 + np.exp(-odds))
            evidence = evidence + (np.logaddexp(0.0, odds) + np.log(1 - share)).sum(axis=0)
        return _Fit(chance, rates, tells, share, evidence)


def _indicator(votes: Votes, answer: int) -> Any:
    chosen = votes.keep(votes.value == answer)
    shape = (votes.participants, votes.statements)
    index, pointer = chosen.statement.astype(np.int32), chosen.indptr.astype(np.int32)
    return sparse.csr_array((np.ones(chosen.size), index, pointer), shape=shape)


def _tails(votes: Votes, eligible: Flags, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Starting memberships (participants, starts): both ends of each axis, three sizes of tail."""
    means = statement_means(votes)
    table = centred(votes, means)
    tallies = votes.tallies()
    agree = np.maximum(tallies.sum(axis=1), 1)
    variance = (tallies[:, 0] + tallies[:, 2]) / agree - means**2
    # Standardised: a vote against nearly everybody weighs more than one in an even split.
    table.data = table.data / np.sqrt(np.maximum(variance, 0.02)).astype(table.dtype)[votes.statement]
    scores = np.asarray(table @ leading(table, rng, SEARCH_AXES).astype(table.dtype), dtype=np.float64)
    starts = []
    for axis in range(scores.shape[1]):
        for sign in (1.0, -1.0):
            order = np.argsort(np.where(eligible, -sign * scores[:, axis], np.inf), kind="stable")
            for tail in TAILS:
                start = np.zeros(votes.participants)
                start[order[: min(max(5, int(tail * eligible.sum())), int(eligible.sum()))]] = 1.0
                starts.append(start)
    return np.stack(starts, axis=1) if starts else np.zeros((votes.participants, 0))
