"""How well does the map know people? Calibrated prediction of held-out votes.

The baseline is principal axes with two dimensions, calibrated: a logistic regression, fitted on votes that the axes
did not see, on the statement's log-odds, the person's score along the axes (plain and scaled) and the person's mean
deviation. A logistic factor model joins as one more input only where cross-validation on those votes shows it helps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .axes import principal_axes
from .factor import fit_factors
from .result import Prediction
from .votes import Flags, Floats, Ints, Votes

# Votes that the trial uses at most; few votes are split several times, so that chance weighs less.
MOST_VOTES = 50_000
MOST_SPLITS = 5
LEAST_VOTES = 200
PARTS = 10
RIDGE = 1.0


@dataclass(frozen=True, eq=False)
class _Losses:
    """Loss per held-out vote of the statement mean, the baseline and the chosen model."""

    statement: Floats
    baseline: Floats
    chosen: Floats
    joined: bool


def prediction(votes: Votes, rng: np.random.Generator) -> Prediction | None:
    """Mean log losses on held-out votes; None when there are too few votes to hold some out."""
    if np.count_nonzero(votes.value) < LEAST_VOTES:
        return None
    most = max(50, int(MOST_VOTES / (votes.size / votes.participants)))
    if votes.participants > most:
        votes = votes.rows(np.sort(rng.choice(votes.participants, most, replace=False)))
    firm = votes.keep(votes.value != 0)
    if firm.size < LEAST_VOTES:
        return None
    splits = int(np.clip(MOST_VOTES // max(firm.size, 1), 1, MOST_SPLITS))
    part = rng.permutation(np.arange(firm.size) % PARTS)
    losses = [_split(firm, part == 2 * split, part == 2 * split + 1, rng) for split in range(splits)]
    joined = sum(loss.joined for loss in losses)
    return Prediction(
        log_loss=float(np.concatenate([loss.chosen for loss in losses]).mean()),
        baseline_log_loss=float(np.concatenate([loss.baseline for loss in losses]).mean()),
        statement_log_loss=float(np.concatenate([loss.statement for loss in losses]).mean()),
        model="factor" if 2 * joined > len(losses) else "pca",
    )


def _split(votes: Votes, tested: Flags, tuning: Flags, rng: np.random.Generator) -> _Losses:
    training = votes.keep(~(tested | tuning))
    owner, statement, agreed = votes.owners().astype(np.int64), votes.statement.astype(np.int64), votes.value > 0
    plain = _plain_inputs(training, owner, statement, rng)
    factors = fit_factors(training, rng)
    both = np.concatenate([plain, factors.log_odds(owner, statement)[:, None]], axis=1)
    half = rng.random(votes.size) < 0.5
    gain = np.concatenate(
        [
            _loss(plain, agreed, tuning & one, tuning & other) - _loss(both, agreed, tuning & one, tuning & other)
            for one, other in ((half, ~half), (~half, half))
        ]
    )
    joins = len(gain) > 1 and bool(gain.mean() > gain.std() / np.sqrt(len(gain)))
    baseline = _loss(plain, agreed, tuning, tested)
    chosen = _loss(both, agreed, tuning, tested) if joins else baseline
    return _Losses(_cross_entropy(plain[tested, 1], agreed[tested]), baseline, chosen, joins)


def _plain_inputs(training: Votes, owner: Ints, statement: Ints, rng: np.random.Generator) -> Floats:
    """Per vote: 1, the statement's log-odds, score along the axes, the same scaled up, the person's mean deviation."""
    tallies = training.tallies()
    odds = np.log((tallies[:, 2] + 1.0) / (tallies[:, 0] + 1.0))
    axes, table = principal_axes(training, rng)
    counts = training.per_participant()
    raw = np.asarray(table @ axes.loadings.astype(table.dtype), dtype=np.float64)
    score = np.einsum("nd,nd->n", raw[owner], axes.loadings[statement])
    scaled = score * (training.statements / np.maximum(counts, 1))[owner]
    deviation = np.asarray(table.sum(axis=1), dtype=np.float64) / (counts + 2.0)
    return np.stack([np.ones(len(owner)), odds[statement], score, scaled, deviation[owner]], axis=1)


def _loss(inputs: Floats, agreed: Flags, fitted: Flags, judged: Flags) -> Floats:
    """Loss per vote of `judged` under a logistic regression fitted on the votes `fitted`."""
    weights, centre, scale = _regression(inputs[fitted], agreed[fitted])
    return _cross_entropy(((inputs[judged] - centre) / scale) @ weights, agreed[judged])


def _regression(inputs: Floats, agreed: Flags) -> tuple[Floats, Floats, Floats]:
    """Ridge logistic regression by Newton's method, the first column being the constant; inputs standardised."""
    centre, scale = inputs.mean(axis=0), inputs.std(axis=0)
    centre[0], scale = 0.0, np.where(scale > 1e-9, scale, 1.0)
    x = (inputs - centre) / scale
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30.0, 30.0)))
        slope = x.T @ (agreed - chance) - penalty * weights
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights, centre, scale


def _cross_entropy(odds: Floats, agreed: Flags) -> Floats:
    loss: Floats = np.logaddexp(0.0, np.where(agreed, -odds, odds))
    return loss
